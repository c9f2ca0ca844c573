import {
  closestCenter,
  DndContext,
  type DndContextProps,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Button } from '@mantine/core'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Stop } from '../../../../shared/model/plan/workflow.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import css from '../editor.module.css'
import { stopKey } from '../form/field-key.ts'
import { stopsWith } from '../form/form-problems.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { StopRow } from './stop-row.tsx'

/** The stops in order: each a compact row that opens in place. Moved by drag, by buttons, and by Alt+↑ and Alt+↓. */
export function StopList(props: { form: EditorForm }) {
  const { form } = props
  const { t } = form
  const { stops } = form.plan
  const list = useRef<HTMLOListElement>(null)
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )

  const { shownProblems, refusedCount } = form
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(stopsWith(shownProblems.keys())))
  const [openedFor, setOpenedFor] = useState(refusedCount)
  if (openedFor !== refusedCount) {
    setOpenedFor(refusedCount)
    setOpen(new Set([...open, ...stopsWith(shownProblems.keys())]))
  }

  function toggle(stopId: string): void {
    const next = new Set(open)
    if (!next.delete(stopId)) next.add(stopId)
    setOpen(next)
  }
  /** The element keeps the caret although the browser takes it away from what is moved in the page. */
  function move(stopId: string, toIndex: number): void {
    const focused = document.activeElement
    flushSync(() => form.moveStop(stopId, toIndex))
    if (focused instanceof HTMLElement) focused.focus()
  }
  function add(): void {
    let stopId = ''
    flushSync(() => {
      stopId = form.addStop()
      setOpen(new Set([...stopsWith(shownProblems.keys()), stopId]))
    })
    list.current?.lastElementChild?.querySelector('input')?.focus()
  }
  function remove(stopId: string, index: number): void {
    flushSync(() => form.removeStop(stopId))
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-stop-summary]')
    const next = rows?.[Math.min(index, rows.length - 1)]
    if (next === undefined) document.querySelector<HTMLElement>('[data-add-stop]')?.focus()
    else next.focus()
  }
  function onDragEnd({ active, over }: DragEndEvent): void {
    const to = stops.findIndex((each) => each.sourceStopId === over?.id)
    if (to !== -1 && active.id !== over?.id) form.moveStop(String(active.id), to)
  }

  const stopsProblem = form.problemAt('stops')
  return (
    <section aria-label={t('editor.stops.label')}>
      <div className={css.sectionHead}>
        <h2>{t('editor.stops.label')}</h2>
        <span className={css.hint}>
          {stops.length === 0 ? t('editor.stops.none') : t('editor.stops.hint', { count: stops.length })}
        </span>
      </div>
      {stopsProblem !== null && (
        <p role="alert" className="dp-tone-bad" data-problem tabIndex={-1}>
          {textOf(t, stopsProblem.message)}
        </p>
      )}
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={onDragEnd}
        accessibility={dragTexts(stops, t)}
      >
        <SortableContext
          items={stops.map((each) => each.sourceStopId)}
          strategy={verticalListSortingStrategy}
        >
          <ol className={css.stops} ref={list}>
            {stops.map((stop, index) => (
              <StopRow
                key={stop.sourceStopId}
                form={form}
                stop={stop}
                index={index}
                count={stops.length}
                isOpen={open.has(stop.sourceStopId)}
                warning={warningOf(form, stop.sourceStopId)}
                isWrong={isWrong(form, stop.sourceStopId)}
                onToggle={() => toggle(stop.sourceStopId)}
                onMove={(to) => move(stop.sourceStopId, to)}
                onRemove={() => remove(stop.sourceStopId, index)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <Button variant="default" onClick={add} data-add-stop>
        {t('editor.stops.add')}
      </Button>
    </section>
  )
}

/** What screen readers say of moving a stop by the keyboard. */
function dragTexts(stops: readonly Stop[], t: Translate): NonNullable<DndContextProps['accessibility']> {
  const placeOf = (item: { readonly id: UniqueIdentifier } | null): number =>
    stops.findIndex((each) => each.sourceStopId === item?.id) + 1
  return {
    screenReaderInstructions: { draggable: t('editor.stops.dragHow') },
    announcements: {
      onDragStart: ({ active }) => t('editor.stops.dragged', { from: placeOf(active) }),
      onDragOver: ({ active, over }) =>
        over === null ? undefined : t('editor.stops.draggedTo', { from: placeOf(active), to: placeOf(over) }),
      onDragEnd: ({ active, over }) =>
        over === null
          ? t('editor.stops.dragLeft', { from: placeOf(active) })
          : t('editor.stops.dropped', { from: placeOf(active), to: placeOf(over) }),
      onDragCancel: ({ active }) => t('editor.stops.dragLeft', { from: placeOf(active) }),
    },
  }
}

const TIME_NAMES = ['scheduledArrival', 'scheduledDeparture']

function warningOf(form: EditorForm, stopId: string): string | null {
  const texts = TIME_NAMES.map((name) => form.warningAt(stopKey(stopId, name))).filter(
    (each) => each !== null,
  )
  return texts.length === 0 ? null : texts.join('. ')
}

function isWrong(form: EditorForm, stopId: string): boolean {
  return [...form.shownProblems.keys()].some((key) => key.startsWith(`stop/${stopId}/`))
}
