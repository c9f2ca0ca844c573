import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { shortTimeText } from '../../components/display/labels.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import type { BoardRow } from '../../planning/workflow-row.ts'
import css from './board-bar.module.css'
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

/** As of when the board shows what was made and changed elsewhere. */
export function ElsewhereAsOf() {
  const { pull } = useServices()
  const { time, today } = useDesk()
  const { t } = useTexts()
  const { readAtMs, readCount, unreadableCount } = useSyncExternalStore(pull.subscribe, pull.state)
  if (readCount !== null)
    return <span role="status">{t('board.elsewhere.reading', { count: readCount })}</span>
  if (readAtMs === null) return null
  const shown = shortTimeText(new Date(readAtMs).toISOString(), time, today)
  return (
    <>
      <button
        type="button"
        className={css.asOf}
        title={t('board.elsewhere.asOfTitle')}
        aria-label={t('board.elsewhere.asOf', { time: shown })}
        onClick={() => pull.readNow()}
      >
        <IconRefresh size={13} stroke={1.8} aria-hidden />
        {shown}
      </button>
      {unreadableCount > 0 && <Unreadable count={unreadableCount} />}
    </>
  )
}

/** That the board lacks workflows which this version cannot read. */
function Unreadable({ count }: { count: number }) {
  const { t, formatNumber } = useTexts()
  const why = t('board.elsewhere.unreadable', { count })
  return (
    <span role="img" className={`${css.unreadable} dp-tone-warn`} title={why} aria-label={why}>
      <IconAlertTriangle size={13} stroke={2} aria-hidden />
      {formatNumber(count)}
    </span>
  )
}
