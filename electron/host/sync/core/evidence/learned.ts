import { z } from 'zod'
import { CONTENT_FIELDS } from '../../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import type { WireWorkflow } from '../../../../catena/wire.ts'
import { wireTimeMs } from '../time/wire-time.ts'
import { type Identity, MARKS, type Mark, type Sighting } from './recognise.ts'

/**
 * What the engine learned about one connection [N5], by watching its own workflows: which of our marks Catena gives back,
 * how old is what is read, and what the TSP does not keep. It is durable: absence is believed by it [N3].
 */

const flags = z.object({
  payloadSourceId: z.boolean().optional(),
  stopId: z.boolean().optional(),
  operationSourceId: z.boolean().optional(),
})

/** Where `occurred_at` of a planned workflow lies [open]. */
export const OCCURRED_AT = ['created', 'started', 'null', 'other'] as const

const contentField = z.enum(CONTENT_FIELDS)

export const learned = z.object({
  /** Which marks the newest listed create of ours showed. */
  marks: flags,
  /** Catena's time of that listing, ms since 1970; `null` = none yet. */
  marksServer: z.number().nullable(),
  /** The worst time from our create's success until a read showed the workflow, in ms; `null` = never seen. */
  readLagMs: z.number().nullable(),
  /** What a read workflow of ours shows: our source id (else the TSP's own [open]), our stop ids. */
  workflowMarks: z.object({ sourceId: z.boolean().optional(), stopId: z.boolean().optional() }),
  occurredAt: z.enum(OCCURRED_AT).nullable(),
  /** Fields that the TSP was seen to round or drop after our success [M3]. */
  notKept: z.array(contentField),
  /** Fields that the TSP was seen to keep. */
  kept: z.array(contentField),
})
/** The facts about one connection. */
export type Learned = z.infer<typeof learned>

/** Nothing is known of a connection. */
export const NOTHING_LEARNED: Learned = {
  marks: {},
  marksServer: null,
  readLagMs: null,
  workflowMarks: {},
  occurredAt: null,
  notKept: [],
  kept: [],
}

/** New facts: what is left out stays as it was. */
export const learnedChange = learned.partial()
export type LearnedChange = z.infer<typeof learnedChange>

/** Takes new facts in. */
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

/** A read that is this many times the worst lag younger than a write shows what the write did. */
export const LAG_MARGIN = 5

/** A positive control is renewed in the journal when it is older than this; ms. */
const RENEW_MS = 86_400_000
/** A positive control older than this proves nothing: Catena's shape may have changed unseen; ms. */
const CONTROL_VALID_MS = 45 * 86_400_000

/** The marks as a sighting leaves them; what it could not show stays as it was. */
function marksAfter(before: Learned['marks'], sighting: Sighting): Learned['marks'] {
  const after = { ...before }
  for (const mark of MARKS) {
    const seen = sighting[mark]
    if (seen !== null) after[mark] = seen
  }
  return after
}

/**
 * What sightings in one listing teach about the marks [N3]. @param server Catena's time of the listing.
 * @returns `null` when it is known already.
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
 * True when a listing that lacks a create with this identity proves that it is not there [N3]: one of its marks was
 * found on another create of ours.
 */
export function isAbsenceVisible(known: Learned, identity: Identity, server: number): boolean {
  if (known.marksServer === null || server - known.marksServer > CONTROL_VALID_MS) return false
  const carried: readonly Mark[] =
    identity.stopIds.length > 0 ? MARKS : MARKS.filter((mark) => mark !== 'stopId')
  return carried.some((mark) => known.marks[mark] === true)
}

/**
 * True when a workflow list that lacks a workflow with this identity shows that the TSP does not have it. The list is
 * filtered by `occurred_at` [doc]: where that is neither the creation nor the planned start, no window surely covers it.
 */
export function isWorkflowVisible(known: Learned, identity: Identity): boolean {
  const { sourceId, stopId } = known.workflowMarks
  if (known.occurredAt === 'null' || known.occurredAt === 'other') return false
  return sourceId === true || (stopId === true && identity.stopIds.length > 0)
}

/** What a read of one of our own workflows teaches. @returns `null` when it is known already. */
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

/** Times this near count as the same moment; ms. */
const SAME_MOMENT_MS = 120_000

/** Where `occurred_at` lies; `null` when creation and start are too near to tell, or the answer leaves it out. */
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
