import { type ForeignChange, mergeForeign } from '../../../../../shared/model/plan/foreign-change.ts'
import { CONTENT_FIELDS, type ContentField } from '../../../../../shared/model/plan/plan-fields.ts'
import { MAX_STOPS, type ObservedStop, type Plan } from '../../../../../shared/model/plan/workflow.ts'
import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { isSameAtCatena, isSameField } from '../../../../catena/same-at-catena.ts'
import type { WireWorkflow } from '../../../../catena/wire.ts'
import { LAG_MARGIN, type Learned } from '../evidence/learned.ts'
import { withoutLoss, withoutRounding } from '../evidence/tsp-loss.ts'
import type { LaneRecord } from '../journal/journal-record.ts'
import type { Lane, Operation, Remote } from '../lane/lane.ts'
import { wireTimeMs } from '../time/wire-time.ts'
import { hasUncertainUpdate, isSettled, updateOperation } from './build-write.ts'
import { baseHashOf, isUnsaid, observedStopsOf, saidBy, theirsOf, unknownBase } from './remote-version.ts'

/** What follows from a read of Catena's version before an update. */
export type BaseVerdict =
  | { readonly kind: 'write' }
  | { readonly kind: 'record'; readonly records: readonly LaneRecord[] }
  /** Catena does not show the workflow yet, or not to this account. It is read again [M2]. */
  | { readonly kind: 'wait' }

/** What a read is judged by besides the lane. */
export interface ReadFacts {
  readonly learned: Learned
  /** Catena's time of the read, ms since 1970; `null` when it is not believed. */
  readonly server: number | null
}

/**
 * Decides what follows from Catena's version: the update, a new base, or a conflict. When Catena does not show a field
 * and may hold more than one of our versions of it, the field gets the pending change's value and is sent. The read
 * model lags: one of our earlier versions is old and no foreign change [M1], and a 404 is no deletion [M2].
 * @param wire what Catena shows; `null` for a 404.
 */
export function onBase(lane: Lane, wire: WireWorkflow | null, facts: ReadFacts, at: number): BaseVerdict {
  const update = updateOperation(lane)
  const { remote } = lane
  const head = { v: 2, at, workflowId: lane.workflowId } as const
  if (remote === null || update === null) return { kind: 'record', records: [] }
  if (wire === null) return onUnreadable(lane, remote, at)
  if (wire.deleted_at != null) return refusal(lane, update, DELETED, at)
  const { plan: before } = remote
  const asVersion = (plan: Plan): Version => ({ plan, read: theirsOf(wire, plan, facts.learned) })
  const versions = versionsOf(lane, remote).map(asVersion)
  const ours = [...versions, ...(remote.earlier ?? []).map(asVersion)]
  if (hasUncertainUpdate(lane) && before !== null && !isFresh(wire, remote, facts)) {
    if (ours.some(isHeld))
      return { kind: 'record', records: [baseWithUncertainFields(lane, remote, before, at)] }
  }
  const stale = staleFields(lane, remote, wire, facts)
  // A rounded time may fit an older version of ours, which an update that counted as absent may have left there.
  const isStillOpen = (field: ContentField) => isUnsaid(field, wire) || isOpenWhich(field, ours)
  const uncertainFields = CONTENT_FIELDS.filter(
    (field) =>
      stale.includes(field) ||
      isOpenWhich(field, versions) ||
      (remote.uncertainFields?.fields.includes(field) === true && isStillOpen(field)),
  )
  const base = withFields(before ?? update.plan, update.plan, uncertainFields)
  const said = saidBy(wire, base)
  const isKnown = before !== null && !hasUncertainUpdate(lane)
  // A rounded time may match two of our versions. The known version is compared first, then the desired one.
  const wanted = isKnown ? [before, update.plan] : [update.plan]
  const read = said === null ? null : withoutLoss(wanted.reduce(withoutRounding, said), base, facts.learned)
  const earlier = earlierOf(lane, remote, wire, facts)
  const theirs = read === null ? null : withCurrent(read, remote, earlier)
  if (theirs === null) return refusal(lane, update, TOO_MANY_STOPS, at)
  if (isKnown && isSameAtCatena(theirs, before)) return { kind: 'write' }
  if (isKnown && (versions.some(isHeld) || earlier.map(asVersion).some(isHeld))) {
    return { kind: 'write' }
  }
  const settled = hasUncertainUpdate(lane) ? versions.find(isHeld)?.plan : undefined
  const plan = settled ?? (isSameAtCatena(theirs, update.plan) ? update.plan : undefined)
  const open = uncertainFields.length > 0 ? { uncertainFields } : {}
  if (plan !== undefined) return { kind: 'record', records: [{ ...head, type: 'BASE', plan, ...open }] }
  const isOld = mayBeOld(remote, facts)
  // A value that none of our versions has had is newer than ours, so it is not written back.
  const unsure = !isOld ? [] : isKnown ? openFields(remote) : undecidedFields(remote, theirs)
  const sent = CONTENT_FIELDS.filter((field) => uncertainFields.includes(field) || unsure.includes(field))
  const unsaid = sent.length > 0 ? { uncertainFields: sent } : {}
  const change = isKnown ? changeOver(before, theirs, isOld ? openFields(remote) : []) : null
  if (change !== null && isMergedIn(change, update.plan))
    return { kind: 'record', records: [{ ...head, type: 'BASE', plan: theirs, ...unsaid }] }
  const { base: over, askedFields = [] } = change ?? {}
  const changedServer = wireTimeMs(wire.updated_at)
  const record: LaneRecord = {
    ...head,
    type: 'CONFLICT',
    theirs,
    ...(over !== undefined && { base: over }),
    ...(askedFields.length > 0 && { askedFields: [...askedFields] }),
    ...(changedServer !== null && { changedServer }),
    ...unsaid,
    baseHash: baseHashOf(theirs),
  }
  return { kind: 'record', records: [record] }
}

