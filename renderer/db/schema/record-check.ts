import { plan } from '../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import type { WorkflowRecord } from './records.ts'
import type { PlannerDatabase } from './schema.ts'

/**
 * Whether a stored workflow has the shape that the screens touch. Cheap on purpose (it runs over 100,000 records): the
 * whole schema is parsed when one workflow is opened, see {@link unreadableReason}.
 */
export function isReadable(value: WorkflowRecord): boolean {
  const record: Partial<Record<keyof WorkflowRecord, unknown>> = value
  const held = record.plan
  return (
    typeof record.id === 'string' &&
    typeof record.rev === 'number' &&
    typeof record.departsAtMs === 'number' &&
    typeof record.shownState === 'string' &&
    typeof held === 'object' &&
    held !== null &&
    'reference' in held &&
    typeof held.reference === 'string' &&
    'status' in held &&
    typeof held.status === 'string' &&
    'stops' in held &&
    Array.isArray(held.stops) &&
    held.stops.every((each: unknown) => typeof each === 'object' && each !== null)
  )
}

/** Why a stored workflow cannot be opened, in words for the list of set-aside records; `null` = it can. */
export function unreadableReason(value: WorkflowRecord): string | null {
  if (!isReadable(value)) return messageRef('errors.record.shape')
  const parsed = plan.safeParse(value.plan)
  if (parsed.success) return null
  const issue = parsed.error.issues[0]
  return `${issue?.path.join('.') ?? 'plan'}: ${issue?.message ?? 'unreadable'}`
}

/**
 * Keeps what cannot be read where the dispatcher can see it. The record itself stays in its table: nothing is deleted,
 * and a later version may be able to read it.
 */
export async function setAside(
  db: PlannerDatabase,
  table: string,
  items: readonly { readonly key: string; readonly reason: string; readonly value: unknown }[],
  atMs: number,
): Promise<void> {
  if (items.length === 0) return
  await db.transaction('rw', db.setAside, async () => {
    const known = new Set((await db.setAside.toArray()).map((each) => `${each.table}/${each.key}`))
    const news = items.filter((each) => !known.has(`${table}/${each.key}`))
    await db.setAside.bulkAdd(news.map((each) => ({ ...each, table, at: atMs })))
  })
}
