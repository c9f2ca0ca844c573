import { useMemo } from 'react'
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
  const counts = useMemo(() => countExceptions(rows), [rows])
  const territories = useMemo(() => [...new Set(rows.map((row) => row.territory))].sort(), [rows])
  const statuses = useMemo(() => [...new Set(rows.map((row) => row.record.plan.status))], [rows])
  return (
    <div className={css.bar}>
      <span className={css.total}>
        <b>{shownCount.toLocaleString('en')}</b> {totalText(shownCount, rows.length, isWhole)}
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

/** Behind the number of rows shown. */
function totalText(shown: number, all: number, isWhole: boolean): string {
  if (!isWhole) return 'workflows, reading the rest…'
  if (shown !== all) return `of ${all.toLocaleString('en')}`
  return all === 1 ? 'workflow' : 'workflows'
}
