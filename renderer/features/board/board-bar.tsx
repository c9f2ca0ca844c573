import { type ReactNode, useMemo } from 'react'
import { useTexts } from '../../components/display/texts.tsx'
import type { BoardRow } from '../../planning/workflow-row.ts'
import { BoardTools } from './board-tools.tsx'
import { ExceptionsStrip } from './exceptions-strip.tsx'
import { countExceptions } from './views/arrange-rows.ts'
import type { BoardView } from './views/board-view.ts'

/** What needs attention on the board, and the tools of its view. */
export function BoardBar(props: {
  rows: readonly BoardRow[]
  isWhole: boolean
  view: BoardView
  onView: (view: BoardView) => void
}) {
  const { rows, isWhole, view, onView } = props
  const { compare } = useTexts()
  const counts = useMemo(() => countExceptions(rows), [rows])
  const territories = useMemo(
    () => [...new Set(rows.map((row) => row.territory))].sort(compare),
    [rows, compare],
  )
  const statuses = useMemo(() => [...new Set(rows.map((row) => row.record.plan.status))], [rows])
  return (
    <>
      <ExceptionsStrip
        counts={isWhole ? counts : null}
        active={view.exceptions}
        onChange={(next) => onView({ ...view, exceptions: [...next] })}
      />
      <BoardTools view={view} onView={onView} territories={territories} statuses={statuses} />
    </>
  )
}

/** How many rows are shown, and of how many. */
export function RowTotal(props: { shown: number; all: number; isWhole: boolean }) {
  const { shown, all, isWhole } = props
  const { t } = useTexts()
  const b = (text: ReactNode) => <b>{text}</b>
  if (!isWhole) return t.rich('board.total.reading', { count: shown, b })
  return shown === all
    ? t.rich('board.total.all', { count: all, b })
    : t.rich('board.total.filtered', { shown, all, b })
}
