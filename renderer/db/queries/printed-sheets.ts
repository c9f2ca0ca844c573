import { DAY_MS, SHEET_DAYS } from '../retention.ts'
import type { PrintedRecord, WorkflowRecord } from '../schema/records.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { deletedAtOf } from '../schema/shown-status.ts'

/** A printed sheet that a later change has made wrong. */
export interface StaleSheet {
  readonly record: WorkflowRecord
  readonly printed: PrintedRecord
}

/** Remembers what was printed. A newer sheet takes the place of the one before: one line for each workflow. */
export async function keepPrinted(
  db: PlannerDatabase,
  records: readonly Pick<WorkflowRecord, 'id' | 'planVersion'>[],
  at: number,
): Promise<void> {
  await db.transaction('rw', db.printed, async () => {
    const ids = records.map((each) => each.id)
    const before = await db.printed.where('workflowId').anyOf(ids).primaryKeys()
    await db.printed.bulkDelete(before)
    await db.printed.bulkAdd(records.map(({ id, planVersion }) => ({ workflowId: id, planVersion, at })))
  })
}

/** Forgets the sheets of a workflow: they are taken back from whoever had them. */
export async function takeBackSheets(db: PlannerDatabase, workflowId: string): Promise<void> {
  await db.printed.where('workflowId').equals(workflowId).delete()
}

/** True when there is nothing to print anew: the sheet can only be taken back. */
export function isSheetVoid({ record }: StaleSheet): boolean {
  return record.isRemoved || record.plan.status === 'CANCELLED' || deletedAtOf(record) !== null
}

/** The newest sheet of each workflow, where the plan has moved on since; of the sheets that still count. */
export async function staleSheets(db: PlannerDatabase, nowMs: number): Promise<StaleSheet[]> {
  const newest = new Map<string, PrintedRecord>()
  await db.printed
    .where('at')
    .aboveOrEqual(nowMs - SHEET_DAYS * DAY_MS)
    .each((printed) => {
      const before = newest.get(printed.workflowId)
      if (before === undefined || before.planVersion <= printed.planVersion)
        newest.set(printed.workflowId, printed)
    })
  const records = await db.workflows.bulkGet([...newest.keys()])
  return records.flatMap((record) => {
    const printed = record === undefined ? undefined : newest.get(record.id)
    if (record === undefined || printed === undefined) return []
    const isRight = record.planVersion <= printed.planVersion && deletedAtOf(record) === null
    return isRight ? [] : [{ record, printed }]
  })
}
