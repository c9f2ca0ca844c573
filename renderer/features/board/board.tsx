import { Button, Skeleton } from '@mantine/core'
import { IconCalendarOff, IconDatabaseX, IconSearchOff } from '@tabler/icons-react'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { type Command, useCommands } from '../../components/keymap.tsx'
import { counted } from '../../components/words.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import { createSearchIndex, wordsOf } from '../../db/search-index.ts'
import { useDesk } from '../../desk-state.tsx'
import { type BoardItem, countExceptions, filterRows, groupRows, sortRows } from './arrange-rows.ts'
import css from './board.module.css'
import { type BoardRow, searchTextOfRow } from './board-row.ts'
import { BoardTable } from './board-table.tsx'
import { BoardTools } from './board-tools.tsx'
import {
  type BoardView,
  type ColumnId,
  isByDeparture,
  isFiltering,
  type Scope,
  withoutFilters,
} from './board-view.ts'
import { BulkBar } from './bulk-bar.tsx'
import { DuplicateDialog } from './duplicate-dialog.tsx'
import { ExceptionsStrip } from './exceptions-strip.tsx'
import { RowMenu } from './row-menu.tsx'
import { keepOnly, NO_SELECTION } from './selection.ts'
import { useBoardRows } from './use-board.ts'
import { type BoardActions, useBoardActions } from './use-board-actions.ts'

/** What the board needs of the frame around it. */
export interface BoardProps {
  readonly scope: Scope
  readonly view: BoardView
  readonly onView: (view: BoardView) => void
  readonly openId: string | null
  readonly onOpen: (id: string) => void
  readonly onNew: () => void
  readonly onScope: (scope: Scope) => void
}

/** The board of a day, of some days or of everything. */
export function Board(props: BoardProps) {
  const data = useBoardRows(props.scope)
  if (data.kind === 'loading') return <BoardLoading readCount={data.readCount} />
  if (data.kind === 'failed') {
    return (
      <EmptyState
        icon={<IconDatabaseX size={40} stroke={1.3} />}
        title="The plans on this computer cannot be read"
      >
        {data.message} Nothing was changed. Close other windows of Depot Planner and load this one again.
      </EmptyState>
    )
  }
  // In any other order the first rows are not the first by departure: they would jump when the rest has come.
  const isInOrder = isByDeparture(props.view) && props.scope.kind !== 'all'
  if (!data.isWhole && !isInOrder) return <BoardLoading readCount={data.readCount} />
  return <LoadedBoard {...props} rows={data.rows} isWhole={data.isWhole} />
}

/** Still, not pulsing: where the processor paints, an animation takes from the reading what it is there to bridge. */
function BoardLoading({ readCount }: { readCount: number }) {
  return (
    <div className={css.board} aria-busy="true">
      <div className={css.bar}>
        {readCount > 0 && (
          <span className={css.total}>Reading, {counted(readCount, 'workflow')} so far…</span>
        )}
      </div>
      <div className={css.skeleton}>
        {Array.from({ length: 12 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: twelve equal lines have nothing else
          <Skeleton key={index} height={18} radius={4} animate={false} />
        ))}
      </div>
    </div>
  )
}

function LoadedBoard(props: BoardProps & { rows: readonly BoardRow[]; isWhole: boolean }) {
  const { rows, isWhole, view, onView, scope } = props
  const desk = useDesk()
  const actions = useBoardActions()
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [rawSelection, setSelection] = useState(NO_SELECTION)
  const [menu, setMenu] = useState<{ row: BoardRow; x: number; y: number } | null>(null)
  const [copying, setCopying] = useState<readonly WorkflowRecord[] | null>(null)
  // Typing stays smooth: the rows follow the query when the browser has time.
  const shownView = useDeferredValue(view)
  const terms = useMemo(() => wordsOf(shownView.query), [shownView.query])
  // Sorted before it is filtered: typing a search then costs no sorting.
  const ordered = useMemo(() => sortRows(rows, shownView.sort), [rows, shownView.sort])
  const found = useFound(rows, shownView.query)
  const sorted = useMemo(() => filterRows(ordered, shownView, found), [ordered, shownView, found])
  const items = useMemo(() => groupRows(sorted, shownView.group, closed), [sorted, shownView.group, closed])
  const counts = useMemo(() => countExceptions(rows), [rows])
  const selection = useMemo(
    () => keepOnly(rawSelection, new Set(sorted.map((row) => row.id))),
    [rawSelection, sorted],
  )
  const chosen = useMemo(
    () => sorted.filter((row) => selection.selected.has(row.id)).map((row) => row.record),
    [sorted, selection],
  )
  const territories = useMemo(() => [...new Set(rows.map((row) => row.territory))].sort(), [rows])
  const statuses = useMemo(() => [...new Set(rows.map((row) => row.record.plan.status))], [rows])
  const onSort = useCallback(
    (column: ColumnId) => onView({ ...view, sort: nextSort(view.sort, column) }),
    [view, onView],
  )
  const onToggleGroup = useCallback((key: string) => setClosed((before) => flipped(before, key)), [])
  useBoardCommands({ chosen, active: activeRecord(items, selection.active), actions, onCopy: setCopying })
  return (
    <section className={css.board} aria-label="Board">
      <div className={css.bar}>
        <span className={css.total}>
          <b>{sorted.length.toLocaleString('en')}</b> {totalWords(sorted.length, rows.length, isWhole)}
        </span>
        <ExceptionsStrip
          counts={isWhole ? counts : null}
          active={view.exceptions}
          onChange={(next) => onView({ ...view, exceptions: [...next] })}
        />
        <span className={css.spacer} />
        <BoardTools view={view} onView={onView} territories={territories} statuses={statuses} />
      </div>
      <div className={css.main}>
        {items.length === 0 ? (
          <NoRows {...props} hasRows={rows.length > 0} />
        ) : (
          <BoardTable
            items={items}
            view={shownView}
            terms={terms}
            selection={selection}
            openId={props.openId}
            onSelection={setSelection}
            onOpen={props.onOpen}
            onSort={onSort}
            onToggleGroup={onToggleGroup}
            onMenu={(row, at) => setMenu({ row, ...at })}
          />
        )}
      </div>
      {chosen.length > 0 && (
        <BulkBar
          records={chosen}
          actions={actions}
          onDuplicate={() => setCopying(chosen)}
          onClear={() => setSelection({ ...selection, selected: new Set() })}
        />
      )}
      {menu !== null && (
        <RowMenu
          menu={menu}
          actions={actions}
          onOpen={props.onOpen}
          onDuplicate={(row) => setCopying([row.record])}
          onClose={() => setMenu(null)}
        />
      )}
      {copying !== null && (
        <DuplicateDialog
          count={copying.length}
          fromDay={scope.kind === 'day' ? scope.day : desk.today}
          onClose={() => setCopying(null)}
          onCopy={(days, isToSend) => actions.copy(copying, days, isToSend)}
        />
      )}
    </section>
  )
}

