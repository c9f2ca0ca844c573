import { z } from 'zod'
import { CONTENT_FIELDS } from '../../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import type { WireWorkflow } from '../../../../catena/wire.ts'
import { wireTimeMs } from '../time/wire-time.ts'
import { type Identity, MARKS, type Mark, type Sighting } from './recognise.ts'

/**
 * What the engine has learned about one connection from its own workflows [N5]: which of our marks Catena gives back,
 * how old reads are, and what the TSP does not keep. It is durable, because absence is believed by it [N3].
 */

const flags = z.object({
  payloadSourceId: z.boolean().optional(),
  stopId: z.boolean().optional(),
  operationSourceId: z.boolean().optional(),
})

/** What `occurred_at` of a planned workflow means [open]. */
export const OCCURRED_AT = ['created', 'started', 'null', 'other'] as const

const contentField = z.enum(CONTENT_FIELDS)

export const learned = z.object({
  /** The marks of our newest listed create. */
  marks: flags,
  /** Catena's time of that listing, ms since 1970; `null`: there was none. */
  marksServer: z.number().nullable(),
  /**
   * The longest time from the success of a create of ours to the first read that showed the workflow; ms; `null`: none
   * seen.
   */
  readLagMs: z.number().nullable(),
  /** What our own workflows show when they are read: our source id (or the TSP's own [open]), our stop ids. */
  workflowMarks: z.object({ sourceId: z.boolean().optional(), stopId: z.boolean().optional() }),
  occurredAt: z.enum(OCCURRED_AT).nullable(),
  /** Fields that the TSP has rounded or dropped after our success [M3]. */
  notKept: z.array(contentField),
  /** Fields that the TSP has kept. */
  kept: z.array(contentField),
})
/** The facts about one connection. */
export type Learned = z.infer<typeof learned>

/** The facts about an unknown connection. */
export const NOTHING_LEARNED: Learned = {
  marks: {},
  marksServer: null,
  readLagMs: null,
  workflowMarks: {},
  occurredAt: null,
  notKept: [],
  kept: [],
}

/** New facts. What is left out stays as it is. */
export const learnedChange = learned.partial()
export type LearnedChange = z.infer<typeof learnedChange>

/** @returns the facts with the new ones. */
export function withLearned(before: Learned, change: LearnedChange): Learned {
  const readLagMs =
    change.readLagMs == null ? before.readLagMs : Math.max(before.readLagMs ?? 0, change.readLagMs)
  return {
    marks: { ...before.marks, ...change.marks },
    marksServer: change.marksServer ?? before.marksServer,
    readLagMs,
    workflowMarks: { ...before.workflowMarks, ...change.workflowMarks },
    occurredAt: change.occurredAt ?? before.occurredAt,
    notKept: [...new Set([...before.notKept, ...(change.notKept ?? [])])],
    kept: [...new Set([...before.kept, ...(change.kept ?? [])])],
  }
}

/** A read shows what a write did when it is later than the write by this many times the worst lag. */
export const LAG_MARGIN = 5

/** A positive control in the journal is renewed after this time; ms. */
const RENEW_MS = 86_400_000
/** An older positive control proves nothing, because Catena's answers may have changed since; ms. */
const CONTROL_VALID_MS = 45 * 86_400_000

/** @returns the marks after a sighting. A mark that the sighting could not show stays as it was. */
function marksAfter(before: Learned['marks'], sighting: Sighting): Learned['marks'] {
  const after = { ...before }
  for (const mark of MARKS) {
    const seen = sighting[mark]
    if (seen !== null) after[mark] = seen
  }
  return after
}

/**
 * What the sightings of one listing teach about the marks [N3].
 * @param server Catena's time of the listing.
 * @returns `null` when nothing is new.
 */
export function marksLearned(
  before: Learned,
  sightings: readonly Sighting[],
  server: number | null,
): LearnedChange | null {
  if (sightings.length === 0 || server === null) return null
  const marks = sightings.reduce(marksAfter, before.marks)
  const isSame = MARKS.every((mark) => marks[mark] === before.marks[mark])
  const isRecent = before.marksServer !== null && server - before.marksServer < RENEW_MS
  return isSame && isRecent ? null : { marks, marksServer: server }
}

/**
 * True when a listing that lacks a create with this identity proves its absence [N3]: another create of ours was found
 * by one of its marks.
 */
export function isAbsenceVisible(known: Learned, identity: Identity, server: number): boolean {
  if (known.marksServer === null || server - known.marksServer > CONTROL_VALID_MS) return false
  const carried: readonly Mark[] =
    identity.stopIds.length > 0 ? MARKS : MARKS.filter((mark) => mark !== 'stopId')
  return carried.some((mark) => known.marks[mark] === true)
}

/**
 * True when a workflow list that lacks a workflow with this identity shows that the TSP does not have it. The list is
 * filtered by `occurred_at` [doc]. Where that is neither the creation nor the planned start, no window surely covers
 * the workflow.
 */
export function isWorkflowVisible(known: Learned, identity: Identity): boolean {
  if (known.occurredAt === 'null' || known.occurredAt === 'other') return false
  return areMarksShown(known, identity)
}

/** True when a workflow with this identity shows one of its marks, as far as our own workflows have told. */
export function areMarksShown({ workflowMarks }: Learned, identity: Identity): boolean {
  const { sourceId, stopId } = workflowMarks
  return sourceId === true || (stopId === true && identity.stopIds.length > 0)
}

/** What a read of one of our own workflows teaches. @returns `null` when nothing is new. */
export function workflowLearned(
  before: Learned,
  wire: WireWorkflow,
  identity: Identity,
  plan: Pick<Plan, 'startsAt'>,
): LearnedChange | null {
  const marks: Learned['workflowMarks'] = {
    sourceId: wire.source_id != null && identity.sourceIds.includes(wire.source_id),
  }
  if (identity.stopIds.length > 0) {
    const ids = (wire.stops ?? []).map((stop) => stop.source_stop_id)
    marks.stopId = identity.stopIds.some((each) => ids.includes(each))
  }
  const occurredAt = occurredAtOf(wire, plan)
  const isNew =
    marks.sourceId !== before.workflowMarks.sourceId ||
    (marks.stopId !== undefined && marks.stopId !== before.workflowMarks.stopId) ||
    (occurredAt !== null && occurredAt !== before.occurredAt)
  return isNew ? { workflowMarks: marks, ...(occurredAt !== null && { occurredAt }) } : null
}

/** The greatest distance of two times that count as the same moment; ms. */
const SAME_MOMENT_MS = 120_000

/** @returns `null` when creation and start are too near to tell, or when the answer leaves `occurred_at` out. */
function occurredAtOf(wire: WireWorkflow, plan: Pick<Plan, 'startsAt'>): Learned['occurredAt'] {
  const said: unknown = wire.occurred_at
  if (said === undefined) return null
  if (said === null) return 'null'
  const at = typeof said === 'string' ? wireTimeMs(said) : null
  const created = wireTimeMs(wire.created_at)
  const started = wireTimeMs(plan.startsAt)
  const isNear = (other: number | null) =>
    at !== null && other !== null && Math.abs(at - other) < SAME_MOMENT_MS
  if (isNear(created) && isNear(started)) return null
  if (isNear(created)) return 'created'
  return isNear(started) ? 'started' : 'other'
}
