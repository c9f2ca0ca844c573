import { type ReactNode, useMemo } from 'react'
import { useTexts } from '../../components/display/texts.tsx'
import type { BoardRow } from '../../planning/workflow-row.ts'
import css from './board.module.css'
import { BoardTools } from './board-tools.tsx'
import { ExceptionsStrip } from './exceptions-strip.tsx'
import { countExceptions } from './views/arrange-rows.ts'
import type { BoardView } from './views/board-view.ts'

/** Above the table: how many workflows there are, which need a look, and the tools of the view. */
export function BoardBar(props: {
  rows: readonly BoardRow[]
  isWhole: boolean
  /** How many of the rows the view lets through. */
  shownCount: number
  view: BoardView
  onView: (view: BoardView) => void
}) {
  const { rows, isWhole, shownCount, view, onView } = props
  const { compare } = useTexts()
  const counts = useMemo(() => countExceptions(rows), [rows])
  const territories = useMemo(
    () => [...new Set(rows.map((row) => row.territory))].sort(compare),
    [rows, compare],
  )
  const statuses = useMemo(() => [...new Set(rows.map((row) => row.record.plan.status))], [rows])
  return (
    <div className={css.bar}>
      <span className={css.total}>
        <Total shown={shownCount} all={rows.length} isWhole={isWhole} />
      </span>
      <ExceptionsStrip
        counts={isWhole ? counts : null}
        active={view.exceptions}
        onChange={(next) => onView({ ...view, exceptions: [...next] })}
      />
      <span className={css.spacer} />
      <BoardTools view={view} onView={onView} territories={territories} statuses={statuses} />
    </div>
  )
}

/** How many rows are shown, and of how many. */
function Total(props: { shown: number; all: number; isWhole: boolean }) {
  const { shown, all, isWhole } = props
  const { t } = useTexts()
  const b = (text: ReactNode) => <b>{text}</b>
  if (!isWhole) return t.rich('board.total.reading', { count: shown, b })
  return shown === all
    ? t.rich('board.total.all', { count: all, b })
    : t.rich('board.total.filtered', { shown, all, b })
}
