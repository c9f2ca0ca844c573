import type { WireOperation, WireWorkflow } from '../../../shared/catena/wire.ts'
import { type LookPlan, lookPlanOf, onLook, windowsSince } from '../../../shared/sync/evidence.ts'
import type { JournalRecord } from '../../../shared/sync/journal-record.ts'
import type { Lane, PhaseOf, WireOperationKind } from '../../../shared/sync/lane.ts'
import { isWorkflowOf, onListed, onOperation } from '../../../shared/sync/seen-operation.ts'
import type { EngineCore } from './engine-core.ts'
import { backOff, resetRun, stepPoll } from './lane-runs.ts'
import { readForLane } from './read-for-lane.ts'

/** An accepted operation that this many listings lacked is asked for by its id. */
const MISSES_BEFORE_ASKING = 3

/** Lists once for an uncertain lane. A list that does not come whole says nothing. */
export async function lookLane(core: EngineCore, id: string): Promise<void> {
  const { parts, line } = core
  const lane = core.lane(id)
  const nowServer = line.serverNow()
  if (lane === undefined || lane.phase.kind !== 'ambiguous' || nowServer === null) return
  const run = core.run(id)
  const plan = lookPlanOf(lane, lane.phase, core.waits(), nowServer)
  run.looks += 1
  run.lastLookMono = parts.clock.monotonicMs()
  const seen = await look(core, lane, plan)
  run.lastLookMono = parts.clock.monotonicMs()
  const now = core.lane(id)
  if (now === undefined || core.isClosed()) return
  const at = parts.clock.wallMs()
  if (seen === null) {
    run.failedLooks = [...run.failedLooks.slice(-2), at]
    return
  }
  const records = onLook(now, seen, core.waits(), at, core.breakers.isOpen(lane.phase.operation))
  await core.append(records, 'keep')
  if (core.lane(id)?.phase.kind !== 'ambiguous') resetRun(run, parts.clock.monotonicMs())
}

type Seen = Parameters<typeof onLook>[1]

async function look(core: EngineCore, lane: Lane, plan: LookPlan): Promise<Seen | null> {
  const { reader } = core.parts
  const operations: WireOperation[] = []
  const workflows: WireWorkflow[] = []
  const dates: (number | null)[] = []
  for (const connectionId of plan.connectionIds) {
    const from = { connection_id: connectionId }
    for (const window of plan.windows) {
      for (const sourceId of plan.sourceIds) {
        const query = { connectionId, operation: plan.kind, sourceId, ...window }
        const listed = await readForLane(core, lane, 'look', (token) => reader.listOperations(query, token))
        if (listed?.kind !== 'ok') return null
        operations.push(...listed.value.map((each) => ({ ...each, ...from })))
        dates.push(listed.server)
      }
      if (!plan.withWorkflows) continue
      const query = { connectionId, ...window }
      const listed = await readForLane(core, lane, 'look', (token) => reader.listWorkflows(query, token))
      if (listed?.kind !== 'ok') return null
      workflows.push(...listed.value.map((each) => ({ ...each, ...from })))
      dates.push(listed.server)
    }
  }
  const believed = dates.filter((each): each is number => each !== null)
  const isSure = believed.length === dates.length && dates.length > 0
  return {
    operations,
    workflows: plan.withWorkflows ? workflows : null,
    earliestServer: isSure ? Math.min(...believed) : null,
    latestServer: isSure ? Math.max(...believed) : null,
  }
}

/**
 * Asks how one accepted operation is doing. A create is asked for by a listing of its id, which shows a twin as well, however
 * late that comes to be listed; by the operation's id only when listings do not show it, and for an update.
 */
export async function pollLane(core: EngineCore, id: string): Promise<void> {
  const lane = core.lane(id)
  if (lane === undefined || lane.phase.kind !== 'accepted') return
  const run = core.run(id)
  const { phase } = lane
  stepPoll(run, core.parts.timings, core.parts.clock.monotonicMs())
  if (phase.operation.kind === 'create' && run.misses < MISSES_BEFORE_ASKING) {
    const listed = await listFor(core, 'create', [lane], phase.operation.sourceId)
    if (listed !== null) await learn(core, id, listed)
    return
  }
  await askOperation(core, id, phase)
}

/** One listing for all accepted lanes of a connection and kind. */
export async function pollGroup(
  core: EngineCore,
  kind: WireOperationKind,
  ids: readonly string[],
): Promise<void> {
  const lanes = ids.flatMap((id) => core.lane(id) ?? [])
  if (lanes.length === 0) return
  const listed = await listFor(core, kind, lanes, null)
  for (const id of ids) {
    const run = core.run(id)
    if (run.nextPollMono <= core.parts.clock.monotonicMs()) {
      stepPoll(run, core.parts.timings, core.parts.clock.monotonicMs())
    }
    if (listed === null) continue
    const isSeen = await learn(core, id, listed)
    const phase = core.lane(id)?.phase
    if (!isSeen && run.misses >= MISSES_BEFORE_ASKING && phase?.kind === 'accepted') {
      await askOperation(core, id, phase)
    }
  }
}

interface Listed {
  readonly operations: readonly WireOperation[]
  readonly server: number | null
}