/** Behind the number of rows shown. */
function totalWords(shown: number, all: number, isWhole: boolean): string {
  if (!isWhole) return 'workflows, reading the rest…'
  if (shown !== all) return `of ${all.toLocaleString('en')}`
  return all === 1 ? 'workflow' : 'workflows'
}

/** The rows that a query finds, whatever their order; `null` = it asks for nothing. */
function useFound(rows: readonly BoardRow[], query: string): ReadonlySet<BoardRow> | null {
  const [index] = useState(() => createSearchIndex(searchTextOfRow))
  return useMemo(
    () => (query.trim() === '' ? null : new Set(index.search(rows, query))),
    [index, rows, query],
  )
}

function activeRecord(items: readonly BoardItem[], active: string | null): WorkflowRecord | null {
  const item = items.find((each) => each.kind === 'row' && each.row.id === active)
  return item?.kind === 'row' ? item.row.record : null
}

function nextSort(sort: BoardView['sort'], column: ColumnId): BoardView['sort'] {
  return { column, isDescending: sort.column === column ? !sort.isDescending : false }
}

function flipped(before: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(key)) after.add(key)
  return after
}

function useBoardCommands(parts: {
  chosen: readonly WorkflowRecord[]
  active: WorkflowRecord | null
  actions: BoardActions
  onCopy: (records: readonly WorkflowRecord[]) => void
}): void {
  const { chosen, active, actions, onCopy } = parts
  const commands = useMemo((): readonly Command[] => {
    const records = chosen.length > 0 ? chosen : active === null ? [] : [active]
    const isDisabled = records.length === 0
    const what =
      records.length > 1 ? counted(records.length, 'workflow') : (active?.plan.reference ?? 'workflow')
    const group = 'Board'
    return [
      {
        id: 'board.duplicate',
        label: `Duplicate ${what} to other days`,
        group,
        keys: ['d'],
        isDisabled,
        run: () => onCopy(records),
      },
      {
        id: 'board.complete',
        label: `Complete ${what}`,
        group,
        keys: ['c'],
        isDisabled,
        run: () => actions.complete(records),
      },
      {
        id: 'board.cancel',
        label: `Cancel ${what}`,
        group,
        keys: ['shift+delete'],
        isDisabled,
        run: () => actions.cancel(records),
      },
      {
        id: 'board.earlier',
        label: `Shift ${what} 15 min earlier`,
        group,
        keys: ['shift+alt+arrowleft'],
        isDisabled,
        run: () => actions.shift(records, -15),
      },
      {
        id: 'board.later',
        label: `Shift ${what} 15 min later`,
        group,
        keys: ['shift+alt+arrowright'],
        isDisabled,
        run: () => actions.shift(records, 15),
      },
    ]
  }, [chosen, active, actions, onCopy])
  useCommands(commands)
}

function NoRows(props: BoardProps & { hasRows: boolean }) {
  const { scope, view, onView, onNew, hasRows } = props
  if (hasRows && isFiltering(view)) {
    return (
      <EmptyState
        icon={<IconSearchOff size={40} stroke={1.3} />}
        title="Nothing matches"
        actions={
          <>
            <Button variant="default" onClick={() => onView(withoutFilters(view))}>
              Clear search and filters
            </Button>
            {scope.kind !== 'all' && (
              <Button variant="default" onClick={() => props.onScope({ kind: 'all' })}>
                Look in all days
              </Button>
            )}
          </>
        }
      >
        No workflow here has all of what you look for.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconCalendarOff size={40} stroke={1.3} />}
      title={scope.kind === 'day' ? `Nothing planned for ${formatDay(scope.day)}` : 'Nothing planned here'}
      actions={
        <>
          <Button onClick={onNew}>Plan the first one</Button>
          {view.query.trim() !== '' && scope.kind !== 'all' && (
            <Button variant="default" onClick={() => props.onScope({ kind: 'all' })}>
              Look in all days
            </Button>
          )}
        </>
      }
    >
      Plan the first one here, with or without a network. Choose workflows of another day and duplicate them
      to bring them over.
    </EmptyState>
  )
}
