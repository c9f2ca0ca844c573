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
import { type RefObject, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Stop } from '../../../../shared/model/plan/workflow.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { QuietText } from '../../../components/display/quiet-text.tsx'
import { stopKey } from '../form/field-key.ts'
import { stopsWith } from '../form/form-problems.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import css from './stop-list.module.css'
import { StopRow } from './stop-row.tsx'

/** The stops in order, each a row that opens in place. They are moved by dragging, by buttons, and by Alt+↑ and Alt+↓. */
export function StopList(props: { form: EditorForm }) {
  const { form } = props
  const { t } = form
  const { stops } = form.plan
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const { list, open, toggle, move, add, remove } = useStopEdits(form)
  function onDragEnd({ active, over }: DragEndEvent): void {
    const to = stops.findIndex((each) => each.sourceStopId === over?.id)
    if (to !== -1 && active.id !== over?.id) form.moveStop(String(active.id), to)
  }
  return (
    <section aria-label={t('editor.stops.label')}>
      <StopListHead form={form} />
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

/** The heading, how many stops there are, and what is wrong with their number. */
function StopListHead(props: { form: EditorForm }) {
  const { form } = props
  const { t } = form
  const count = form.plan.stops.length
  const problem = form.problemAt('stops')
  return (
    <>
      <div className={css.head}>
        <h2>{t('editor.stops.label')}</h2>
        <QuietText isInline>
          {count === 0 ? t('editor.stops.none') : t('editor.stops.hint', { count })}
        </QuietText>
      </div>
      {problem !== null && (
        <p role="alert" className="dp-tone-bad" data-problem tabIndex={-1}>
          {textOf(t, problem.message)}
        </p>
      )}
    </>
  )
}

/** Which stops are open, and edits of the list that move the focus with them. */
interface StopEdits {
  readonly list: RefObject<HTMLOListElement | null>
  /** Ids of the open stops. */
  readonly open: ReadonlySet<string>
  toggle(stopId: string): void
  move(stopId: string, toIndex: number): void
  add(): void
  remove(stopId: string, index: number): void
}

/** Stops with a problem open by themselves: as the editor opens, and when a save is refused. */
function useStopEdits(form: EditorForm): StopEdits {
  const list = useRef<HTMLOListElement>(null)
  const { shownProblems, refusedCount } = form
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(stopsWith(shownProblems.keys())))
  const [openedFor, setOpenedFor] = useState(refusedCount)
  if (openedFor !== refusedCount) {
    setOpenedFor(refusedCount)
    setOpen(new Set([...open, ...stopsWith(shownProblems.keys())]))
  }
  return {
    list,
    open,
    toggle(stopId) {
      const next = new Set(open)
      if (!next.delete(stopId)) next.add(stopId)
      setOpen(next)
    },
    move(stopId, toIndex) {
      // The browser takes the focus from an element that is moved in the page.
      const focused = document.activeElement
      flushSync(() => form.moveStop(stopId, toIndex))
      if (focused instanceof HTMLElement) focused.focus()
    },
    add() {
      flushSync(() => {
        const stopId = form.addStop()
        setOpen(new Set([...stopsWith(shownProblems.keys()), stopId]))
      })
      list.current?.lastElementChild?.querySelector('input')?.focus()
    },
    remove(stopId, index) {
      flushSync(() => form.removeStop(stopId))
      const rows = list.current?.querySelectorAll<HTMLElement>('[data-stop-summary]')
      const next = rows?.[Math.min(index, rows.length - 1)]
      if (next === undefined) document.querySelector<HTMLElement>('[data-add-stop]')?.focus()
      else next.focus()
    },
  }
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
