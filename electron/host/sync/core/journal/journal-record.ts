import { z } from 'zod'
import { submittedPlan } from '../../../../../shared/model/plan/assignee-ids.ts'
import { plan } from '../../../../../shared/model/plan/workflow.ts'
import { account, fieldError, possibleIds } from '../../../../../shared/model/status/sync-status.ts'
import { learnedChange } from '../evidence/learned.ts'
import { contentFields, lane, operation, unproven, wireOperationKind } from '../lane/lane.ts'

/**
 * The records of the journal (S2). Each is a fact that had to be on the disk before what follows from it was done.
 * `v` is the version of that record's shape: one that a reader does not know is set aside and counts as lost, which puts
 * every lane uncertain (rule R2). A reader does not check the fields of a record of the version it knows: a shape may gain
 * optional fields, every other change needs a new version. `at` is the wall clock (ms since 1970), for display only; `server` is Catena's clock (ms
 * since 1970), which decides.
 */
const base = { v: z.literal(2), at: z.number() }
const ofLane = { ...base, workflowId: z.string() }
/**
 * The pending change a record was decided for: a newer one that came before the record was written is not settled by it. Journals
 * of before it was recorded have none.
 */
const decidedFor = { seq: z.number().optional() }
const server = z.number().nullable()

/** What an operation looked like when it was seen. */
const seenOperation = z.object({
  id: z.string(),
  createdServer: z.number().nullable(),
  status: z.string(),
  resourceId: z.string().nullable(),
})

