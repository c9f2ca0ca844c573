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
 * One lane: everything durable about one workflow's way to Catena. Only `applyToLane` changes it, from journal records;
 * compaction writes it whole. Times named `…At` are the computer's wall clock, for display only. Times named `…Server`
 * are Catena's clock and decide. Both are ms since 1970.
 */

/** What a write does at Catena. */
export const wireOperationKind = z.enum(['create', 'update'])
export type WireOperationKind = z.infer<typeof wireOperationKind>

/** The newest pending change of the dispatcher. */
export const desired = z.object({
  seq: z.number(),
  intent: z.enum(['send', 'cancel']),
  plan: submittedPlan,
  /** Submitted with this pending change. Used when the pending change starts a new generation of creates. */
  sourceId: z.string(),
  account: account.nullable(),
  overBase: z.string().nullable(),
})
export type Desired = z.infer<typeof desired>

/** Fields whose value at Catena is not known. */
export const contentFields = z.array(z.enum(CONTENT_FIELDS))

/** What Catena is known to hold. `plan: null`: the workflow exists, and its content must be read first. */
export const remote = z.object({
  resourceId: z.string(),
  connectionId: z.string(),
  account: account.nullable(),
  plan: plan.nullable(),
  /**
   * An update that failed or was not found, and may have taken effect all the same. For every pending change newer than
   * `seq`, Catena may hold `plan` of the update instead of `plan` above. `server` is Catena's time of the failure, when
   * it is known; a read from before it proves nothing.
   */
  uncertainUpdate: z.object({ seq: z.number(), plan, server: z.number().optional() }).optional(),
  /**
   * Fields of `plan` that are not known: Catena does not give them back, and more than one version may be there. For
   * every pending change newer than `seq` they count as different, and its update sends them.
   */
  uncertainFields: z.object({ seq: z.number(), fields: contentFields }).optional(),
  /** Our earlier versions, newest first. A read may still show one of them, which is no foreign change [M1]. */
  earlier: z.array(plan).optional(),
  /** True once a read has shown the workflow. From then on a 404 is no lag of the read model [M2]. */
  isRead: z.literal(true).optional(),
  /** Our cancel succeeded. Because `plan` is `null`, the rest of the content is not known. */
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
  /** What Catena holds after its success. */
  plan: submittedPlan,
  /** What Catena held before an update, as far as it is known. The body is worked out from it. */
  base: plan.nullable(),
  /** Fields whose value at Catena is not known. The body always holds them. */
  uncertainFields: contentFields.optional(),
  /** What a read showed that the TSP had recorded about the stops. It is written back with them. */
  observedStops: z.array(observedStop).optional(),
  /** Catena's time before the try: an earlier update is foreign. Left out for the lane's first try. */
  triedServer: z.number().optional(),
  /** The pending change that it sends. */
  seq: z.number(),
  intent: z.enum(['send', 'cancel']),
  /** The operation id of the duplicate's create, when this operation cancels a duplicate. */
  duplicateOf: z.string().nullable(),
})
export type Operation = z.infer<typeof operation>

/**
 * Why no listing can prove that an uncertain create is absent.
 * - `noMarks`: no create of ours was ever found there by a mark that this one carries [N3].
 * - `perhapsOurs`: an operation is listed that does not tell whose it is [N4].
 * - `readModel`: for a failed create, the lag of the workflow list was never measured.
 */
export const UNPROVEN = ['noMarks', 'perhapsOurs', 'readModel'] as const
export const unproven = z.enum(UNPROVEN)
export type Unproven = z.infer<typeof unproven>

/** What is kept of a conflict, in its journal record and in the phase of its lane. */
export const ofConflict = {
  theirs: plan,
  /**
   * What Catena was last known to hold: the pending change was made over it. Left out when it is not known,
   * and in old journals.
   */
  base: plan.optional(),
  /** Fields in which `theirs` may be older than what this desk wrote. A person decides about them. */
  askedFields: contentFields.optional(),
  /** When it was changed, as Catena says; ms since 1970. Left out when Catena does not say. */
  changedServer: z.number().optional(),
  /** Fields that Catena does not show. In them `theirs` has the value of the pending change. */
  uncertainFields: contentFields.optional(),
  baseHash: z.string(),
}

