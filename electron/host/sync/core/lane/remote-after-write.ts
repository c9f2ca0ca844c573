import { CONTENT_FIELDS } from '../../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import { isSameField } from '../../../../catena/same-at-catena.ts'
import type { RecordOf } from '../journal/journal-record.ts'
import type { Lane, Operation, Remote } from './lane.ts'
import { UNKNOWN_SEQ } from './lane-facts.ts'

/** What Catena is known to hold after a write, and what is uncertain of it. */

/** Earlier versions that are kept: a read may still show one of them [M1]. */
const MAX_EARLIER = 4

/** What Catena holds after an operation has succeeded that was no cancellation of a duplicate. */
export function remoteAfter(
  before: Remote | null,
  operation: Operation,
  { resourceId, connectionId = operation.connectionId, server }: RecordOf<'DONE'>,
): Remote {
  const { account } = operation
  const { isRead } = before ?? {}
  return {
    ...{ resourceId, connectionId, account, ...(isRead && { isRead }) },
    ...contentAfter(before, operation, server),
    ...earlierAfter(before, operation),
  }
}

function earlierAfter(before: Remote | null, operation: Operation): Pick<Remote, 'earlier'> {
  if (operation.kind === 'create' || before === null) return {}
  return earlierVersions([before.uncertainUpdate?.plan, before.plan], before.earlier)
}

/** Puts versions in front of the earlier ones. */
export function earlierVersions(
  versions: readonly (Plan | null | undefined)[],
  before: readonly Plan[] = [],
): Pick<Remote, 'earlier'> {
  const earlier = [...versions.flatMap((each) => each ?? []), ...before].slice(0, MAX_EARLIER)
  return earlier.length === 0 ? {} : { earlier }
}

function contentAfter(
  before: Remote | null,
  operation: Operation,
  server: number | null,
): Pick<Remote, 'plan' | 'uncertainUpdate' | 'uncertainFields' | 'isCancelled'> {
  if (operation.seq === UNKNOWN_SEQ) return { plan: null }
  if (operation.kind === 'create' || operation.intent !== 'cancel') return { plan: operation.plan }
  // A cancel sends the status alone. What was not known before it is not known after it.
  if (operation.base === null) return { plan: null, isCancelled: true }
  const uncertainUpdate = before?.uncertainUpdate
  const content = { plan: operation.plan, ...uncertainFieldsAfterCancel(before) }
  if (uncertainUpdate === undefined || uncertainUpdate.seq === operation.seq) return content
  const { status } = operation.plan
  // A read from before the cancel says nothing about what is uncertain after it.
  const since = server ?? uncertainUpdate.server
  const cancelled = { ...uncertainUpdate.plan, status }
  return {
    ...content,
    uncertainUpdate: { seq: operation.seq, plan: cancelled, ...(since !== undefined && { server: since }) },
  }
}

function uncertainFieldsAfterCancel(before: Remote | null): Pick<Remote, 'uncertainFields'> {
  const { uncertainFields } = before ?? {}
  const fields = uncertainFields?.fields.filter((field) => field !== 'status') ?? []
  return uncertainFields === undefined || fields.length === 0
    ? {}
    : { uncertainFields: { ...uncertainFields, fields } }
}

/**
 * What Catena may hold after an update that failed or was not found: it may have taken effect all the same.
 * @param server Catena's time of the failure or of the listing, when it is known.
 */
export function withUncertainUpdate(
  remote: Remote | null,
  operation: Operation,
  server: number | null,
): Remote | null {
  if (remote === null || operation.kind !== 'update' || operation.duplicateOf !== null) return remote
  const { seq, intent, plan } = operation
  // A cancel over content that was never read says nothing of the content. The next pending change reads it in any case.
  if (intent === 'cancel' && operation.base === null) return remote
  const older = remote.uncertainUpdate
  const since = server === null ? {} : { server }
  if (older === undefined || older.seq === seq) return { ...remote, uncertainUpdate: { seq, plan, ...since } }
  if (intent !== 'cancel') {
    return { ...withEarlier(remote, older.plan), uncertainUpdate: { seq, plan, ...since } }
  }
  // A cancel does not read first. What was uncertain stays uncertain, beside the status: the older one may still be there.
  const cancelled = { ...older.plan, status: plan.status }
  const before = isSameField('status', older.plan, plan) ? remote : withEarlier(remote, older.plan)
  return { ...before, uncertainUpdate: { seq: older.seq, plan: cancelled, ...since } }
}

function withEarlier(remote: Remote, plan: Plan): Remote {
  return { ...remote, ...earlierVersions([plan], remote.earlier) }
}

/**
 * The lane when an update that has no record may have taken effect. What Catena holds is read before the next decision,
 * and fields that the read does not show are sent.
 */
export function withUnknownContent(lane: Lane, server: number | null = null): Lane {
  const { remote } = lane
  if (remote === null) return lane
  if (remote.plan === null) {
    // The lost records may have taken back our own cancel.
    const { isCancelled: _cancelled, ...unread } = remote
    return remote.isCancelled === undefined ? lane : { ...lane, remote: unread }
  }
  return {
    ...lane,
    remote: {
      ...remote,
      uncertainUpdate: {
        seq: UNKNOWN_SEQ,
        plan: remote.uncertainUpdate?.plan ?? remote.plan,
        ...(server !== null && { server }),
      },
      uncertainFields: { seq: UNKNOWN_SEQ, fields: [...CONTENT_FIELDS] },
    },
  }
}
