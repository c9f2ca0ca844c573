import { IconDatabaseX } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { textOf } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { EmptyState } from '../../components/feedback/empty-state.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import type { WorkflowRecord } from '../../db/schema/records.ts'
import type { Scope } from '../../planning/scope.ts'
import { keyTarget } from '../../planning/selection.ts'
import { type BoardActions, useBoardActions } from '../../planning/use-bulk-actions.ts'
import { useBoardRows } from '../../planning/use-workflow-rows.ts'
import type { BoardRow } from '../../planning/workflow-row.ts'
import { BoardBar, ElsewhereAsOf, RowTotal } from './board-bar.tsx'
import { BoardLoading } from './board-loading.tsx'
import { BulkBar } from './bulk/bulk-bar.tsx'
import { BulkQuestion, type Question } from './bulk/bulk-questions.tsx'
import { DuplicateDialog } from './bulk/duplicate-dialog.tsx'
import { useBoardCommands } from './bulk/use-board-commands.ts'
import { NoRows } from './no-rows.tsx'
import { BoardTable } from './table/board-table.tsx'
import { RowMenu } from './table/row-menu.tsx'
import { useBoardSelection } from './table/use-board-selection.ts'
import type { BoardItem } from './views/arrange-rows.ts'
import { type BoardView, type ColumnId, isByDeparture } from './views/board-view.ts'
import { useArrangedRows } from './views/use-arranged-rows.ts'

/** What the board is given by the app. */
export interface BoardProps {
  readonly scope: Scope
  /** The day that new workflows and copies start from. */
  readonly day: string
  readonly view: BoardView
  readonly onView: (view: BoardView) => void
  readonly openId: string | null
  readonly onOpen: (id: string) => void
  readonly onCloseEditor: () => void
  readonly onNew: () => void
  readonly onScope: (scope: Scope) => void
}

/** The board of a day, of several days or of everything. */
export function Board(props: BoardProps) {
  const { t } = useTexts()
  const data = useBoardRows(props.scope)
  if (data.kind === 'loading') return <BoardLoading readCount={data.readCount} />
  if (data.kind === 'failed') {
    return (
      <ScreenPage label={t('board.title')} title={t('board.title')} body="page">
        <EmptyState icon={<IconDatabaseX size={40} stroke={1.3} />} title={t('board.readFailed.title')}>
          {t('board.readFailed.body', { error: textOf(t, data.message) })}
        </EmptyState>
      </ScreenPage>
    )
  }
  // Rows are read by departure. In any other order the first ones would move when the rest has been read.
  const isInOrder = isByDeparture(props.view) && props.scope.kind !== 'all'
  if (!data.isWhole && !isInOrder) return <BoardLoading readCount={data.readCount} />
  return <LoadedBoard {...props} rows={data.rows} isWhole={data.isWhole} />
}

/** What is asked before many workflows are changed, and about which. */
interface Asking {
  readonly question: Question
  readonly ids: ReadonlySet<string>
}

function LoadedBoard(props: BoardProps & { rows: readonly BoardRow[]; isWhole: boolean }) {
  const { rows, isWhole, view, onView, scope } = props
  const actions = useBoardActions()
  const { t } = useTexts()
  const { shownView, terms, shown, items, onToggleGroup } = useArrangedRows(rows, view)
  const { selection, setSelection, chosen, shownIds } = useBoardSelection(shown, props.openId)
  const [menu, setMenu] = useState<{ row: BoardRow; x: number; y: number } | null>(null)
  const [asking, setAsking] = useState<Asking | null>(null)
  const [copying, setCopying] = useState<readonly WorkflowRecord[] | null>(null)
  const onSort = useCallback(
    (column: ColumnId) => onView({ ...view, sort: nextSort(view.sort, column) }),
    [view, onView],
  )
  const active = activeRecord(items, keyTarget(selection, props.openId, shownIds))
  const onAsk = useCallback(
    (question: Question, records: readonly WorkflowRecord[]) =>
      setAsking({ question, ids: new Set(records.map((each) => each.id)) }),
    [],
  )
  useBoardCommands({ chosen, active, actions, onAsk, onCopy: setCopying })
  return (
    <ScreenPage
      label={t('board.title')}
      title={<RowTotal shown={shown.length} all={rows.length} isWhole={isWhole} />}
      remark={<ElsewhereAsOf />}
      tools={<BoardBar rows={rows} isWhole={isWhole} view={view} onView={onView} />}
      body="fill"
    >
      {items.length === 0 ? (
        <NoRows {...props} hasRows={rows.length > 0} />
      ) : (
        <BoardTable
          items={items}
          view={shownView}
          terms={terms}
          hasDates={scope.kind !== 'day'}
          selection={selection}
          openId={props.openId}
          onSelection={setSelection}
          onOpen={props.onOpen}
          onCloseEditor={props.onCloseEditor}
          onSort={onSort}
          onToggleGroup={onToggleGroup}
          onMenu={(row, at) => setMenu({ row, ...at })}
        />
      )}
      {chosen.length > 0 && (
        <BulkBar
          records={chosen}
          actions={actions}
          onAsk={(question) => onAsk(question, chosen)}
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
      <BoardDialogs
        day={props.day}
        shown={shown}
        actions={actions}
        asking={asking}
        copying={copying}
        onClose={() => {
          setAsking(null)
          setCopying(null)
        }}
      />
    </ScreenPage>
  )
}

/** The dialogs about many workflows. */
function BoardDialogs(props: {
  day: string
  shown: readonly BoardRow[]
  actions: BoardActions
  asking: Asking | null
  copying: readonly WorkflowRecord[] | null
  onClose: () => void
}) {
  const { asking, copying, actions, onClose } = props
  return (
    <>
      {asking !== null && (
        <BulkQuestion
          question={asking.question}
          // Read as the answer is given: an edit of an older revision would be saved as a copy.
          records={props.shown.filter((row) => asking.ids.has(row.id)).map((row) => row.record)}
          actions={actions}
          onClose={onClose}
        />
      )}
      {copying !== null && (
        <DuplicateDialog
          count={copying.length}
          fromDay={props.day}
          onClose={onClose}
          onCopy={(days, isToSend) => actions.copy(copying, days, isToSend)}
        />
      )}
    </>
  )
}

function activeRecord(items: readonly BoardItem[], active: string | null): WorkflowRecord | null {
  const item = items.find((each) => each.kind === 'row' && each.row.id === active)
  return item?.kind === 'row' ? item.row.record : null
}

function nextSort(sort: BoardView['sort'], column: ColumnId): BoardView['sort'] {
  return { column, isDescending: sort.column === column ? !sort.isDescending : false }
}
