import { freshCopy, moveTimes } from '../../shared/model/plan/copy-plan.ts'
import {
  type Plan,
  sendablePlan,
  sendableUpdate,
  WORKFLOW_STATUSES,
} from '../../shared/model/plan/workflow.ts'
import { textOf } from '../../shared/text/stored-text.ts'
import type { Translate } from '../../shared/text/texts.ts'
import { daysBetween, formatDay } from '../../shared/util/depot-time.ts'
import type { EditIntent, WorkflowEdit } from '../db/commands/command-types.ts'
import type { WorkflowRecord } from '../db/schema/records.ts'
import type { AssigneeAnswer } from './assignee-choice.ts'

/** What the board's bulk bar and menus do to workflows, as lists of edits: one list is one undo step. All pure. */

/** A list of edits, and a sentence for each workflow that is left out. */
export interface BulkEdits {
  readonly edits: readonly WorkflowEdit[]
  readonly problems: readonly string[]
  /** How many cancelled workflows keep their status; left out for none. */
  readonly keptCount?: number
}

/** Fields that the bulk bar sets on many workflows at once. */
export type BulkFields = Partial<
  Pick<Plan, 'driverSourceId' | 'vehicleSourceId' | 'territoryName' | 'status'>
>

/** The statuses that many can be set to: cancelling has a way of its own. */
export const BULK_STATUSES = WORKFLOW_STATUSES.filter((each) => each !== 'CANCELLED')

/**
 * Where an edit from the board goes: to Catena when the workflow was queued before and nothing of it is only a draft,
 * else it stays a draft, as the dispatcher left it.
 */
export function intentOf(record: WorkflowRecord, plan: Plan): EditIntent {
  const isQueued = record.seq > 0 && !record.hasUnqueuedEdit
  return isQueued && sendableOf(record).safeParse(plan).success ? 'send' : 'draft'
}

/** What a plan of the workflow must be to be sent. */
function sendableOf({ sync }: WorkflowRecord): typeof sendableUpdate {
  return sync?.resourceId == null ? sendablePlan : sendableUpdate
}

/**
 * Sets fields on all of `records`; a workflow that has them already is left alone. So is a cancelled one where the status
 * is set: among many it would be planned again unnoticed, and sent.
 */
export function setFields(records: readonly WorkflowRecord[], fields: BulkFields): BulkEdits {
  const open = fields.status === undefined ? records : records.filter((each) => !isCancelled(each))
  const changed = open.filter((record) =>
    Object.entries(fields).some(([name, value]) => Reflect.get(record.plan, name) !== value),
  )
  const edits = changed.map((record) => editOf(record, { ...record.plan, ...fields }))
  const keptCount = records.length - open.length
  return { edits, problems: [], ...(keptCount > 0 && { keptCount }) }
}

/**
 * Gives a driver or a vehicle to all of `records`, or takes theirs off. Its id names somebody else, or nobody, within
 * another connection: workflows of another one are left out and named. One without a connection takes it, as in the editor.
 */
export function setAssignee(
  records: readonly WorkflowRecord[],
  field: 'driverSourceId' | 'vehicleSourceId',
  answer: AssigneeAnswer,
  t: Translate,
): BulkEdits {
  if (answer.kind === 'none') return setFields(records, { [field]: null })
  const { choice } = answer
  const takes = ({ plan }: WorkflowRecord): boolean =>
    choice.connectionId === null || plan.connectionId === null || plan.connectionId === choice.connectionId
  return {
    ...setFields(records.filter(takes), { [field]: choice.sourceId }),
    problems: records
      .filter((each) => !takes(each))
      .map((each) => t('board.leftOut.otherConnection', { name: nameOf(each, t), assignee: choice.name })),
  }
}

/** True when nothing is planned with it any more. */
export function isCancelled(record: WorkflowRecord): boolean {
  return record.plan.status === 'CANCELLED'
}