/** The state of a lane. `lane-status.ts` works out what the screen shows. */
export const phase = z.discriminatedUnion('kind', [
  /** Nothing is open: the pending change waits to be sent, or Catena holds it. */
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('sending'), operation }),
  z.object({
    kind: z.literal('uncertain'),
    operation,
    /** Every source id under which it may exist. */
    possibleSourceIds: z.array(z.string()),
    /** Further connections on which it may exist: its pending change was moved, and records are lost. */
    possibleConnectionIds: z.array(z.string()).optional(),
    why: z.enum(['answerLost', 'journalLost', 'clonedProfile']),
    detail: z.string().nullable(),
    /** Catena's time at the first look after the end of the attempt. `absenceQuietMs` counts from here. */
    endedServer: z.number().nullable(),
    /** Catena's time at the first listing that counts as evidence. */
    firstClearServer: z.number().nullable(),
    /** Catena's time up to which the newest complete listing surely did not show it. */
    lastMissServer: z.number().nullable(),
    looks: z.array(z.object({ at: z.number(), found: z.number() })),
    /** Set while listings cannot prove anything although enough time has passed. Then a person decides. */
    unproven: unproven.optional(),
  }),
  z.object({
    kind: z.literal('accepted'),
    operation,
    operationId: z.string(),
    createdServer: z.number().nullable(),
    status: z.string(),
    /** True once a listing has shown the operation: its lag is measured, and duplicates have been looked for. */
    isListed: z.boolean(),
  }),
  z.object({
    kind: z.literal('rejected'),
    operation,
    message: z.string(),
    fieldErrors: z.array(fieldError),
    /** True when the desk itself refused to send it. Then nothing went to Catena. */
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
    /** Set while lists cannot show whether it exists although enough time has passed. Then a person decides. */
    unproven: unproven.optional(),
  }),
  z.object({ kind: z.literal('blocked'), operation, status: z.number(), message: z.string() }),
  z.object({ kind: z.literal('held'), operation, why: z.enum(['tooManyTries', 'tooOld']) }),
  /** Nothing of it exists at Catena. `seq` is the pending change that ended so. */
  z.object({ kind: z.literal('withdrawn'), seq: z.number() }),
  z.object({ kind: z.literal('discarded'), seq: z.number() }),
  z.object({ kind: z.literal('conflict'), ...ofConflict, seq: z.number() }),
])
export type Phase = z.infer<typeof phase>
export type PhaseOf<K extends Phase['kind']> = Extract<Phase, { kind: K }>

/** A workflow at Catena beside the kept one. */
export const duplicate = z.object({
  operationId: z.string(),
  resourceId: z.string().nullable(),
  /** Left out when it is the connection of the kept workflow. */
  connectionId: z.string().optional(),
  /** True once the dispatcher has asked to cancel it. */
  isCancelWanted: z.boolean(),
})
export type Duplicate = z.infer<typeof duplicate>

export const lane = z.object({
  workflowId: z.string(),
  desired,
  remote: remote.nullable(),
  phase,
  /** The number of the generation of creates. Each generation has its own source id. */
  generation: z.number(),
  sourceId: z.string(),
  isHeldByUser: z.boolean(),
  /** The number of all requests that may have left this computer. */
  attempts: z.number(),
  /** The number of tries of the open or waiting operation, counted towards `tooManyTries`. */
  tries: z.number(),
  /** Catena's time before the first of {@link tries}. Listings start from here. */
  firstTryServer: z.number().nullable(),
  lastTryAt: z.number().nullable(),
  sinceAt: z.number(),
  /** Catena's time of the last change, as far as it is known. Compaction drops old finished lanes by it. */
  changedServer: z.number().nullable(),
  /**
   * The create succeeded, and duplicates that are listed late are still to be looked for: Catena's time of its first
   * try and of its success.
   */
  sweep: z.object({ fromServer: z.number(), doneServer: z.number() }).optional(),
  /** The phase to which the lane returns when the cancellation of a duplicate has ended. */
  resumed: phase.optional(),
  /** Operations that are known, so that a listing does not take one of them for a new one. */
  knownOperationIds: z.array(z.string()),
  duplicates: z.array(duplicate),
  /**
   * Records of this lane may have been lost, so an operation without a record may be open. Before the next write two
   * listings must show that none is.
   */
  recordsUncertain: z.enum(['journalLost', 'clonedProfile']).optional(),
  /** While {@link recordsUncertain} is set: the ids under which a lost record may have sent it. */
  possibleIds: possibleIds.optional(),
  /** While {@link recordsUncertain} is set: true once the page has told the ids that it knows. */
  arePossibleIdsTold: z.literal(true).optional(),
  /** The newest log lines for the Sync tab; `at` is the wall clock, ms since 1970. */
  lines: z.array(z.object({ at: z.number(), kind: syncLogLine.shape.kind, text: z.string() })),
})
export type Lane = z.infer<typeof lane>
