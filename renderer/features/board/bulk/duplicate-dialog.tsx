import { Checkbox, Chip, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addDays, formatDay } from '../../../../shared/util/depot-time.ts'
import { counted } from '../../../components/display/labels.ts'
import { Ask } from '../../../components/feedback/ask.tsx'
import css from '../board.module.css'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
/** A year of copies at once is a recurring workflow, not a copy. */
const MAX_DAYS = 366

/** Asks to which days workflows are to be duplicated. */
export function DuplicateDialog(props: {
  count: number
  /** Day the copies begin after. */
  fromDay: string
  onClose: () => void
  onCopy: (days: readonly string[], isToSend: boolean) => void
}) {
  const [first, setFirst] = useState(addDays(props.fromDay, 1))
  const [span, setSpan] = useState<number | string>(1)
  const [weekdays, setWeekdays] = useState<readonly string[]>(WEEKDAYS)
  const [isToSend, setIsToSend] = useState(false)
  const days = chosenDays(first, Number(span) || 0, weekdays)
  return (
    <Ask
      title={`Duplicate ${counted(props.count, 'workflow')}`}
      confirm={`Make ${counted(days.length * props.count, 'copy', 'copies')}`}
      isDisabled={days.length === 0}
      onClose={props.onClose}
      onConfirm={() => {
        props.onCopy(days, isToSend)
        props.onClose()
      }}
    >
      <TextInput
        type="date"
        label="First day"
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
        data-autofocus
      />
      <NumberInput
        mt={10}
        label="Number of days"
        value={span}
        onChange={setSpan}
        min={1}
        max={MAX_DAYS}
        allowDecimal={false}
      />
      <Chip.Group multiple value={[...weekdays]} onChange={setWeekdays}>
        <fieldset className={css.strip} aria-label="On which weekdays">
          <div className={css.days}>
            {WEEKDAYS.map((each) => (
              <Chip key={each} value={each} size="xs">
                {each}
              </Chip>
            ))}
          </div>
        </fieldset>
      </Chip.Group>
      <Checkbox
        mt={14}
        label="Send the copies to Catena at once"
        checked={isToSend}
        onChange={(event) => setIsToSend(event.currentTarget.checked)}
      />
      <p className={css.preview}>
        {days.length === 0
          ? 'No day is chosen.'
          : `${days.slice(0, 3).map(formatDay).join(', ')}${days.length > 3 ? ` and ${days.length - 3} more` : ''}, at the same times of day.`}
      </p>
    </Ask>
  )
}

/** The days of a span that fall on the chosen weekdays. An unreadable first day gives none. */
export function chosenDays(first: string, span: number, weekdays: readonly string[]): readonly string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(first)) return []
  const count = Math.max(0, Math.min(MAX_DAYS, Math.floor(span)))
  return Array.from({ length: count }, (_, index) => addDays(first, index)).filter((day) =>
    weekdays.includes(formatDay(day).slice(0, 3)),
  )
}
