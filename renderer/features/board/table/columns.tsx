import { IconAlertTriangle, IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Progress } from '../../../../shared/model/warnings/running-late.ts'
import type { Warning } from '../../../../shared/model/warnings/warning.ts'
import { warningText } from '../../../../shared/text/warning-text.ts'
import { Highlight } from '../../../components/display/highlight.tsx'
import { SyncStateBadge } from '../../../components/display/sync-state.tsx'
import { useTexts } from '../../../components/display/texts.tsx'
import type { BoardRow } from '../../../planning/workflow-row.ts'
import { BOARD_COLUMNS, type ColumnId } from '../views/board-view.ts'
import css from './board-table.module.css'

/** How a column is sized and drawn. */
export interface Column {
  readonly id: ColumnId
  /** Least width in pixels, and the share of the width that is left. */
  readonly width: readonly [minPx: number, share: number]
  readonly isNumber?: boolean
  readonly cell: (row: BoardRow, terms: readonly string[]) => ReactNode
}

const DEFINITIONS: Readonly<Record<ColumnId, Omit<Column, 'id'>>> = {
  status: { width: [68, 0.6], cell: (row) => row.status },
  reference: {
    width: [70, 0.8],
    cell: (row, terms) => (
      <span className={row.record.plan.reference === '' ? css.quiet : 'dp-mono'}>
        <Highlight text={row.reference} terms={terms} />
      </span>
    ),
  },
  driver: {
    width: [92, 1.4],
    cell: (row, terms) => assignee(row, 'driver', terms),
  },
  vehicle: {
    width: [54, 0.7],
    cell: (row, terms) => assignee(row, 'vehicle', terms),
  },
  territory: {
    width: [54, 0.7],
    cell: (row, terms) => <Highlight text={row.territory} terms={terms} />,
  },
  start: {
    width: [58, 0.1],
    isNumber: true,
    cell: (row) => time(row, row.cells.start, 'late'),
  },
  end: {
    width: [46, 0.1],
    isNumber: true,
    cell: (row) => time(row, row.cells.end, 'endBeforeStart'),
  },
  stops: { width: [50, 0.1], isNumber: true, cell: (row) => stops(row) },
  actual: {
    width: [100, 0.3],
    isNumber: true,
    cell: (row) => (row.progress === null ? '' : <Actual row={row} progress={row.progress} />),
  },
  distance: { width: [76, 0.2], isNumber: true, cell: (row) => row.cells.distance },
  connection: {
    width: [120, 1.2],
    cell: (row, terms) => <Highlight text={row.connection} terms={terms} />,
  },
  sync: {
    width: [146, 1.6],
    cell: (row) => sync(row),
  },
}

/** Columns that are left out while the editor is open beside the board, since the editor shows them too. */
const WIDE_ONLY: ReadonlySet<ColumnId> = new Set<ColumnId>(['territory', 'actual', 'distance', 'connection'])

/** Average width of a character of a date and time, in pixels. */
const CHARACTER_PX = 7
/** Width of the sign of a late start, in pixels. */
const SIGN_PX = 20

/** Widths on a board of several days. @param sample a date and time in the language of the screen, such as `28. Nov. 04:40`. */
function datedWidths(sample: string): Partial<Readonly<Record<ColumnId, Pick<Column, 'width'>>>> {
  const textPx = sample.length * CHARACTER_PX
  return { start: { width: [textPx + SIGN_PX, 0.3] }, end: { width: [textPx + 4, 0.3] } }
}

/**
 * The chosen columns, always in the same order; on a narrow board without those that the editor shows too. With dates in two
 * columns the stops are left out as well, so that the last column stays in sight. `dateSample` is a date and time as the
 * times are shown; `null` on a board of one day.
 */
export function columnsOf(
  chosen: readonly ColumnId[],
  { isNarrow, dateSample }: { readonly isNarrow: boolean; readonly dateSample: string | null },
): readonly Column[] {
  const hasDates = dateSample !== null
  const dated = dateSample === null ? {} : datedWidths(dateSample)
  const isLeftOut = (id: ColumnId): boolean => isNarrow && (WIDE_ONLY.has(id) || (hasDates && id === 'stops'))
  const ids = BOARD_COLUMNS.filter((id) => chosen.includes(id) && !isLeftOut(id))
  // The delay is said once.
  const isDelayInStatus = !ids.includes('actual')
  return ids.map((id) => ({
    id,
    ...DEFINITIONS[id],
    ...dated[id],
    ...(id === 'status' && isDelayInStatus && { cell: statusWithDelay }),
  }))
}

