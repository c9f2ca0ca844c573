import type { WireOperation } from '../../../catena/wire.ts'
import { listedFrom, windowsOf } from '../core/evidence/listing-windows.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Operation, PhaseOf, WireOperationKind } from '../core/lane/lane.ts'
import { cancelDuplicateOperation } from '../core/steps/build-write.ts'
import { identityOfCreate, onListed, onOperation } from '../core/steps/on-listed-operation.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import { listOperations, markRecords } from './listings.ts'

/** An accepted operation that this many listings lacked is asked for by its id. */
const MISSES_BEFORE_ASKING = 3

/** Asks about one accepted operation by its id. */
export async function pollLane(core: EngineCore, id: string): Promise<void> {
  const phase = core.lane(id)?.phase
  if (phase?.kind !== 'accepted') return
  core.run(id).polls.step(core.parts.clock.monotonicMs())
  await askOperation(core, id, phase)
}

/**
 * Polls accepted lanes of one connection and kind with one listing. Creates are always listed: the listing also shows
 * duplicates, however late, and by which marks our creates can be recognised [N3].
 */
export async function pollGroup(
  core: EngineCore,
  { kind, connectionId }: Pick<Operation, 'kind' | 'connectionId'>,
  ids: readonly string[],
): Promise<void> {
  const listed = await listFor(core, kind, connectionId, ids)
  const now = core.parts.clock.monotonicMs()
  if (listed !== null) await learnMarks(core, kind, connectionId, ids, listed)
  for (const id of ids) {
    const run = core.run(id)
    if (run.polls.nextMono <= now) run.polls.step(now)
    const isSeen = listed !== null && (await learn(core, id, listed))
    const phase = core.lane(id)?.phase
    if (!isSeen && run.polls.misses >= MISSES_BEFORE_ASKING && phase?.kind === 'accepted') {
      await askOperation(core, id, phase)
    }
  }
}

interface Listed {
  readonly operations: readonly WireOperation[]
  /** Catena's time of its last answer. */
  readonly server: number | null
  /** Catena's time of its first answer. The listing surely lacked, at this time, what it does not show. */
  readonly firstServer: number | null
}

/**
 * @returns `null` when nothing came. An answer that cannot be used counts as a listing that lacks every operation [B3].
 */
async function listFor(
  core: EngineCore,
  kind: WireOperationKind,
  connectionId: string,
  ids: readonly string[],
): Promise<Listed | null> {
  const nowServer = core.link.serverNow()
  if (nowServer === null) return null
  const from = Math.min(
    ...ids.flatMap((id) => {
      const lane = core.lane(id)
      return lane === undefined ? [] : [listedFrom(lane.firstTryServer, nowServer)]
    }),
  )
  const windows = windowsOf(from, nowServer)
  const listed = await listOperations(
    core,
    (call) => core.link.read('poll', call),
    kind,
    connectionId,
    windows,
  )
  if (listed.kind === 'whole') return { operations: listed.items, ...timesOf(listed.dates) }
  if (listed.note === null) return null
  for (const id of ids) core.run(id).readEnded(listed.note)
  return { operations: [], server: null, firstServer: null }
}

/** The first and the last answer may be far apart, because the computer may have slept between them. */
function timesOf(dates: readonly (number | null)[]): Pick<Listed, 'server' | 'firstServer'> {
  return { server: dates.at(-1) ?? null, firstServer: dates[0] ?? null }
}

async function learnMarks(
  core: EngineCore,
  kind: WireOperationKind,
  connectionId: string,
  ids: readonly string[],
  listed: Listed,
): Promise<void> {
  if (kind !== 'create') return
  const byId = new Map(listed.operations.map((each) => [each.id, each]))
  const own = ids.flatMap((id) => {
    const lane = core.lane(id)
    if (lane?.phase.kind !== 'accepted') return []
    const seen = byId.get(lane.phase.operationId)
    return seen === undefined ? [] : [{ seen, identity: identityOfCreate(lane, lane.phase) }]
  })
  await core.append(markRecords(core, connectionId, listed.operations, own, listed.firstServer), 'keep')
}

/** @returns true when the listing showed the lane's operation. */
async function learn(core: EngineCore, id: string, listed: Listed): Promise<boolean> {
  const lane = core.lane(id)
  if (lane === undefined || lane.phase.kind !== 'accepted') return true
  const run = core.run(id)
  const { operationId } = lane.phase
  const seen = listed.operations.find((each) => each.id === operationId)
  if (seen === undefined) {
    run.polls.miss(listed.firstServer)
    return false
  }
  run.readEnded(null)
  const at = core.parts.clock.wallMs()
  const records: JournalRecord[] = onListed(lane, listed.operations, at, run.polls.lastMissServer)
  if (seen.status === 'failed' && seen.logs == null) {
    await core.append(records, 'keep')
    await askOperation(core, id, lane.phase)
    return true
  }
  await finish(core, id, [...records, ...onOperation(lane, seen, at, listed.server)])
  return true
}

async function askOperation(core: EngineCore, id: string, phase: PhaseOf<'accepted'>): Promise<void> {
  const { parts } = core
  const answered = await core.link.read('poll', (token) =>
    parts.reader.getOperation(phase.operation.connectionId, phase.operationId, token),
  )
  const lane = core.lane(id)
  if (lane === undefined || core.isClosed()) return
  if (answered?.kind === 'unusable') core.run(id).readEnded(answered.reason)
  if (answered?.kind !== 'ok') return
  await finish(core, id, onOperation(lane, answered.value, parts.clock.wallMs(), answered.server))
}

async function finish(core: EngineCore, id: string, records: readonly JournalRecord[]): Promise<void> {
  await core.append(records, 'keep')
  if (core.lane(id)?.phase.kind !== 'accepted') core.run(id).reset()
}

/** Asks whether a duplicate that is to be cancelled was made. */
export async function askDuplicate(core: EngineCore, id: string, operationId: string): Promise<void> {
  const { parts, link } = core
  const lane = core.lane(id)
  const duplicate = lane?.duplicates.find((each) => each.operationId === operationId)
  if (lane === undefined || duplicate === undefined) return
  const { connectionId } = cancelDuplicateOperation(lane, duplicate)
  const answered = await link.read('poll', (token) =>
    parts.reader.getOperation(connectionId, operationId, token),
  )
  if (core.isClosed()) return
  const head = {
    v: 2,
    at: parts.clock.wallMs(),
    workflowId: id,
    type: 'DUPLICATE_CHANGED',
    operationId,
  } as const
  if (answered?.kind === 'ok' && answered.value.status === 'success' && answered.value.resource_id != null) {
    const change = { kind: 'made', resourceId: answered.value.resource_id } as const
    await core.append([{ ...head, change }], 'keep')
  } else if (answered?.kind === 'ok' && answered.value.status === 'failed') {
    await core.append([{ ...head, change: { kind: 'gone' } }], 'keep')
  } else {
    core.run(id).backOff()
  }
}
