import { chunksOf } from '../../../shared/util/chunks.ts'
import type { HistoryChange, HistoryRecord } from './records.ts'

/** The History tab as it is stored: the lines of one step stand together, and are read workflow by workflow. */

/** Few enough that one workflow's history is read at once, enough that a bulk edit writes few records. */
const MAX_LINES = 50

/** A line of the History tab: one change of one workflow, with what its whole step shares. */
export type HistoryLine = Omit<HistoryRecord, 'id' | 'workflowIds' | 'lines'> &
  HistoryChange & { readonly workflowId: string }

/** The records of one step's lines. */
export function historyRecords(lines: readonly HistoryLine[]): readonly HistoryRecord[] {
  return chunksOf(lines, MAX_LINES).flatMap((chunk) => {
    const [first] = chunk
    return first === undefined ? [] : [recordOf(first, chunk)]
  })
}

/** One record of these lines, whose step is that of `first`. */
function recordOf({ at, label, by, stepId }: HistoryLine, lines: readonly HistoryLine[]): HistoryRecord {
  return {
    workflowIds: lines.map((each) => each.workflowId),
    at,
    label,
    by,
    stepId,
    lines: lines.map(({ rev, seq, changes, overridden }) => ({
      rev,
      seq,
      changes,
      ...(overridden === undefined ? {} : { overridden }),
    })),
  }
}

/** A line as it stood before version 5 of the database: a record of its own. */
export type OldHistoryRecord = HistoryLine & Pick<HistoryRecord, 'id'>

/** Puts the record of its one line in its place, for the upgrade. */
export function renewHistoryRecord(old: OldHistoryRecord, ref: { value: unknown }): void {
  ref.value = { ...recordOf(old, [old]), id: old.id }
}

/** A record without the lines of other workflows than those that `isKept` names; `null` when nothing is left of it. */
export function keepLines(
  record: HistoryRecord,
  isKept: (workflowId: string) => boolean,
): HistoryRecord | null {
  const lines = linesOf(record).filter((each) => isKept(each.workflowId))
  if (lines.length === record.lines.length) return record
  const [first] = lines
  if (first === undefined) return null
  return { ...record, ...recordOf(first, lines) }
}

/** The lines of one record, each with what its step shares. */
export function linesOf(record: HistoryRecord): readonly HistoryLine[] {
  const { at, label, by, stepId } = record
  return record.lines.map((line, index) => ({
    ...line,
    at,
    label,
    by,
    stepId,
    workflowId: record.workflowIds[index] ?? '',
  }))
}
