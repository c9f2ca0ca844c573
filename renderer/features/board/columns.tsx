import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Highlight } from '../../components/highlight.tsx'
import { SyncState } from '../../components/sync-state.tsx'
import type { BoardRow } from './board-rows.ts'
import css from './board-table.module.css'
import { COLUMNS, type ColumnId } from './board-view.ts'

/** How a column is headed, sized and drawn. */
export interface Column {
  readonly id: ColumnId
  readonly title: string
  /** For `grid-template-columns`. */
  readonly width: string
  readonly isNumber?: boolean
  readonly cell: (row: BoardRow, terms: readonly string[]) => ReactNode
}

const DEFINITIONS: Readonly<Record<ColumnId, Omit<Column, 'id'>>> = {
  status: { title: 'Status', width: 'minmax(76px, 0.7fr)', cell: (row) => row.status },
  reference: {
    title: 'Reference',
    width: 'minmax(104px, 1fr)',
    cell: (row, terms) => (
      <span className={row.record.plan.reference === '' ? css.quiet : 'dp-mono'}>
        <Highlight text={row.reference} terms={terms} />
      </span>
    ),
  },
  driver: {
    title: 'Driver',
    width: 'minmax(116px, 1.25fr)',
    cell: (row, terms) => crew(row, 'driver', terms),
  },
  vehicle: {
    title: 'Vehicle',
    width: 'minmax(80px, 0.85fr)',
    cell: (row, terms) => crew(row, 'vehicle', terms),
  },
  territory: {
    title: 'Territory',
    width: 'minmax(80px, 0.85fr)',
    cell: (row, terms) => <Highlight text={row.territory} terms={terms} />,
  },
  start: { title: 'Start', width: '62px', isNumber: true, cell: (row) => time(row, row.start, 'late') },
  end: {
    title: 'End',
    width: '92px',
    isNumber: true,
    cell: (row) => time(row, row.end, 'endBeforeStart'),
  },
  stops: { title: 'Stops', width: '56px', isNumber: true, cell: (row) => stops(row) },
  distance: { title: 'Distance', width: '88px', isNumber: true, cell: (row) => row.distance },
  connection: {
    title: 'Connection',
    width: 'minmax(120px, 1.2fr)',
    cell: (row, terms) => <Highlight text={row.connection} terms={terms} />,
  },
  sync: {
    title: 'Where it is',
    width: 'minmax(190px, 2fr)',
    cell: (row) => <SyncState state={row.state} rest={row.stateRest} />,
  },
}

/** The chosen columns, always in the same order. */
export function columnsOf(chosen: readonly ColumnId[]): readonly Column[] {
  return COLUMNS.filter((id) => chosen.includes(id)).map((id) => ({ id, ...DEFINITIONS[id] }))
}

/** A column's title, for the chooser and the menus. */
export function columnTitle(id: ColumnId): string {
  return DEFINITIONS[id].title
}

function crew(row: BoardRow, field: 'driver' | 'vehicle', terms: readonly string[]): ReactNode {
  const own = row.warnings.filter((each) => each.path[0] === `${field}SourceId`)
  const first = own[0]
  if (row[field] === '') return first === undefined ? '' : <Warned text="Unassigned" why={first.text} />
  return (
    <>
      <span className={css.cut}>
        <Highlight text={row[field]} terms={terms} />
      </span>
      {first !== undefined && <WarningSign why={own.map((each) => each.text).join('. ')} />}
    </>
  )
}

function time(row: BoardRow, text: string, code: string): ReactNode {
  const warning = row.warnings.find((each) => each.code === code)
  const shown = row.record.plan.status === 'CANCELLED' ? <s>{text}</s> : text
  return warning === undefined ? (
    shown
  ) : (
    <>
      <WarningSign why={warning.text} />
      {shown}
    </>
  )
}

function stops(row: BoardRow): ReactNode {
  const own = row.warnings.filter((each) => each.path[0] === 'stops')
  return (
    <>
      {own.length > 0 && <WarningSign why={own.map((each) => each.text).join('. ')} />}
      {row.stops === 0 ? '' : row.stops}
    </>
  )
}

function Warned(props: { text: string; why: string }) {
  return (
    <span className="dp-tone-warn" title={props.why}>
      <IconAlertTriangle size={13} stroke={2} aria-hidden className={css.sign} /> {props.text}
    </span>
  )
}

function WarningSign(props: { why: string }) {
  return (
    <span role="img" aria-label={props.why} className={`dp-tone-warn ${css.signBox}`} title={props.why}>
      <IconAlertTriangle size={13} stroke={2} aria-hidden />
    </span>
  )
}
