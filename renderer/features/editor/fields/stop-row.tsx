import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { IconGripVertical } from '@tabler/icons-react'
import { useRef } from 'react'
import type { Stop } from '../../../../shared/model/plan/workflow.ts'
import { activityText, stopTypeText } from '../../../../shared/text/field-text.ts'
import { useFocusLeft } from '../../../components/keyboard/focus-left.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import css from '../editor.module.css'
import type { EditorForm } from '../form/use-editor-form.ts'
import { WarningText } from './field.tsx'
import { StopFields } from './stop-fields.tsx'

/** One stop: number, name, kind, times, warning; opened, its fields below. */
export function StopRow(props: {
  form: EditorForm
  stop: Stop
  index: number
  count: number
  isOpen: boolean
  isWrong: boolean
  warning: string | null
  onToggle(): void
  onMove(toIndex: number): void
  onRemove(): void
}) {
  const { stop, index, isOpen, warning } = props
  const { t } = props.form
  const { time } = useDesk()
  const sortable = useSortable({
    id: stop.sourceStopId,
    attributes: { roleDescription: t('editor.stops.dragRole') },
  })
  const fields = useRef<HTMLDivElement>(null)
  // Ctrl+Z may take back the adding of the very stop that the keyboard is in: the next one must not go elsewhere.
  useFocusLeft(fields, () => document.querySelector<HTMLElement>('[data-editor]'))
  const kinds = [
    ...(stop.stopType === null ? [] : [stopTypeText(stop.stopType, t)]),
    ...stop.activities.map((each) => activityText(each, t)),
  ]

  return (
    <li
      ref={sortable.setNodeRef}
      className={css.stop}
      data-warned={warning !== null}
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
        <div className={css.stopRow}>
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
          <button
            type="button"
            className={css.stopSummary}
            aria-expanded={isOpen}
            data-stop-summary
            onClick={props.onToggle}
          >
            <span className={css.stopNumber}>{index + 1}</span>
            <span className={css.stopName}>
              {stop.locationName ?? t('editor.stops.unnamed')}
              {kinds.length > 0 && <span className={css.stopKind}> · {kinds.join(' · ')}</span>}
            </span>
            <span className={css.stopTimes}>{stopTimes(stop, time)}</span>
            {warning !== null && !isOpen && (
              <span className={css.stopWarning}>
                <WarningText text={warning} />
              </span>
            )}
          </button>
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
