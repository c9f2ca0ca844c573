import type { Selection } from '../../../planning/selection.ts'
import type { BoardRow } from '../../../planning/workflow-row.ts'
import type { BoardItem } from '../views/arrange-rows.ts'
import type { BoardView, ColumnId } from '../views/board-view.ts'

/** What the table draws and what it reports back; it keeps nothing itself. */
export interface BoardTableProps {
  readonly items: readonly BoardItem[]
  readonly view: BoardView
  readonly terms: readonly string[]
  /** True on a board of several days: a time then says its day too. */
  readonly hasDates: boolean
  readonly selection: Selection
  /** Workflow open in the editor. */
  readonly openId: string | null
  readonly onSelection: (selection: Selection) => void
  readonly onOpen: (id: string) => void
  readonly onCloseEditor: () => void
  readonly onSort: (column: ColumnId) => void
  readonly onToggleGroup: (key: string) => void
  readonly onMenu: (row: BoardRow, at: { readonly x: number; readonly y: number }) => void
}
