import { Checkbox, Chip, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Texts } from '../../../../shared/text/texts.ts'
import { addDays, formatDay, formatWeekday, weekdayOf } from '../../../../shared/util/depot-time.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { Ask } from '../../../components/feedback/ask.tsx'
import css from './duplicate-dialog.module.css'

/** Monday is 1. */
const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7']
/** A Monday; the names of the weekdays are those of the days from it. */
const MONDAY = '2024-01-01'
/** One year. For more there are templates. */
const MAX_DAYS = 366

/** Asks to which days workflows are to be duplicated. */
export function DuplicateDialog(props: {
  count: number
  /** The copies begin on the day after. */
  fromDay: string
  onClose: () => void
  onCopy: (days: readonly string[], isToSend: boolean) => void
}) {
  const texts = useTexts()
  const { t, locale } = texts
  const [first, setFirst] = useState(addDays(props.fromDay, 1))
  const [span, setSpan] = useState<number | string>(1)
  const [weekdays, setWeekdays] = useState<readonly string[]>(WEEKDAYS)
  const [isToSend, setIsToSend] = useState(false)
  const days = chosenDays(first, Number(span) || 0, weekdays)
  return (
    <Ask
      title={t('board.duplicate.title', { count: props.count })}
      confirm={t('board.duplicate.take', { count: days.length * props.count })}
      isDisabled={days.length === 0}
      onClose={props.onClose}
      onConfirm={() => {
        props.onCopy(days, isToSend)
        props.onClose()
      }}
    >
      <TextInput
        type="date"
        label={t('board.duplicate.firstDay')}
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
        data-autofocus
      />
      <NumberInput
        mt={10}
        label={t('board.duplicate.dayCount')}
        value={span}
        onChange={setSpan}
        min={1}
        max={MAX_DAYS}
        allowDecimal={false}
      />
      <Chip.Group multiple value={[...weekdays]} onChange={setWeekdays}>
        <fieldset className={css.weekdays} aria-label={t('board.duplicate.weekdays')}>
          {WEEKDAYS.map((each) => (
            <Chip key={each} value={each} size="xs">
              {formatWeekday(addDays(MONDAY, Number(each) - 1), locale)}
            </Chip>
          ))}
        </fieldset>
      </Chip.Group>
      <Checkbox
        mt={14}
        label={t('board.duplicate.send')}
        checked={isToSend}
        onChange={(event) => setIsToSend(event.currentTarget.checked)}
      />
      <p className={css.days}>{daysText(days, texts)}</p>
    </Ask>
  )
}

/** Up to three days, and how many more there are. */
function daysText(chosen: readonly string[], { t, locale }: Texts): string {
  if (chosen.length === 0) return t('board.duplicate.noDay')
  const days = chosen
    .slice(0, 3)
    .map((day) => formatDay(day, locale))
    .join(', ')
  const count = chosen.length - 3
  return count > 0 ? t('board.duplicate.daysAndMore', { days, count }) : t('board.duplicate.days', { days })
}

/** The days of a span that fall on the chosen weekdays; none when the first day cannot be read. */
export function chosenDays(first: string, span: number, weekdays: readonly string[]): readonly string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(first)) return []
  const count = Math.max(0, Math.min(MAX_DAYS, Math.floor(span)))
  return Array.from({ length: count }, (_, index) => addDays(first, index)).filter((day) =>
    weekdays.includes(String(weekdayOf(day))),
  )
}
