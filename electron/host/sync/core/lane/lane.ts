import { z } from 'zod'
import { submittedPlan } from '../../../../../shared/model/plan/assignee-ids.ts'
import { CONTENT_FIELDS } from '../../../../../shared/model/plan/plan-fields.ts'
import { observedStop, plan } from '../../../../../shared/model/plan/workflow.ts'
import {
  account,
  fieldError,
  possibleIds,
  syncLogLine,
} from '../../../../../shared/model/status/sync-status.ts'

/**
 * One lane: everything durable about one workflow's way to Catena. It changes only by `applyToLane`, from journal
 * records; compaction writes it whole. Times named `…At` are the computer's wall clock in milliseconds since 1970, for
 * display only; times named `…Server` are Catena's clock in milliseconds since 1970 and are the ones that decide.
 */

/** What a write does at Catena. */
export const wireOperationKind = z.enum(['create', 'update'])
export type WireOperationKind = z.infer<typeof wireOperationKind>

/** The newest pending change of the dispatcher. */
export const desired = z.object({
  seq: z.number(),
  intent: z.enum(['send', 'cancel']),
  plan: submittedPlan,
  /** Offered with this pending change; taken when the pending change starts a new create generation. */
  sourceId: z.string(),
  account: account.nullable(),
  overBase: z.string().nullable(),
})
export type Desired = z.infer<typeof desired>

/** Fields of which Catena's value is not known. */
export const contentFields = z.array(z.enum(CONTENT_FIELDS))

/** What Catena is known to hold. `plan: null`: it exists, but what it says must be read first. */
export const remote = z.object({
  resourceId: z.string(),
  connectionId: z.string(),
  account: account.nullable(),
  plan: plan.nullable(),
  /**
   * An update that failed, or was not found, and may have taken effect all the same (the pending change it served, what Catena then
   * holds, and Catena's time when that was known; a read of before proves nothing): for every newer pending change `plan` is no longer known to be what Catena holds.
   */
  uncertainUpdate: z.object({ seq: z.number(), plan, server: z.number().optional() }).optional(),
  /**
   * Fields of `plan` that are only a guess: Catena does not give them back, and more than one version may be there. For
   * every pending change newer than `seq` they count as different, and its update sends them.
   */
  uncertainFields: z.object({ seq: z.number(), fields: contentFields }).optional(),
  /**
   * Earlier versions of ours, newest first: the read model may still show one of them, which is no change of somebody
   * else's [M1].
   */
  earlier: z.array(plan).optional(),
  /** True once a read has shown the workflow: from then on a 404 is no delay of the read model [M2]. */
  isRead: z.literal(true).optional(),
  /** Our cancel succeeded; what else it says (`plan` is `null`) is not known. */
  isCancelled: z.boolean().optional(),
})
export type Remote = z.infer<typeof remote>

/** One write and all its tries. */
export const operation = z.object({
  kind: wireOperationKind,
  sourceId: z.string(),
  /** The workflow at Catena that an update changes; `null` for a create. */
  resourceId: z.string().nullable(),
  connectionId: z.string(),
  account: account.nullable(),
  /** What Catena holds once it has succeeded. */
  plan: submittedPlan,
  /** What Catena held before an update, as far as known: with it the body can be worked out again. */
  base: plan.nullable(),
  /** Fields of the base that are only a guess: the body says them in any case. */
  uncertainFields: contentFields.optional(),
  /** What a read showed that the TSP recorded of the stops: it is written back with them. */
  observedStops: z.array(observedStop).optional(),
  /** Catena's time before it was tried: an update that was made earlier is of somebody else. Left out where it is the lane's first try. */
  triedServer: z.number().optional(),
  /** The pending change it serves. */
  seq: z.number(),
  intent: z.enum(['send', 'cancel']),
  /** Set when it cancels a duplicate: the operation id of the duplicate's create. */
  duplicateOf: z.string().nullable(),
})
export type Operation = z.infer<typeof operation>

/**
 * Why no listing can prove that an uncertain create is absent. `noMarks`: no create of ours was ever found there by a
 * mark that this one carries [N3]. `perhapsOurs`: an operation is listed that does not say whose it is [N4].
 * `readModel`: of a failed create, how old the workflow list is was never seen.
 */
export const UNPROVEN = ['noMarks', 'perhapsOurs', 'readModel'] as const
export const unproven = z.enum(UNPROVEN)
export type Unproven = z.infer<typeof unproven>

