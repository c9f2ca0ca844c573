import { useMemo, useRef } from 'react'
import { type DoubleBooking, doubleBookings } from '../../shared/model/warnings/double-booking.ts'
import { assertNever } from '../../shared/util/assert-never.ts'
import { dayRange } from '../../shared/util/depot-time.ts'
import { useTexts } from '../components/display/texts.tsx'
import type { BoardRange } from '../db/queries/queries.ts'
import type { WorkflowRecord } from '../db/schema/records.ts'
import { type Desk, useDesk } from '../desk/desk-context.tsx'
import { useWarningContext } from '../desk/use-warning-context.ts'
import { useBoard, useUnsavedIds } from '../desk/use-workflows.ts'
import { createRowTexts } from './row-texts.ts'
import type { Scope } from './scope.ts'
import { BoardRow, type RowContext } from './workflow-row.ts'

/** What the board has to show. */
export type BoardData =
  | { readonly kind: 'loading'; readonly readCount: number }
  | { readonly kind: 'failed'; readonly message: string }
  /** `isWhole: false` = the first rows only; the others are being read. */
  | {
      readonly kind: 'ready'
      readonly rows: readonly BoardRow[]
      readonly isWhole: boolean
      readonly readCount: number
    }

/** The scope's workflows as rows, kept up to date record by record. */
export function useBoardRows(scope: Scope): BoardData {
  const desk = useDesk()
  const { isLoaded, isWhole, rows: records, readCount, failure } = useBoard(rangeOf(scope, desk.time.zone))
  const rows = useRows(records, desk, scope.kind === 'day' ? scope.day : null)
  if (!isLoaded) return { kind: 'loading', readCount }
  if (failure !== null) {
    return { kind: 'failed', message: failure instanceof Error ? failure.message : String(failure) }
  }
  return { kind: 'ready', rows, isWhole, readCount }
}

function rangeOf(scope: Scope, zone: string): BoardRange {
  switch (scope.kind) {
    case 'all':
    case 'noDate':
      return { kind: scope.kind }
    case 'day': {
      const [startMs, endMs] = dayRange(scope.day, zone)
      return { kind: 'days', startMs, endMs }
    }
    case 'range':
      return { kind: 'days', startMs: dayRange(scope.from, zone)[0], endMs: dayRange(scope.to, zone)[1] }
    default:
      return assertNever(scope)
  }
}

/** Rows of unchanged records are kept, so that one save on a board of 10,000 makes one new row. */
function useRows(
  all: readonly WorkflowRecord[],
  { time, today }: Desk,
  day: string | null,
): readonly BoardRow[] {
  const warningContext = useWarningContext()
  const unsavedIds = useUnsavedIds()
  const texts = useTexts()
  const rowTexts = useMemo(() => createRowTexts(texts), [texts])
  const context = useMemo(
    (): RowContext => ({ time, today, day, warningContext, texts: rowTexts }),
    [time, today, day, warningContext, rowTexts],
  )
  const kept = useRef<{ context: RowContext; rows: WeakMap<WorkflowRecord, BoardRow> } | null>(null)
  return useMemo(() => {
    const cache =
      kept.current?.context === context ? kept.current.rows : new WeakMap<WorkflowRecord, BoardRow>()
    kept.current = { context, rows: cache }
    const bookings = doubleBookings(all)
    return all.map((record) => {
      const booking = bookings.get(record.id)
      const isTyped = unsavedIds.has(record.id)
      const before = cache.get(record)
      if (before !== undefined && before.isTyped === isTyped && areSame(before.booking, booking))
        return before
      const row = new BoardRow(record, booking, context, isTyped)
      cache.set(record, row)
      return row
    })
  }, [all, context, unsavedIds])
}

function areSame(a: DoubleBooking | undefined, b: DoubleBooking | undefined): boolean {
  return a?.driver === b?.driver && a?.vehicle === b?.vehicle
}