/**
 * Catena's version of a workflow of which this desk has nothing to send. `null` while something is, while a part of what
 * Catena holds is uncertain, or for a version with more stops than a plan can hold. A field that shows an older value of
 * ours has ours [M1].
 */
export function settledVersion(lane: Lane, wire: WireWorkflow, facts: ReadFacts): Plan | null {
  const { remote } = lane
  const { learned } = facts
  if (remote === null || remote.plan === null || remote.resourceId !== wire.id || !isSettled(lane))
    return null
  const said = saidBy(wire, remote.plan)
  if (said === null) return null
  const read = withoutLoss(withoutRounding(said, remote.plan), remote.plan, learned)
  const current = withCurrent(read, remote, earlierOf(lane, remote, wire, facts))
  return withObserved(current, observedStopsOf(wire, current))
}

/** What the TSP has observed is always taken. */
function withObserved(plan: Plan, observed: readonly ObservedStop[]): Plan {
  if (observed.length === 0) return plan
  const byStop = new Map(observed.map((each) => [each.sourceStopId, each]))
  return { ...plan, stops: plan.stops.map((stop) => ({ ...stop, ...byStop.get(stop.sourceStopId) })) }
}

/** A foreign change over a version that is known. */
type KnownChange = Pick<ForeignChange, 'plan' | 'askedFields'> & { readonly base: Plan }

/** The foreign change. @param open fields in which a read may be older than what this desk wrote. */
function changeOver(base: Plan, theirs: Plan, open: readonly ContentField[]): KnownChange {
  return { base, plan: theirs, askedFields: open.filter((field) => !isSameField(field, base, theirs)) }
}

/** True when the pending change already holds the foreign change, so that there is nothing to decide or to merge. */
function isMergedIn(change: KnownChange, desired: Plan): boolean {
  const merge = mergeForeign(change, desired)
  return merge !== null && merge.conflicts.length === 0 && isSameAtCatena(merge.plan, desired)
}

/**
 * True when a read may be older than our last write: an update is uncertain, or the lag of reads is long or was never
 * measured.
 */
function mayBeOld({ uncertainUpdate }: Remote, { learned: { readLagMs } }: ReadFacts): boolean {
  return uncertainUpdate !== undefined || readLagMs === null || readLagMs > MINUTE_MS
}

/**
 * The fields in which a conflict's version differs from what we know Catena to hold. It may have been read before our
 * last write. These fields are sent after any decision, so that the TSP holds the decision.
 */
function undecidedFields(remote: Remote, theirs: Plan): ContentField[] {
  const { plan } = remote
  const open = openFields(remote)
  return CONTENT_FIELDS.filter(
    (field) => open.includes(field) || (plan !== null && !isSameField(field, plan, theirs)),
  )
}

/**
 * A workflow that no read has shown since we made it has not reached the read model yet: Catena holds what we wrote
 * [M2].
 */
function onUnreadable(lane: Lane, remote: Remote, at: number): BaseVerdict {
  if (remote.plan === null || remote.isRead === true) return { kind: 'wait' }
  return hasUncertainUpdate(lane)
    ? { kind: 'record', records: [baseWithUncertainFields(lane, remote, remote.plan, at)] }
    : { kind: 'write' }
}

/**
 * True when a read shows what a failed update left: Catena has changed it after the failure, or has had enough time to.
 */
function isFresh(wire: WireWorkflow, { uncertainUpdate }: Remote, facts: ReadFacts): boolean {
  if (uncertainUpdate?.server === undefined) return true
  const updated = wireTimeMs(wire.updated_at)
  if (updated !== null && updated >= uncertainUpdate.server) return true
  return isBeyondLag(uncertainUpdate.server, facts)
}