/** The state of a lane. Which words it has on the screen is worked out in `lane-status.ts`. */
export const phase = z.discriminatedUnion('kind', [
  /** Nothing is open: it waits to be sent, or want and have are the same. */
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('sending'), operation }),
  z.object({
    kind: z.literal('uncertain'),
    operation,
    /** Every source id under which it may exist. */
    possibleSourceIds: z.array(z.string()),
    /** Connections beside the operation's on which it may exist: its pending change was moved, and records are lost. */
    possibleConnectionIds: z.array(z.string()).optional(),
    why: z.enum(['answerLost', 'journalLost', 'clonedProfile']),
    detail: z.string().nullable(),
    /** Catena's time at the first look after the attempt had ended: the wait `absenceQuietMs` counts from here. */
    endedServer: z.number().nullable(),
    /** Catena's time at the first listing that counts as evidence. */
    firstClearServer: z.number().nullable(),
    /** Catena's time up to which the newest complete listing surely did not show it. */
    lastMissServer: z.number().nullable(),
    looks: z.array(z.object({ at: z.number(), found: z.number() })),
    /** Set while listings that had their time can prove nothing: then a person decides. */
    unproven: unproven.optional(),
  }),
  z.object({
    kind: z.literal('accepted'),
    operation,
    operationId: z.string(),
    createdServer: z.number().nullable(),
    status: z.string(),
    /** True once a listing has shown it: then its lag is measured and duplicates have been looked for. */
    isListed: z.boolean(),
  }),
  z.object({
    kind: z.literal('rejected'),
    operation,
    message: z.string(),
    fieldErrors: z.array(fieldError),
    /** True when the desk itself refused to send it; nothing went to Catena. */
    isLocal: z.boolean(),
  }),
  z.object({
    kind: z.literal('failed'),
    operation,
    operationId: z.string(),
    errorType: z.string().nullable(),
    message: z.string().nullable(),
    /** False while it may exist at the TSP all the same (network and TSP errors of a create). */
    isTerminal: z.boolean(),
    /** Set while lists that had their time cannot show whether it exists: then a person decides. */
    unproven: unproven.optional(),
  }),
  z.object({ kind: z.literal('blocked'), operation, status: z.number(), message: z.string() }),
  z.object({ kind: z.literal('held'), operation, why: z.enum(['tooManyTries', 'tooOld']) }),
  /** Nothing of it exists at Catena; `seq` is the pending change that ended so. */
  z.object({ kind: z.literal('withdrawn'), seq: z.number() }),
  z.object({ kind: z.literal('discarded'), seq: z.number() }),
  /** `uncertainFields`: fields in which Catena is silent and `theirs` says what the pending change says. */
  z.object({
    kind: z.literal('conflict'),
    theirs: plan,
    /** What Catena was last known to hold: the pending change was made over it. Left out: not known. */
    base: plan.optional(),
    /** Fields in which `theirs` may be older than what this desk wrote: they are for a person. */
    askedFields: contentFields.optional(),
    /** When Catena says that it was changed, ms since 1970; left out: it does not say. */
    changedServer: z.number().optional(),
    uncertainFields: contentFields.optional(),
    baseHash: z.string(),
    seq: z.number(),
  }),
])
export type Phase = z.infer<typeof phase>
export type PhaseOf<K extends Phase['kind']> = Extract<Phase, { kind: K }>

/** A workflow at Catena beyond the one we keep. */
export const duplicate = z.object({
  operationId: z.string(),
  resourceId: z.string().nullable(),
  /** Left out where it is the connection of the one we keep. */
  connectionId: z.string().optional(),
  /** True once the dispatcher has asked for it to be cancelled. */
  isCancelWanted: z.boolean(),
})
export type Duplicate = z.infer<typeof duplicate>

export const lane = z.object({
  workflowId: z.string(),
  desired,
  remote: remote.nullable(),
  phase,
  /** Counts create generations; each has its own source id. */
  generation: z.number(),
  sourceId: z.string(),
  isHeldByUser: z.boolean(),
  /** Requests that may have left this computer, in all. */
  attempts: z.number(),
  /** Those of the open or waiting operation, counted towards `tooManyTries`. */
  tries: z.number(),
  /** Catena's time before the first of {@link tries}: listings start from here. */
  firstTryServer: z.number().nullable(),
  lastTryAt: z.number().nullable(),
  sinceAt: z.number(),
  /** Catena's time when it last changed, as far as known: old finished lanes are dropped by it. */
  changedServer: z.number().nullable(),
  /**
   * The create succeeded and duplicates that are listed late are still to be looked for: Catena's time of its first try and
   * of its success.
   */
  sweep: z.object({ fromServer: z.number(), doneServer: z.number() }).optional(),
  /** The state to which the lane returns when the cancellation of a duplicate has ended. */
  resumed: phase.optional(),
  /** Operations already accounted for, so that a listing does not take one of them for a new one. */
  knownOperationIds: z.array(z.string()),
  duplicates: z.array(duplicate),
  /**
   * Records of this lane may have been lost: an operation that nothing here tells of may be open. Before the next write
   * two listings must show that none is.
   */
  recordsUncertain: z.enum(['journalLost', 'clonedProfile']).optional(),
  /** While it is uncertain: ids under which a lost record may have sent it. */
  possibleIds: possibleIds.optional(),
  /** While it is uncertain: true once the page has told which ids it knows besides. */
  arePossibleIdsTold: z.literal(true).optional(),
  /** The newest lines of the Sync tab, `at` in wall milliseconds. */
  lines: z.array(z.object({ at: z.number(), kind: syncLogLine.shape.kind, text: z.string() })),
})
export type Lane = z.infer<typeof lane>