/** The status, and how far a workflow on its way is behind its plan. */
function statusWithDelay(row: BoardRow): ReactNode {
  const minutes = row.isOnItsWay ? (row.progress?.minutesLate ?? 0) : 0
  return minutes === 0 ? (
    row.status
  ) : (
    <>
      {row.status} <Delay minutes={minutes} />
    </>
  )
}

/** How far a workflow is behind its plan: `+12`. */
function Delay({ minutes }: { minutes: number }) {
  const { t, formatNumber } = useTexts()
  const why = t('board.row.behind', { minutes })
  return (
    <b className="dp-tone-warn" title={why}>
      +{formatNumber(minutes)}
    </b>
  )
}

/** When which stop was reached last, and how far the workflow is behind its plan: `08:12 2/5 +12`. */
function Actual({ row, progress }: { row: BoardRow; progress: Progress }) {
  const { t } = useTexts()
  const { reached, stopCount, minutesLate } = progress
  const time = row.cells.actual
  return (
    <>
      {reached !== null && (
        <span
          title={t('board.row.reached', {
            number: reached.number,
            total: stopCount,
            stop: reached.locationName ?? t('editor.stops.unnamed'),
            isLeft: String(reached.isLeft),
            time,
          })}
        >
          {time}{' '}
          <span className={css.quiet}>
            {reached.number}/{stopCount}
          </span>
        </span>
      )}
      {minutesLate > 0 && (
        <>
          {' '}
          <Delay minutes={minutesLate} />
        </>
      )}
    </>
  )
}

function assignee(row: BoardRow, field: 'driver' | 'vehicle', terms: readonly string[]): ReactNode {
  const own = row.warnings.filter((each) => each.path[0] === `${field}SourceId`)
  const first = own[0]
  if (row[field] === '')
    return first === undefined ? '' : <Unassigned warning={first} isShort={field === 'vehicle'} />
  const name = <Highlight text={row[field]} terms={terms} />
  return first === undefined ? name : <Signed warnings={own}>{name}</Signed>
}

function time(row: BoardRow, text: string, code: string): ReactNode {
  const warning = row.warnings.find((each) => each.code === code)
  const shown = row.record.plan.status === 'CANCELLED' ? <s>{text}</s> : text
  return warning === undefined ? (
    shown
  ) : (
    <>
      <WarningSign warnings={[warning]} />
      {shown}
    </>
  )
}

function stops(row: BoardRow): ReactNode {
  const own = row.warnings.filter((each) => each.path[0] === 'stops')
  return (
    <>
      {own.length > 0 && <WarningSign warnings={own} />}
      {row.stops === 0 ? '' : row.stops}
    </>
  )
}

/** Warnings about the connection stand beside the state: the column of the connection is often not shown. */
function sync(row: BoardRow): ReactNode {
  const own = row.warnings.filter((each) => each.path[0] === 'connectionId')
  const state = <SyncStateBadge state={row.state} rest={row.cells.stateRest} />
  if (own.length === 0 && !row.isTyped) return state
  return (
    <Signed warnings={own} more={row.isTyped && <TypedSign />}>
      {state}
    </Signed>
  )
}

/** That somebody has typed of the workflow and not saved it. */
function TypedSign() {
  const { t } = useTexts()
  const why = t('board.row.unsaved')
  return (
    <span role="img" aria-label={why} className={`dp-tone-info ${css.signBox}`} title={why}>
      <IconPencil size={13} stroke={2} aria-hidden />
    </span>
  )
}

/** A text with the sign of its warnings, and more signs. They stay in sight however long the text is. */
function Signed(props: { warnings: BoardRow['warnings']; more?: ReactNode; children: ReactNode }) {
  return (
    <span className={css.signed}>
      <span className={css.cut}>{props.children}</span>
      {props.warnings.length > 0 && <WarningSign warnings={props.warnings} />}
      {props.more}
    </span>
  )
}

/** A sign with its word. With `isShort` only screen readers get the word: the column is too narrow for it. */
function Unassigned(props: { warning: Warning; isShort: boolean }) {
  const { t } = useTexts()
  return (
    <span className="dp-tone-warn" title={warningText(props.warning, t)}>
      <IconAlertTriangle size={13} stroke={2} aria-hidden className={css.sign} />{' '}
      <span className={props.isShort ? 'dp-hidden' : ''} data-badge>
        {t('board.row.unassigned')}
      </span>
    </span>
  )
}

function WarningSign(props: { warnings: readonly Warning[] }) {
  const { t } = useTexts()
  const why = props.warnings.map((each) => warningText(each, t)).join('. ')
  return (
    <span role="img" aria-label={why} className={`dp-tone-warn ${css.signBox}`} title={why}>
      <IconAlertTriangle size={13} stroke={2} aria-hidden />
    </span>
  )
}
