import { z } from 'zod'
import { submittedPlan } from '../plan/assignee-ids.ts'
import { foreignChange } from '../plan/foreign-change.ts'
import { plan } from '../plan/workflow.ts'

/**
 * The status of one workflow on its way to Catena and the TSP, as the host reports it. The renderer writes it into
 * IndexedDB, so that every screen reads one local source. Its texts are in `shared/text/status-text.ts`.
 */

/**
 * | state | means |
 * | --- | --- |
 * | draft | never queued |
 * | queued | waiting to be sent; nothing of this change has left the computer |
 * | sending | a request is on its way |
 * | uncertain | a request may or may not have reached Catena; only a listing can tell |
 * | accepted | Catena has the operation, the TSP has not answered |
 * | done | the TSP took it |
 * | rejected | Catena refused it and made nothing |
 * | failed | the operation failed at the TSP |
 * | blocked | cannot be sent now, with the reason |
 * | held | a person decides |
 * | withdrawn | cancelled before anything was sent, or nothing of it exists |
 * | conflict | Catena's version changed under ours |
 */
export const SYNC_STATES = [
  'draft',
  'queued',
  'sending',
  'uncertain',
  'accepted',
  'done',
  'rejected',
  'failed',
  'blocked',
  'held',
  'withdrawn',
  'conflict',
] as const
export const syncState = z.enum(SYNC_STATES)
export type SyncState = z.infer<typeof syncState>

const SENT_OR_NEVER: ReadonlySet<SyncState> = new Set<SyncState>(['draft', 'accepted', 'done', 'withdrawn'])

/** True for a saved change that is not known to be at Catena and was not withdrawn. */
export function isUnsent(state: SyncState): boolean {
  return !SENT_OR_NEVER.has(state)
}

/** Why a change is in its state: a code. `detail` is Catena's or the system's own sentence and is never compared. */
export const SYNC_REASONS = [
  'offline',
  'signInNeeded',
  'otherAccount',
  'rateLimited',
  'catenaFailing',
  'writesFailing',
  'forbidden',
  'notFound',
  'unsupported',
  'connectionInactive',
  'heldByUser',
  'allHeld',
  'tooManyTries',
  'tooOld',
  'journalUnwritable',
  'clonedProfile',
  'journalLost',
  'waitsForCreate',
  'answerLost',
  'duplicate',
  'baseChanged',
  'noMarks',
  'perhapsOurs',
  'readModel',
  'notReadable',
  'invalid',
  'tspAuth',
  'tspValidation',
  'tspNetwork',
  'tspError',
] as const
export const syncReason = z.object({ code: z.enum(SYNC_REASONS), detail: z.string().nullable() })
export type SyncReason = z.infer<typeof syncReason>

/** A field Catena refused. `path` is the path in the desk's {@link plan}, so that the form can point at it. */
export const fieldError = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })
export type FieldError = z.infer<typeof fieldError>

/** Who is signed in. A queued change is sent only with the account that it was saved with. */
export const account = z.object({ issuer: z.string(), subject: z.string() })
export type Account = z.infer<typeof account>

/** Source ids and connections under which a workflow may have been sent. */
export const possibleIds = z.object({ sourceIds: z.array(z.string()), connectionIds: z.array(z.string()) })
export type PossibleIds = z.infer<typeof possibleIds>

/**
 * What a person looks for at Catena, of a change that may be there and cannot be proved absent. The values are those
 * that were sent, also after a newer edit.
 */
export const checkFacts = z.object({
  /** Planned departure, ISO 8601. */
  startsAt: z.string().nullable(),
  driverSourceId: z.string().nullable(),
  vehicleSourceId: z.string().nullable(),
  firstStop: z.string().nullable(),
  /** True when the workflow is to be cancelled by now: when it is not at Catena, nothing is sent. */
  isCancelWanted: z.boolean(),
})
export type CheckFacts = z.infer<typeof checkFacts>

/** The status of one workflow. Times are ISO 8601 UTC, for display only. */
export const workflowSync = z.object({
  workflowId: z.string(),
  /** The newest pending change of the dispatcher that the host has in its journal. */
  seq: z.number().int().nonnegative(),
  state: syncState,
  change: z.enum(['create', 'update', 'cancel']),
  /** External id under which Catena knows this generation of the workflow. */
  sourceId: z.string().nullable(),
  operationId: z.string().nullable(),
  resourceId: z.string().nullable(),
  /**
   * The connection of that operation, or the one on which Catena holds the workflow; `null` before the first attempt.
   */
  connectionId: z.string().nullable(),
  reason: syncReason.nullable(),
  fieldErrors: z.array(fieldError),
  /** Requests that left this computer, provably unsent ones not counted. */
  attempts: z.number().int().nonnegative(),
  lastTryAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  /** When the state was entered. */
  since: z.string().nullable(),
  /** While uncertain: what has been looked up so far. */
  looks: z.array(z.object({ at: z.string(), found: z.number().int().nonnegative().nullable() })),
  /** Workflows at Catena beyond the one that is kept. The desk offers to cancel them. */
  duplicates: z.array(z.object({ operationId: z.string(), resourceId: z.string().nullable() })),
  /** True while an edit waits behind the open operation. */
  isEditWaiting: z.boolean(),
  /** Catena's own status of the operation, when this version does not know it. */
  foreignStatus: z.string().nullable(),
  /** After a failure: true while the host looks whether the TSP has the workflow despite the failure. */
  isLookedFor: z.boolean(),
  /** Set while only a person can tell, by looking at Catena, whether the change is there. */
  toCheck: checkFacts.optional(),
  /** After lost records: the other ids and connections under which it may have been sent. Left out: none. */
  possibleIds: possibleIds.optional(),
})
export type WorkflowSync = z.infer<typeof workflowSync>

