import { Button, Group, Text } from '@mantine/core'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import classes from '../exchange.module.css'
import type { Correction } from './corrections.ts'

/** More than anybody reads; all of them count, the newest are shown. */
const MAX_SHOWN = 100

/** What has been corrected, newest first; each can be taken back, and then the file's own text counts again. */
export function CorrectionList(props: {
  corrections: readonly Correction[]
  header: readonly string[]
  onTakeBack: (correction: Correction) => void
}) {
  const { t } = useTexts()
  const { corrections, header } = props
  return (
    <section className={classes.corrections} aria-label={t('exchange.correction.list')}>
      <Text size="sm" fw={600}>
        {t('exchange.correction.count', { count: corrections.length })}
      </Text>
      {corrections.slice(0, MAX_SHOWN).map((each) => (
        <Group key={`${each.column}:${each.rows[0]}`} gap="xs" wrap="nowrap">
          <Text size="sm" className={classes.message}>
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

/** The longest piece of a cell that a sentence bears. */
const MAX_QUOTED = 40

/** The text of a cell within a sentence. */
export function quoted(t: Translate, text: string): string {
  if (text === '') return t('exchange.quote.empty')
  return text.length <= MAX_QUOTED
    ? t('exchange.quote.text', { text })
    : t('exchange.quote.start', { text: text.slice(0, MAX_QUOTED) })
}