export const journalRecord = z.discriminatedUnion('type', [
  /** The install this journal belongs to. */
  z.object({ ...base, type: z.literal('INSTALL'), installId: z.string() }),
  /** A pending change of the dispatcher, before anything else is done with it. */
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
  /** A new create generation: nothing of the one before exists, this one has its own source id. */
  z.object({ ...ofLane, type: z.literal('GENERATION'), sourceId: z.string() }),
  /** A refused or failed update, or a blocked or held change, may be tried again. */
  z.object({ ...ofLane, type: z.literal('REOPENED') }),
  /** Before the first byte of a write. `n` counts tries of this operation, `server` is the anchor of its listings. */
  z.object({
    ...ofLane,
    type: z.literal('ATTEMPT'),
    n: z.number(),
    operation,
    server: z.number(),
    bodyHash: z.string(),
  }),
  /** The attempt provably made nothing: no byte left, or Catena turned it away at the gate. */
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
    /** The connection on which it was found, where that is not the operation's. */
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
  /** A lane whose attempts are not known may exist under any of `possibleSourceIds`, on its connection or one of `possibleConnectionIds`. */
  z.object({
    ...ofLane,
    type: z.literal('UNCERTAIN'),
    operation,
    possibleSourceIds: z.array(z.string()),
    possibleConnectionIds: z.array(z.string()).optional(),
    why: z.enum(['journalLost', 'clonedProfile']),
  }),
  /** Records of this lane may have been lost; before its next write that is looked into. `null`: none can have been. */
  z.object({
    ...ofLane,
    type: z.literal('RECORDS_UNCERTAIN'),
    why: z.enum(['journalLost', 'clonedProfile']).nullable(),
    possibleIds: possibleIds.optional(),
  }),
  /** A whole listing that did not show it. `isClear`: it meets every condition of evidence. */
  z.object({
    ...ofLane,
    type: z.literal('LOOK'),
    found: z.number(),
    isClear: z.boolean(),
    server,
    /**
     * Catena's time of its first answer, where that is not `server`: the computer may have slept before the last one came.
     * Only up to then the listing surely lacked it.
     */
    firstServer: z.number().optional(),
    /** Why this look can prove no absence although it had its time [N3, N4]. */
    unproven: unproven.optional(),
  }),
  /** Two clear listings, `absenceGapMs` apart: the attempt made nothing. */
  z.object({
    ...ofLane,
    type: z.literal('EVIDENCE'),
    firstServer: z.number(),
    secondServer: z.number(),
    /** Of an update that nothing here tells of: updates of the workflow that were listed and have ended. */
    endedIds: z.array(z.string()).optional(),
  }),
  /** A listing has shown the accepted operation. */
  z.object({ ...ofLane, type: z.literal('LISTED') }),
  /** Operations beyond the kept one were made for the same source id. */
  z.object({
    ...ofLane,
    type: z.literal('DUPLICATE'),
    duplicates: z.array(
      z.object({
        operationId: z.string(),
        resourceId: z.string().nullable(),
        /** Left out where it is the connection of the one we keep. */
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
  /** The status word of the operation changed without ending it. */
  z.object({ ...ofLane, type: z.literal('PENDING'), status: z.string() }),
  z.object({
    ...ofLane,
    type: z.literal('FAILED'),
    operationId: z.string(),
    errorType: z.string().nullable(),
    message: z.string().nullable(),
    isTerminal: z.boolean(),
    /** Left out in journals of before it was recorded. */
    server: server.optional(),
  }),
  /**
   * A failed create is not at the TSP either. By a person: lists cannot tell it of an uncertain or failed create [N3],
   * somebody looked at Catena and says so.
   */
  z.object({ ...ofLane, type: z.literal('ABSENT'), by: z.literal('person').optional() }),
  /** A failed create cannot be proved absent: how old the workflow list is was never seen. */
  z.object({ ...ofLane, type: z.literal('UNPROVEN'), why: unproven }),
  /** A whole listing of `absenceQuietMs` + `absenceGapMs` after the create was done: duplicates that were listed late have been looked for. */
  z.object({ ...ofLane, type: z.literal('SWEPT') }),
  /** The operation succeeded, or the workflow itself was found (then on `connectionId`, if that is not the operation's). */
  z.object({
    ...ofLane,
    type: z.literal('DONE'),
    resourceId: z.string(),
    connectionId: z.string().optional(),
    server,
  }),
  /** A read has shown the workflow: from now on a 404 is no delay of the read model [M2]. */
  z.object({ ...ofLane, type: z.literal('READ'), resourceId: z.string() }),
  /** What Catena holds, read from it, becomes the base of the next update; it is silent about the `uncertainFields` fields. */
  z.object({
    ...ofLane,
    ...decidedFor,
    type: z.literal('BASE'),
    plan,
    uncertainFields: contentFields.optional(),
  }),
  z.object({
    ...ofLane,
    type: z.literal('CONFLICT'),
    theirs: plan,
    /** Left out where it is not known, and in journals of before it was recorded. */
    base: plan.optional(),
    askedFields: contentFields.optional(),
    changedServer: z.number().optional(),
    uncertainFields: contentFields.optional(),
    baseHash: z.string(),
  }),
  /** A person decides: `user` held it, or absence is proven but it was tried too often or is too old. */
  z.object({ ...ofLane, type: z.literal('HELD'), by: z.enum(['user', 'tooManyTries', 'tooOld']) }),
  /** With `seq`: it follows from that pending change, a cancel; without: the dispatcher released it by hand. */
  z.object({ ...ofLane, ...decidedFor, type: z.literal('RELEASED') }),
  z.object({ ...ofLane, ...decidedFor, type: z.literal('WITHDRAWN') }),
  z.object({ ...ofLane, ...decidedFor, type: z.literal('DISCARDED') }),
  z.object({ ...base, type: z.literal('HOLD_ALL'), isHeld: z.boolean() }),
  /** Catena turned a whole connection away (`operation: null` = every kind of write); `status: null` forgets it. */
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
  /** The worst time a listing was behind, in milliseconds. */
  z.object({ ...base, type: z.literal('LAG'), ms: z.number() }),
  /** A whole lane, written by compaction. */
  z.object({ ...base, type: z.literal('LANE'), lane }),
])

/** One record of the journal. */
export type JournalRecord = z.infer<typeof journalRecord>
export type JournalRecordType = JournalRecord['type']
/** Types of the records that concern one lane, and of all others. */
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
