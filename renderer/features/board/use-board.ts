import { useMemo, useRef } from 'react'
import { type Warning, warningsOfAll } from '../../../shared/model/warnings.ts'
import { assertNever } from '../../../shared/util/assert-never.ts'
import { dayRange } from '../../../shared/util/depot-time.ts'
import { useBoard } from '../../db/hooks.ts'
import type { BoardRange } from '../../db/queries.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import { type Desk, useDesk } from '../../desk-state.tsx'
import { useWarningContext } from '../../use-warning-context.ts'
import { type BoardRow, boardRow } from './board-rows.ts'
import type { Scope } from './board-view.ts'

/** What the board has to show. */
export type BoardData =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly rows: readonly BoardRow[] }

/** The scope's workflows as rows, kept up to date record by record. */
export function useBoardRows(scope: Scope): BoardData {
  const desk = useDesk()
  const { isLoaded, rows: records, failure } = useBoard(rangeOf(scope, desk.time.zone))
  const rows = useRows(records, desk)
  if (!isLoaded) return { kind: 'loading' }
  if (failure !== null) {
    return { kind: 'failed', message: failure instanceof Error ? failure.message : String(failure) }
  }
  return { kind: 'ready', rows }
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

const NO_WARNINGS: readonly Warning[] = []

/** Rows of unchanged records are kept, so that one save on a board of 10,000 makes one new row. */
function useRows(all: readonly WorkflowRecord[], desk: Desk): readonly BoardRow[] {
  const { time, today, connections, drivers, vehicles } = desk
  const warningContext = useWarningContext()
  const kept = useRef<{ key: readonly unknown[]; rows: WeakMap<WorkflowRecord, BoardRow> } | null>(null)
  return useMemo(() => {
    const key = [time, today, connections, drivers, vehicles]
    const isSame = kept.current?.key.every((each, index) => each === key[index]) ?? false
    const cache =
      isSame && kept.current !== null ? kept.current.rows : new WeakMap<WorkflowRecord, BoardRow>()
    kept.current = { key, rows: cache }
    const warnings = warningsOfAll(all, warningContext)
    return all.map((record) => {
      const now = warnings.get(record.id) ?? NO_WARNINGS
      const before = cache.get(record)
      if (before !== undefined && areSame(before.warnings, now)) return before
      const row = boardRow(record, now, { time, today, warningContext })
      cache.set(record, row)
      return row
    })
  }, [all, warningContext, time, today, connections, drivers, vehicles])
}

function areSame(a: readonly Warning[], b: readonly Warning[]): boolean {
  return a.length === b.length && a.every((each, index) => each.text === b[index]?.text)
}
