import type { HistoryLine, HistoryRecord, PlannerDatabase } from './schema.ts'

/** The History tab as it is stored: the lines of one step stand together, and are read workflow by workflow. */

/** Few enough that one workflow's history is read at once, enough that a bulk edit writes few records. */
const MAX_LINES = 50

/** The records of one step's lines. */
export function historyRecords(lines: readonly HistoryLine[]): readonly HistoryRecord[] {
  const records: HistoryRecord[] = []
  for (let start = 0; start < lines.length; start += MAX_LINES) {
    const piece = lines.slice(start, start + MAX_LINES)
    const [first] = piece
    if (first === undefined) continue
    const { at, label, by, stepId } = first
    records.push({
      workflowIds: piece.map((each) => each.workflowId),
      at,
      label,
      by,
      stepId,
      lines: piece.map(({ rev, seq, changes, overridden }) => ({
        rev,
        seq,
        changes,
        ...(overridden === undefined ? {} : { overridden }),
      })),
    })
  }
  return records
}

/** The changes of one workflow, newest first. Its creation is the last line. */
export async function readHistory(db: PlannerDatabase, workflowId: string): Promise<readonly HistoryLine[]> {
  const [records, record] = await Promise.all([
    db.history.where('workflowIds').equals(workflowId).toArray(),
    db.workflows.get(workflowId),
  ])
  const lines = records
    .flatMap((each) => linesOf(each).filter((line) => line.workflowId === workflowId))
    .sort((a, b) => b.rev - a.rev)
  if (record?.creation === undefined) return lines
  const { creation, createdAtMs } = record
  return [...lines, { ...creation, workflowId, at: createdAtMs, rev: 1, changes: [] }]
}

/** A record without the lines of other workflows than those that `isKept` names; `null` when nothing is left of it. */
export function keepLines(
  record: HistoryRecord,
  isKept: (workflowId: string) => boolean,
): HistoryRecord | null {
  const lines = linesOf(record).filter((each) => isKept(each.workflowId))
  if (lines.length === record.lines.length) return record
  const [kept] = historyRecords(lines)
  if (kept === undefined) return null
  return record.id === undefined ? kept : { ...kept, id: record.id }
}

function linesOf(record: HistoryRecord): readonly HistoryLine[] {
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