/** Moves every planned time by minutes of real time (05:30 by 60 is an hour later, whatever the clocks do). */
export function shiftTimes(
  records: readonly WorkflowRecord[],
  minutes: number,
  zone: string,
  t: Translate,
): BulkEdits {
  const edits: WorkflowEdit[] = []
  const problems: string[] = []
  for (const record of records) {
    if (!hasTimes(record.plan)) {
      problems.push(t('board.leftOut.noTimes', { name: nameOf(record, t) }))
      continue
    }
    const moved = moveTimes(record.plan, { minutes }, zone)
    if (typeof moved === 'string')
      problems.push(t('board.leftOut.time', { name: nameOf(record, t), problem: textOf(t, moved) }))
    else edits.push(editOf(record, moved))
  }
  return { edits, problems }
}

/** Cancels: what was queued is cancelled at Catena too, a draft is only marked. */
export function cancelAll(records: readonly WorkflowRecord[]): BulkEdits {
  const open = records.filter((record) => !isCancelled(record))
  return {
    edits: open.map((record) => ({
      workflowId: record.id,
      baseRev: record.rev,
      plan: { ...record.plan, status: 'CANCELLED' },
      intent: record.seq > 0 ? 'cancel' : 'draft',
    })),
    problems: [],
  }
}

/** Queues drafts for Catena; an incomplete one is named with its first fault. */
export function sendAll(records: readonly WorkflowRecord[], t: Translate): BulkEdits {
  const edits: WorkflowEdit[] = []
  const problems: string[] = []
  for (const record of records) {
    const parsed = sendableOf(record).safeParse(record.plan)
    if (parsed.success) edits.push({ ...editOf(record, record.plan), intent: 'send' })
    else {
      const message = parsed.error.issues[0]?.message
      const problem = message === undefined ? t('fields.problem.incomplete') : textOf(t, message)
      problems.push(t('board.leftOut.incomplete', { name: nameOf(record, t), problem }))
    }
  }
  return { edits, problems }
}

/** How copies are made. */
export interface CopyOptions {
  /** Days to copy to, `YYYY-MM-DD` in the depot's zone. */
  readonly days: readonly string[]
  readonly zone: string
  /** The day a workflow without any time counts from. */
  readonly baseDay: string
  readonly dayOfRecord: (record: WorkflowRecord) => string | null
  readonly mintId: () => string
  readonly isToSend: boolean
  readonly t: Translate
}

/**
 * Copies workflows to days, at the same wall-clock times. Ids that Catena knows are never copied, nor what happened
 * (actual times); a copy starts as planned. A time that does not exist or comes twice on such a day is not guessed:
 * that copy is left out and named.
 */
export function copyToDays(records: readonly WorkflowRecord[], options: CopyOptions): BulkEdits {
  const edits: WorkflowEdit[] = []
  const problems: string[] = []
  const { t } = options
  for (const record of records) {
    const name = nameOf(record, t)
    const from = options.dayOfRecord(record) ?? options.baseDay
    for (const day of options.days) {
      const moved = moveTimes(record.plan, { days: daysBetween(from, day) }, options.zone)
      if (typeof moved === 'string') {
        problems.push(t('board.leftOut.copyTime', { name, day: formatDay(day), problem: textOf(t, moved) }))
        continue
      }
      const plan = freshCopy(moved, options.mintId)
      const canSend = options.isToSend && sendablePlan.safeParse(plan).success
      if (options.isToSend && !canSend) {
        problems.push(t('board.leftOut.incompleteCopy', { name, day: formatDay(day) }))
      }
      edits.push({
        workflowId: options.mintId(),
        baseRev: null,
        plan,
        intent: canSend ? 'send' : 'draft',
        origin: { kind: 'copy', of: record.id },
      })
    }
  }
  return { edits, problems }
}

function editOf(record: WorkflowRecord, plan: Plan): WorkflowEdit {
  return { workflowId: record.id, baseRev: record.rev, plan, intent: intentOf(record, plan) }
}

function nameOf(record: WorkflowRecord, t: Translate): string {
  return record.plan.reference === '' ? t('board.leftOut.unnamed') : record.plan.reference
}

function hasTimes(plan: Plan): boolean {
  return (
    plan.startsAt !== null ||
    plan.endsAt !== null ||
    plan.stops.some((stop) => stop.scheduledArrival !== null || stop.scheduledDeparture !== null)
  )
}