/** True when reads cannot be so far behind that this one is from before `sinceServer`. */
function isBeyondLag(sinceServer: number, { learned: { readLagMs }, server }: ReadFacts): boolean {
  return readLagMs !== null && server !== null && server - sinceServer >= LAG_MARGIN * readLagMs + MINUTE_MS
}

const MINUTE_MS = 60_000

/** Catena may hold two of our versions, and reads cannot tell yet. The fields in which they differ are always sent. */
function baseWithUncertainFields(lane: Lane, remote: Remote, plan: Plan, at: number): LaneRecord {
  return { v: 2, at, workflowId: lane.workflowId, type: 'BASE', plan, uncertainFields: openFields(remote) }
}

/** The fields in which an old read does not show what Catena holds. They are sent after any decision. */
function staleFields(
  lane: Lane,
  remote: Remote,
  wire: WireWorkflow,
  facts: ReadFacts,
): readonly ContentField[] {
  if (hasUncertainUpdate(lane) && !isFresh(wire, remote, facts)) return openFields(remote)
  if (!mayBeOld(remote, facts)) return []
  return remote.plan === null ? CONTENT_FIELDS : (remote.uncertainFields?.fields ?? [])
}

/**
 * Our earlier versions that a read may still show [M1]. None once the read is later than our last write by more than reads
 * are behind: then somebody has set such a value again.
 */
function earlierOf(
  { changedServer }: Lane,
  { earlier = [] }: Remote,
  wire: WireWorkflow,
  facts: ReadFacts,
): readonly Plan[] {
  if (changedServer === null || earlier.length === 0) return earlier
  const updated = wireTimeMs(wire.updated_at)
  const isUpdatedSince = updated !== null && updated > changedServer + MINUTE_MS
  return isUpdatedSince || isBeyondLag(changedServer, facts) ? [] : earlier
}

/** Replaces old values [M1]: a value from one of our earlier versions is old, and what we wrote after it is current. */
function withCurrent(theirs: Plan, { plan, uncertainUpdate }: Remote, earlier: readonly Plan[]): Plan {
  if (plan === null || uncertainUpdate !== undefined) return theirs
  const isOld = (field: ContentField) =>
    !isSameField(field, theirs, plan) && earlier.some((each) => isSameField(field, theirs, each))
  return {
    ...theirs,
    ...Object.fromEntries(CONTENT_FIELDS.filter(isOld).map((field) => [field, plan[field]])),
  }
}

/** The fields in which the versions of ours that Catena may hold differ. */
function openFields(remote: Remote): ContentField[] {
  const { plan, uncertainUpdate, earlier = [], uncertainFields } = remote
  const unknown = uncertainFields?.fields ?? []
  const others = [...(uncertainUpdate === undefined ? [] : [uncertainUpdate.plan]), ...earlier]
  return CONTENT_FIELDS.filter(
    (field) =>
      unknown.includes(field) || (plan !== null && others.some((other) => !isSameField(field, plan, other))),
  )
}

/** An update writes all stops. Stops that cannot be read here would be deleted there. */
const TOO_MANY_STOPS = messageRef('sync.refusal.tooManyStops', { count: MAX_STOPS })
const DELETED = messageRef('sync.refusal.deletedAtTsp')

function refusal({ workflowId }: Lane, operation: Operation, message: string, at: number): BaseVerdict {
  const head = { v: 2, at, workflowId, type: 'REFUSED', isLocal: true } as const
  return { kind: 'record', records: [{ ...head, operation, message, fieldErrors: [] }] }
}

/**
 * The versions that Catena may hold, as far as this desk knows. After a failed update these are the version before it
 * and the version after it. Both are ours, so neither is a conflict. When the content was never read, these are the
 * pending change and an empty plan.
 */
function versionsOf(lane: Lane, remote: Remote): readonly Plan[] {
  if (remote.plan === null) return [lane.desired.plan, unknownBase(lane.desired.plan)]
  return hasUncertainUpdate(lane) && remote.uncertainUpdate !== undefined
    ? [remote.uncertainUpdate.plan, remote.plan]
    : [remote.plan]
}

/** One of our versions, and Catena's version completed from it. */
interface Version {
  readonly plan: Plan
  readonly read: Plan | null
}

/** True when nothing in Catena's version contradicts this version. */
function isHeld({ plan, read }: Version): boolean {
  return read !== null && isSameAtCatena(read, plan)
}

/** True when Catena does not show which of the versions it holds in a field. */
function isOpenWhich(field: ContentField, versions: readonly Version[]): boolean {
  const [first, ...others] = versions.flatMap(({ read }) => read ?? [])
  return first !== undefined && others.some((each) => !isSameField(field, first, each))
}

function withFields(plan: Plan, from: Plan, fields: readonly ContentField[]): Plan {
  return { ...plan, ...Object.fromEntries(fields.map((field) => [field, from[field]])) }
}
