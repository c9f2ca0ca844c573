import { z } from 'zod'
import { submittedPlan } from '../../../../../shared/model/plan/assignee-ids.ts'
import { plan } from '../../../../../shared/model/plan/workflow.ts'
import { account, fieldError, possibleIds } from '../../../../../shared/model/status/sync-status.ts'
import { learnedChange } from '../evidence/learned.ts'
import { contentFields, lane, ofConflict, operation, unproven, wireOperationKind } from '../lane/lane.ts'

/**
 * The records of the journal (S2). Each is a fact that must be on the disk before anything follows from it.
 * - `v` is the version of the record's shape. A record with an unknown version is set aside and counts as lost, which
 *   makes every lane uncertain (R2). The fields of a record with a known version are not checked: a shape may gain
 *   optional fields, and every other change needs a new version.
 * - `at` is the wall clock (ms since 1970), for display only.
 * - `server` is Catena's clock (ms since 1970), which decides.
 */
const base = { v: z.literal(2), at: z.number() }
const ofLane = { ...base, workflowId: z.string() }
/**
 * The pending change for which the record was decided. The record says nothing about a newer one that was written
 * before it. Old journals do not have it.
 */
const decidedFor = { seq: z.number().optional() }
const server = z.number().nullable()

/** An operation as it was seen. */
const seenOperation = z.object({
  id: z.string(),
  createdServer: z.number().nullable(),
  status: z.string(),
  resourceId: z.string().nullable(),
})

