import { Button, Popover, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { Texts } from '../../../../shared/text/texts.ts'
import { addDays, formatDay, formatDayRange } from '../../../../shared/util/depot-time.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import css from './day-picker.module.css'

/** Which days are on screen. Days are `YYYY-MM-DD` in the depot's zone. */
export type FrameScope =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'range'; readonly from: string; readonly to: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'noDate' }

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

/** A scope as a text: `Tue 24 Nov 2026`, `24 Nov – 30 Nov`, `All days`. */
export function scopeText(scope: FrameScope, { t, locale }: Texts): string {
  if (scope.kind === 'all') return t('frame.days.all')
  if (scope.kind === 'noDate') return t('frame.days.noDate')
  if (scope.kind === 'day') return formatDay(scope.day, locale)
  return formatDayRange(scope.from, scope.to, locale)
}

/** The days on screen, and a panel to choose another day, several days or all. */
export function DayPicker(props: { scope: FrameScope; onScope: (scope: FrameScope) => void }) {
  const { scope, onScope } = props
  const texts = useTexts()
  const { t } = texts
  const { today } = useDesk()
  const [isOpen, setIsOpen] = useState(false)
  const from = scope.kind === 'day' ? scope.day : scope.kind === 'range' ? scope.from : today
  const to = scope.kind === 'range' ? scope.to : from
  function choose(next: FrameScope): void {
    onScope(next)
    setIsOpen(false)
  }
  function chooseRange(first: string, last: string): void {
    if (!isDay(first) || !isDay(last)) return
    onScope(first >= last ? { kind: 'day', day: first } : { kind: 'range', from: first, to: last })
  }
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" trapFocus>
      <Popover.Target>
        <button type="button" className={css.day} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {scopeText(scope, texts)} <IconChevronDown size={12} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('frame.days.label')}>
        <TextInput
          type="date"
          label={t('frame.days.from')}
          value={from}
          onChange={(event) =>
            chooseRange(event.currentTarget.value, scope.kind === 'range' ? to : event.currentTarget.value)
          }
          data-autofocus
        />
        <TextInput
          type="date"
          label={t('frame.days.to')}
          mt={8}
          value={to}
          min={from}
          onChange={(event) => chooseRange(from, event.currentTarget.value)}
        />
        <Button.Group mt={10}>
          <Button variant="default" onClick={() => choose({ kind: 'range', from, to: addDays(from, 6) })}>
            {t('frame.days.sevenDays')}
          </Button>
          <Button variant="default" onClick={() => choose({ kind: 'all' })}>
            {t('frame.days.all')}
          </Button>
          <Button variant="default" onClick={() => choose({ kind: 'noDate' })}>
            {t('frame.days.noDate')}
          </Button>
        </Button.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
