import { Button, Group, Text } from '@mantine/core'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import type { GivenAnswer } from '../use-import.ts'
import css from './correction-list.module.css'
import type { Correction } from './corrections.ts'

/** The most corrections that are listed: the newest. */
const MAX_SHOWN = 100

/** The answers and corrections, newest first. Taking one back opens the question, or restores the text of the file. */
export function CorrectionList(props: {
  answers: readonly GivenAnswer[]
  corrections: readonly Correction[]
  header: readonly string[]
  onTakeBack: (correction: Correction) => void
  onTakeBackAnswer: (given: GivenAnswer) => void
}) {
  const { t } = useTexts()
  const { answers, corrections, header } = props
  return (
    <section className={css.list} aria-label={t('exchange.correction.list')}>
      <Text size="sm" fw={600}>
        {t('exchange.correction.count', { count: corrections.length + answers.length })}
      </Text>
      {answers.slice(0, MAX_SHOWN).map((each) => (
        <Group key={each.key} gap="xs" wrap="nowrap">
          <Text size="sm" className={css.text}>
            {t('exchange.correction.answer', {
              question: textOf(t, each.question),
              answer: textOf(t, each.label),
            })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => props.onTakeBackAnswer(each)}>
            {t('exchange.correction.takeBack')}
          </Button>
        </Group>
      ))}
      {corrections.slice(0, MAX_SHOWN).map((each) => (
        <Group key={`${each.column}:${each.rows[0]}`} gap="xs" wrap="nowrap">
          <Text size="sm" className={css.text}>
            {t('exchange.correction.line', {
              heading: header[each.column] ?? '',
              from: quoted(t, each.from),
              to: quoted(t, each.to),
              count: each.rows.length,
            })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => props.onTakeBack(each)}>
            {t('exchange.correction.takeBack')}
          </Button>
        </Group>
      ))}
    </section>
  )
}

/** The most characters of a cell that are quoted. */
const MAX_QUOTED = 40

/** The text of a cell as a part of a sentence. */
export function quoted(t: Translate, text: string): string {
  if (text === '') return t('exchange.quote.empty')
  return text.length <= MAX_QUOTED
    ? t('exchange.quote.text', { text })
    : t('exchange.quote.start', { text: text.slice(0, MAX_QUOTED) })
}