export const journalRecord = z.discriminatedUnion('type', [
  /** The install to which the journal belongs. */
  z.object({ ...base, type: z.literal('INSTALL'), installId: z.string() }),
  /** The dispatcher's pending change. Nothing is done for it before this record. */
  z.object({
    ...ofLane,
    type: z.literal('INTENT'),
    seq: z.number(),
    intent: z.enum(['send', 'cancel']),
    plan: submittedPlan,
    sourceId: z.string(),
    account: account.nullable(),
    overBase: z.string().nullable(),
  }),
  /** A new generation of creates with its own source id. Nothing of the generation before exists. */
  z.object({ ...ofLane, type: z.literal('GENERATION'), sourceId: z.string() }),
  /** A refused or failed update, or a blocked or held change, may be tried again. */
  z.object({ ...ofLane, ...decidedFor, type: z.literal('REOPENED') }),
  /**
   * Written before the first byte of a write. `n` counts the tries of the operation. The listings that look for it
   * begin at `server`.
   */
  z.object({
    ...ofLane,
    type: z.literal('ATTEMPT'),
    n: z.number(),
    operation,
    server: z.number(),
    bodyHash: z.string(),
  }),
  /** The attempt provably made nothing: no byte left, or Catena refused to take it in. */
  z.object({
    ...ofLane,
    type: z.literal('UNSENT'),
    why: z.enum(['unsent', 'unauthorized', 'rateLimited', 'cancelled']),
    detail: z.string(),
  }),
  z.object({
    ...ofLane,
    type: z.literal('ACCEPTED'),
    operation: seenOperation,
    /** The source id under which it was found. */
    sourceId: z.string(),
    /** The connection on which it was found, when it is another one than the operation's. */
    connectionId: z.string().optional(),
    via: z.enum(['answer', 'listing', 'page']),
    server,
  }),
  z.object({
    ...ofLane,
    type: z.literal('REFUSED'),
    operation,
    message: z.string(),
    fieldErrors: z.array(fieldError),
    isLocal: z.boolean(),
  }),
  z.object({ ...ofLane, type: z.literal('BLOCKED'), status: z.number(), message: z.string() }),
  /** The attempt may have arrived. */
  z.object({ ...ofLane, type: z.literal('ANSWER_LOST'), detail: z.string() }),
  /**
   * The lane's attempts are not known. It may exist under any of `possibleSourceIds`, on the operation's connection or
   * one of `possibleConnectionIds`.
   */
  z.object({
    ...ofLane,
    type: z.literal('UNCERTAIN'),
    operation,
    possibleSourceIds: z.array(z.string()),
    possibleConnectionIds: z.array(z.string()).optional(),
    why: z.enum(['journalLost', 'clonedProfile']),
  }),
  /**
   * Records of this lane may have been lost, which is looked into before its next write. `null`: none can have been
   * lost.
   */
  z.object({
    ...ofLane,
    type: z.literal('RECORDS_UNCERTAIN'),
    why: z.enum(['journalLost', 'clonedProfile']).nullable(),
    possibleIds: possibleIds.optional(),
  }),
  /** A complete listing did not show the operation. `isClear`: the listing meets every condition of evidence. */
  z.object({
    ...ofLane,
    type: z.literal('LOOK'),
    found: z.number(),
    isClear: z.boolean(),
    server,
    /**
     * Catena's time of the listing's first answer, when it is not `server`: the computer may have slept before the last
     * answer. Only up to this time the listing surely lacked the operation.
     */
    firstServer: z.number().optional(),
    /** Why this look cannot prove absence, although enough time had passed [N3, N4]. */
    unproven: unproven.optional(),
  }),
  /** Two clear listings, `absenceGapMs` apart: the attempt made nothing. */
  z.object({
    ...ofLane,
    type: z.literal('EVIDENCE'),
    firstServer: z.number(),
    secondServer: z.number(),
    /** Of an update without a record: the listed updates of the workflow, all of which have ended. */
    endedIds: z.array(z.string()).optional(),
  }),
  /** A listing has shown the accepted operation. */
  z.object({ ...ofLane, type: z.literal('LISTED') }),
  /** Other operations were found that the same create made. */
  z.object({
    ...ofLane,
    type: z.literal('DUPLICATE'),
    duplicates: z.array(
      z.object({
        operationId: z.string(),
        resourceId: z.string().nullable(),
        /** Left out when it is the connection of the kept workflow. */
        connectionId: z.string().optional(),
      }),
    ),
  }),
  z.object({
    ...ofLane,
    type: z.literal('DUPLICATE_CHANGED'),
    operationId: z.string(),
    change: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('cancelWanted') }),
      z.object({ kind: z.literal('made'), resourceId: z.string() }),
      z.object({ kind: z.literal('gone') }),
    ]),
  }),
  /** The status of the operation changed, and the operation has not ended. */
  z.object({ ...ofLane, type: z.literal('PENDING'), status: z.string() }),
  z.object({
    ...ofLane,
    type: z.literal('FAILED'),
    operationId: z.string(),
    errorType: z.string().nullable(),
    message: z.string().nullable(),
    isTerminal: z.boolean(),
    /** Old journals do not have it. */
    server: server.optional(),
  }),
  /**
   * A failed create does not exist at the TSP. `by: 'person'`: listings cannot tell about an uncertain or failed create
   * [N3], and somebody who looked at Catena says so.
   */
  z.object({ ...ofLane, type: z.literal('ABSENT'), by: z.literal('person').optional() }),
  /** The absence of a failed create cannot be proved, because the lag of the workflow list was never measured. */
  z.object({ ...ofLane, type: z.literal('UNPROVEN'), why: unproven }),
  /**
   * `absenceQuietMs` + `absenceGapMs` after the success of a create, a complete listing was searched for duplicates
   * that are listed late.
   */
  z.object({ ...ofLane, type: z.literal('SWEPT') }),
  /**
   * The operation succeeded, or the workflow itself was found; `connectionId` is set when it is not the operation's.
   */
  z.object({
    ...ofLane,
    type: z.literal('DONE'),
    resourceId: z.string(),
    connectionId: z.string().optional(),
    server,
  }),
  /** A read has shown the workflow. From now on a 404 is no lag of the read model [M2]. */
  z.object({ ...ofLane, type: z.literal('READ'), resourceId: z.string() }),
  /** Catena's version was read and becomes the base of the next update. It does not show the `uncertainFields`. */
  z.object({
    ...ofLane,
    ...decidedFor,
    type: z.literal('BASE'),
    plan,
    uncertainFields: contentFields.optional(),
  }),
  z.object({ ...ofLane, type: z.literal('CONFLICT'), ...ofConflict }),
  /** A person must decide: `user` held it, or it is proved absent but was tried too often or is too old. */
  z.object({ ...ofLane, type: z.literal('HELD'), by: z.enum(['user', 'tooManyTries', 'tooOld']) }),
  /**
   * With `seq`: the release follows from a cancel, which is that pending change. Without: the dispatcher released it.
   */
  z.object({ ...ofLane, ...decidedFor, type: z.literal('RELEASED') }),
  z.object({ ...ofLane, ...decidedFor, type: z.literal('WITHDRAWN') }),
  z.object({ ...ofLane, ...decidedFor, type: z.literal('DISCARDED') }),
  z.object({ ...base, type: z.literal('HOLD_ALL'), isHeld: z.boolean() }),
  /**
   * Catena refused a whole connection (`operation: null`: for every kind of write). `status: null` clears the refusal.
   */
  z.object({
    ...base,
    type: z.literal('CAPABILITY'),
    connectionId: z.string(),
    operation: wireOperationKind.nullable(),
    status: z.number().nullable(),
    message: z.string(),
  }),
  /** What was learned about a connection [N5]. */
  z.object({ ...base, type: z.literal('LEARNED'), connectionId: z.string(), change: learnedChange }),
  /** The longest lag of a listing; ms. */
  z.object({ ...base, type: z.literal('LAG'), ms: z.number() }),
  /** A whole lane, written by compaction. */
  z.object({ ...base, type: z.literal('LANE'), lane }),
])

/** One record of the journal. */
export type JournalRecord = z.infer<typeof journalRecord>
export type JournalRecordType = JournalRecord['type']
/** The types of records that concern one lane, and of all others. */
export const LANE_RECORD_TYPES: ReadonlySet<unknown> = typesOf((shape) => 'workflowId' in shape)
export const OTHER_RECORD_TYPES: ReadonlySet<unknown> = typesOf((shape) => !('workflowId' in shape))

function typesOf(isWanted: (shape: object) => boolean): ReadonlySet<unknown> {
  return new Set(
    journalRecord.options.filter((each) => isWanted(each.shape)).map((each) => each.shape.type.value),
  )
}

export type RecordOf<T extends JournalRecordType> = Extract<JournalRecord, { type: T }>
/** A record that concerns one lane and changes it. */
export type LaneRecord = Extract<JournalRecord, { workflowId: string }>