/** One line of the Sync tab: what happened, in order. */
export const syncLogLine = z.object({
  at: z.string(),
  kind: z.enum(['queued', 'attempt', 'answer', 'look', 'operation', 'decision']),
  text: z.string(),
})
export type SyncLogLine = z.infer<typeof syncLogLine>

/** The Sync tab of one workflow, fetched when it is opened. */
export const syncDetail = z.object({
  sync: workflowSync,
  /** What Catena is known to hold. */
  remote: plan.nullable(),
  /** In a conflict: Catena's version now, and the hash that names it in {@link submittedChange}.overBase. */
  theirs: foreignChange.extend({ baseHash: z.string() }).nullable(),
  lines: z.array(syncLogLine),
})
export type SyncDetail = z.infer<typeof syncDetail>

/**
 * What the renderer last heard of a workflow. It goes back to the host, so that a host whose journal was lost sends
 * nothing twice.
 */
export const knownSync = workflowSync.pick({
  state: true,
  seq: true,
  sourceId: true,
  operationId: true,
  resourceId: true,
  connectionId: true,
  possibleIds: true,
})
export type KnownSync = z.infer<typeof knownSync>

/** The part of a status that the renderer gives back. */
export function knownOf(sync: WorkflowSync): KnownSync {
  const { state, seq, sourceId, operationId, resourceId, connectionId, possibleIds: others } = sync
  const known = { state, seq, sourceId, operationId, resourceId, connectionId }
  return others === undefined ? known : { ...known, possibleIds: others }
}

/**
 * True when the page knows, of the same pending change, about something at Catena that the host does not know: the
 * host's journal lost its end. The page then submits what it knows before it overwrites it.
 */
export function isBeyondStatus(known: KnownSync, status: WorkflowSync): boolean {
  if (known.seq !== status.seq || status.resourceId !== null) return false
  return known.resourceId !== null || (known.operationId !== null && status.operationId === null)
}

/**
 * One pending change of the dispatcher, as the outbox keeps it and submits it to the host. Idempotent on (`workflowId`,
 * `seq`): a repeated or older one changes nothing.
 */
export const submittedChange = z.object({
  workflowId: z.string().min(1).max(64),
  /** Grows by one with every save that is to be sent. */
  seq: z.number().int().positive(),
  intent: z.enum(['send', 'cancel']),
  plan: submittedPlan,
  /** Minted at this save, never reused; the host takes it only if this pending change starts a new create generation. */
  sourceId: z.string().min(1).max(64),
  /** The account that was signed in when it was saved; `null` when nobody had ever signed in. */
  account: account.nullable(),
  /** In a conflict: the hash of the version of Catena that the dispatcher saw when deciding. */
  overBase: z.string().nullable(),
  /** True once this or an earlier `seq` was submitted, whatever the host answered: then it may have been sent. */
  wasSubmitted: z.boolean(),
  /** Other connections to which earlier pending changes may have been sent. Left out: none. */
  possibleConnectionIds: z.array(z.string()).optional(),
  /**
   * The newest pending change that was submitted to any host before this one; 0: none. Together with {@link known} it
   * tells the host that nothing else of the workflow was sent. Left out: the page does not know.
   */
  submittedSeq: z.number().int().nonnegative().optional(),
  known: knownSync.nullable(),
  /**
   * Catena's version over which it was made, when the screen showed a newer one than this desk had written. `seq`: the
   * pending change that was the newest then; 1 for a workflow that was made elsewhere.
   */
  base: z.object({ seq: z.number().int(), plan }).optional(),
})
export type SubmittedChange = z.infer<typeof submittedChange>

/** States of the network. `online` needs an answer in Catena's own format. */
export const NETWORK_STATES = [
  'online',
  'offline',
  'signInNeeded',
  'networkLoginNeeded',
  'certificateNotTrusted',
  'unreachable',
] as const
export const networkStatus = z.object({
  state: z.enum(NETWORK_STATES),
  /** When it was last checked, ISO 8601 UTC; `null` before the first check. */
  checkedAt: z.string().nullable(),
  /** Since when it has been in this state. */
  since: z.string(),
  detail: z.string().nullable(),
  /** Until when Catena or a gateway before it asked to wait (429), ISO 8601 UTC; `null` without such a wait. */
  waitUntil: z.string().nullable(),
  /** The switch `Hold all sending`. */
  isAllHeld: z.boolean(),
  /** Since when all sending is held, ISO 8601 UTC by this computer's clock; `null` when it is not. */
  allHeldSince: z.string().nullable(),
  /** Kinds of write that a connection's TSP has refused as unsupported (501): warned of while planning. */
  unsupported: z.array(z.object({ connectionId: z.string(), operation: z.enum(['create', 'update']) })),
})
export type NetworkStatus = z.infer<typeof networkStatus>