async function listFor(
  core: EngineCore,
  operation: WireOperationKind,
  lanes: readonly Lane[],
  sourceId: string | null,
): Promise<Listed | null> {
  const nowServer = core.line.serverNow()
  const first = lanes[0]
  if (nowServer === null || first === undefined || first.phase.kind !== 'accepted') return null
  const { connectionId } = first.phase.operation
  const operations: WireOperation[] = []
  let server: number | null = null
  for (const window of windowsSince(earliestTry(lanes), nowServer)) {
    const query = { connectionId, operation, sourceId, ...window }
    const listed = await core.line.read('poll', (token) => core.parts.reader.listOperations(query, token))
    if (listed?.kind !== 'ok') return null
    operations.push(...listed.value)
    server = listed.server
  }
  return { operations, server }
}

/** `null` when the first try of one of them is not known. */
function earliestTry(lanes: readonly Lane[]): number | null {
  let earliest = Number.POSITIVE_INFINITY
  for (const lane of lanes) {
    if (lane.firstTryServer === null) return null
    earliest = Math.min(earliest, lane.firstTryServer)
  }
  return earliest
}

/** @returns whether the listing showed the lane's operation. */
async function learn(core: EngineCore, id: string, listed: Listed): Promise<boolean> {
  const lane = core.lane(id)
  if (lane === undefined || lane.phase.kind !== 'accepted') return true
  const run = core.run(id)
  const { operationId } = lane.phase
  const seen = listed.operations.find((each) => each.id === operationId)
  if (seen === undefined) {
    run.misses += 1
    run.lastMissServer = listed.server ?? run.lastMissServer
    return false
  }
  const at = core.parts.clock.wallMs()
  const records: JournalRecord[] = onListed(lane, listed.operations, at, run.lastMissServer)
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
  const answered = await core.line.read('poll', (token) =>
    parts.reader.getOperation(phase.operation.connectionId, phase.operationId, token),
  )
  const lane = core.lane(id)
  if (answered?.kind !== 'ok' || lane === undefined || core.isClosed()) return
  await finish(core, id, onOperation(lane, answered.value, parts.clock.wallMs(), answered.server))
}

async function finish(core: EngineCore, id: string, records: readonly JournalRecord[]): Promise<void> {
  await core.append(records, 'keep')
  if (core.lane(id)?.phase.kind !== 'accepted') resetRun(core.run(id), core.parts.clock.monotonicMs())
}

/** Looks among the workflows for a create that failed at the TSP: it may have been made all the same. */
export async function findLane(core: EngineCore, id: string): Promise<void> {
  const { parts, line } = core
  const lane = core.lane(id)
  const nowServer = line.serverNow()
  if (lane === undefined || lane.phase.kind !== 'failed' || nowServer === null) return
  const { connectionId, sourceId } = lane.phase.operation
  for (const window of windowsSince(lane.firstTryServer, nowServer)) {
    const listed = await readForLane(core, lane, 'find', (token) =>
      parts.reader.listWorkflows({ connectionId, ...window }, token),
    )
    if (core.isClosed()) return
    if (listed?.kind !== 'ok') {
      backOff(core.run(id), parts.timings, parts.clock.monotonicMs(), parts.random)
      return
    }
    const found = listed.value.find((each) => isWorkflowOf(each, [sourceId]))
    if (found === undefined) continue
    const head = { v: 1, at: parts.clock.wallMs(), workflowId: id } as const
    await core.append([{ ...head, type: 'DONE', resourceId: found.id, server: listed.server }], 'keep')
    return
  }
  if (!isAbsenceProven(core, id)) return
  await core.append([{ v: 1, at: parts.clock.wallMs(), workflowId: id, type: 'ABSENT' }], 'keep')
}

/**
 * The workflow list lags as the operation list does: one that lacks a failed create proves as little as one listing
 * proves of an uncertain one. So the same two waits hold, counted in this run of the program.
 */
function isAbsenceProven(core: EngineCore, id: string): boolean {
  const run = core.run(id)
  const now = core.parts.clock.monotonicMs()
  const { q, g } = core.waits()
  const isClear = now - run.lookFromMono >= q
  if (run.firstAbsentMono !== null && now - run.firstAbsentMono >= g) return true
  if (isClear && run.firstAbsentMono === null) run.firstAbsentMono = now
  const due = run.firstAbsentMono === null ? run.lookFromMono + q : run.firstAbsentMono + g
  const lastStep = core.parts.timings.lookSteps.at(-1) ?? g
  run.retryMono = Math.min(due, now + lastStep) + 1
  return false
}

/** Learns what became of a twin that is to be cancelled. */
export async function askTwin(core: EngineCore, id: string, operationId: string): Promise<void> {
  const { parts, line } = core
  const lane = core.lane(id)
  if (lane === undefined || lane.have === null) return
  const twin = lane.twins.find((each) => each.operationId === operationId)
  const connectionId = twin?.connectionId ?? lane.have.connectionId
  const answered = await line.read('poll', (token) =>
    parts.reader.getOperation(connectionId, operationId, token),
  )
  if (core.isClosed()) return
  const head = { v: 1, at: parts.clock.wallMs(), workflowId: id, type: 'TWIN', operationId } as const
  if (answered?.kind === 'ok' && answered.value.status === 'success' && answered.value.resource_id != null) {
    const change = { kind: 'made', resourceId: answered.value.resource_id } as const
    await core.append([{ ...head, change }], 'keep')
  } else if (answered?.kind === 'ok' && answered.value.status === 'failed') {
    await core.append([{ ...head, change: { kind: 'gone' } }], 'keep')
  } else {
    backOff(core.run(id), parts.timings, parts.clock.monotonicMs(), parts.random)
  }
}
