import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { IconGripVertical } from '@tabler/icons-react'
import { useRef } from 'react'
import type { Stop } from '../../../../shared/model/plan/workflow.ts'
import { minutesLateAt } from '../../../../shared/model/warnings/running-late.ts'
import { activityText, stopTypeText } from '../../../../shared/text/field-text.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import { timeWithDayIfOther } from '../../../components/display/labels.ts'
import { useFocusLeft } from '../../../components/keyboard/focus-left.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { stopKey } from '../form/field-key.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { WarningText } from './field.tsx'
import { StopFields } from './stop-fields.tsx'
import css from './stop-row.module.css'

/** What a {@link StopRow} is given. */
interface StopRowProps {
  readonly form: EditorForm
  readonly stop: Stop
  readonly index: number
  readonly count: number
  readonly isOpen: boolean
  readonly isWrong: boolean
  readonly warning: string | null
  onToggle(): void
  onMove(toIndex: number): void
  onRemove(): void
}

/** A stop in one line; opened, with its fields below. */
export function StopRow(props: StopRowProps) {
  const { stop, index, isOpen } = props
  const { t } = props.form
  const sortable = useSortable({
    id: stop.sourceStopId,
    attributes: { roleDescription: t('editor.stops.dragRole') },
  })
  const fields = useRef<HTMLDivElement>(null)
  // Ctrl+Z may remove the stop that has the focus; the editor then takes the next Ctrl+Z.
  useFocusLeft(fields, () => document.querySelector<HTMLElement>('[data-editor]'))
  return (
    <li
      ref={sortable.setNodeRef}
      className={css.stop}
      data-warned={props.warning !== null}
      data-wrong={props.isWrong}
      data-dragged={sortable.isDragging}
      style={{ transform: CSS.Translate.toString(sortable.transform), transition: sortable.transition }}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
        event.preventDefault()
        props.onMove(index + (event.key === 'ArrowUp' ? -1 : 1))
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid row in every engine, and needs a legend */}
      <div role="group" ref={fields} aria-label={t('fields.stopNumber', { number: index + 1 })}>
        <div className={css.head}>
          <button
            type="button"
            className={css.handle}
            ref={sortable.setActivatorNodeRef}
            {...sortable.attributes}
            {...sortable.listeners}
            aria-label={t('editor.stops.drag', { number: index + 1 })}
          >
            <IconGripVertical size={15} aria-hidden />
          </button>
          <StopSummary {...props} />
        </div>
        {isOpen && (
          <StopFields
            form={props.form}
            stop={stop}
            isFirst={index === 0}
            isLast={index === props.count - 1}
            onMove={(by) => props.onMove(index + by)}
            onRemove={props.onRemove}
          />
        )}
      </div>
    </li>
  )
}

/** The line of a stop: its number, name, type, activities and times, and a warning while it is closed. */
function StopSummary({ form, stop, index, isOpen, warning, onToggle }: StopRowProps) {
  const { t } = form
  const { time } = useDesk()
  const kinds = [
    ...(stop.stopType === null ? [] : [stopTypeText(stop.stopType, t)]),
    ...stop.activities.map((each) => activityText(each, t)),
  ]
  return (
    <button type="button" className={css.summary} aria-expanded={isOpen} data-stop-summary onClick={onToggle}>
      <span className={css.number}>{index + 1}</span>
      <span className={css.name}>
        {stop.locationName ?? t('editor.stops.unnamed')}
        {kinds.length > 0 && <span className={css.kind}> · {kinds.join(' · ')}</span>}
      </span>
      <span className={css.times}>{stopTimes(stop, time)}</span>
      <RecordedTimes form={form} stop={stop} />
      {warning !== null && !isOpen && (
        <span className={css.warning}>
          <WarningText text={warning} />
        </span>
      )}
    </button>
  )
}

/**
 * What was recorded at a stop, and how late that was. Nobody types it here. A problem of it, such as Catena's refusal of a
 * time that was imported, is shown with it, since it has no field.
 */
function RecordedTimes({ form, stop }: Pick<StopRowProps, 'form' | 'stop'>) {
  const { t } = form
  const { time } = useDesk()
  const { actualArrival, actualDeparture } = stop
  const problems = (['actualArrival', 'actualDeparture'] as const)
    .map((name) => form.problemAt(stopKey(stop.sourceStopId, name)))
    .filter((each) => each !== null)
  if (actualArrival === null && actualDeparture === null && problems.length === 0) return null
  const planned = stop.scheduledArrival ?? stop.scheduledDeparture
  const day = (planned === null ? null : time.dayOf(planned)) ?? form.setting.day
  const shown = (at: string) => ({ time: timeWithDayIfOther(at, day, time) })
  const minutes = minutesLateAt(stop)
  return (
    <span className={css.recorded}>
      {[
        ...(actualArrival === null ? [] : [t('editor.stops.arrived', shown(actualArrival))]),
        ...(actualDeparture === null ? [] : [t('editor.stops.departed', shown(actualDeparture))]),
      ].join(' · ')}
      {minutes > 0 && (
        <>
          {' · '}
          <b className="dp-tone-warn">{t('editor.stops.late', { minutes })}</b>
        </>
      )}
      {problems.map(({ message }) => (
        <span key={message} className="dp-tone-bad">
          {' '}
          {textOf(t, message)}
        </span>
      ))}
    </span>
  )
}

/** `06:25 – 06:50`; a stop that has only one time shows that one alone. */
function stopTimes(
  stop: Stop,
  time: { formatRange(start: string | null, end: string | null): string; formatTime(at: string): string },
): string {
  const { scheduledArrival, scheduledDeparture } = stop
  const only =
    scheduledArrival === null ? scheduledDeparture : scheduledDeparture === null ? scheduledArrival : null
  return only === null ? time.formatRange(scheduledArrival, scheduledDeparture) : time.formatTime(only)
}
