import { type HistoryLine, linesOf } from '../schema/history-record.ts'
import type { PlannerDatabase } from '../schema/schema.ts'

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
