import type { WireOperation, WireWorkflow } from '../../../catena/wire.ts'
import { type LookPlan, lookPlanOf } from '../core/evidence/absence-evidence.ts'
import { windowsOf, workflowWindowsOf } from '../core/evidence/listing-windows.ts'
import { recogniseCreate } from '../core/evidence/recognise.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Lane } from '../core/lane/lane.ts'
import { isAccountRight } from '../core/pace/gate.ts'
import { hasWork } from '../core/steps/build-write.ts'
import { identityOfCreate } from '../core/steps/on-listed-operation.ts'
import { type LookFacts, type LookSeen, onLook } from '../core/steps/on-look.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import { listOperations, listWorkflows, markRecords, ownOperations, type ReadList } from './listings.ts'
import { readForLane } from './read-for-lane.ts'

interface Looked {
  readonly id: string
  readonly plan: LookPlan
}

/**
 * Looks for several uncertain lanes with one listing. They share kind, connections and account. An incomplete list says
 * nothing.
 */
export async function lookLanes(core: EngineCore, ids: readonly string[]): Promise<void> {
  const nowServer = core.link.serverNow()
  if (nowServer === null) return
  const looked = ids.flatMap((id) => begin(core, id, nowServer))
  const [first] = looked
  const lane = first === undefined ? undefined : core.lane(first.id)
  if (lane === undefined) return
  const seen = await look(core, lane, looked, nowServer)
  for (const { id } of looked) core.run(id).looks.end()
  if (core.isClosed()) return
  if (seen.kind === 'none') {
    for (const { id } of looked) {
      core.run(id).looks.fail()
      core.run(id).readEnded(seen.note)
    }
    return
  }
  const facts = factsOf(core)
  for (const each of looked) await conclude(core, each, seen.seen, facts)
}

function begin(core: EngineCore, id: string, nowServer: number): Looked[] {
  const lane = core.lane(id)
  if (lane === undefined || lane.phase.kind !== 'uncertain') return []
  core.run(id).looks.begin()
  return [{ id, plan: lookPlanOf(lane, lane.phase, core.waits(), nowServer) }]
}

function factsOf(core: EngineCore): LookFacts {
  let known: Set<string> | null = null
  return {
    waits: core.waits(),
    learnedOf: (connectionId) => core.learned(connectionId),
    isBreakerOpen: core.breakers.isOpen,
    isControlExpected: (connectionId) => isControlExpected(core, connectionId),
    isAccountedFor: (operationId) => {
      known ??= new Set([...core.state.lanes.values()].flatMap((each) => each.knownOperationIds))
      return known.has(operationId)
    },
  }
}

/**
 * True when a create on this connection is on its way, or is sent as soon as a write is possible. A create of another account
 * does not count: its connection is not read until that account signs in.
 */
function isControlExpected(core: EngineCore, connectionId: string): boolean {
  const account = core.parts.tokens.account()
  for (const lane of core.state.lanes.values()) {
    const { phase, desired, remote } = lane
    if (!isAccountRight(lane, account)) continue
    if (phase.kind === 'sending' || phase.kind === 'accepted') {
      if (phase.operation.kind === 'create' && phase.operation.connectionId === connectionId) return true
    } else if (phase.kind === 'idle' && remote === null && desired.plan.connectionId === connectionId) {
      const why = core.writeGate(lane)?.code
      if (hasWork(lane) && !lane.isHeldByUser && (why === undefined || why === 'writesFailing')) return true
    }
  }
  return false
}

async function conclude(
  core: EngineCore,
  { id, plan }: Looked,
  seen: LookSeen,
  facts: LookFacts,
): Promise<void> {
  const lane = core.lane(id)
  if (lane === undefined || core.isClosed()) return
  const run = core.run(id)
  run.readEnded(null)
  const mine = plan.isEvidence ? seen : { ...seen, workflows: null }
  const records: JournalRecord[] = [
    ...foundMarks(core, lane, seen),
    ...onLook(lane, mine, facts, core.parts.clock.wallMs()),
  ]
  await core.append(records, 'keep')
  if (core.lane(id)?.phase.kind !== 'uncertain') run.reset()
}

/** The marks by which an uncertain create was found. */
function foundMarks(core: EngineCore, lane: Lane, seen: LookSeen): JournalRecord[] {
  const { phase } = lane
  if (phase.kind !== 'uncertain' || phase.operation.kind !== 'create') return []
  const identity = identityOfCreate(lane, phase)
  const found = seen.operations.filter((each) => recogniseCreate(each, identity).kind === 'ours')
  const connectionIds = new Set(found.flatMap((each) => each.connection_id ?? []))
  return [...connectionIds].flatMap((connectionId) => {
    const listed = seen.operations.filter((each) => each.connection_id === connectionId)
    const ours = found.flatMap((each) => (listed.includes(each) ? [{ seen: each, identity }] : []))
    return markRecords(
      core,
      connectionId,
      listed,
      [...ownOperations(core, listed), ...ours],
      seen.earliestServer,
    )
  })
}

type LookResult =
  | { readonly kind: 'seen'; readonly seen: LookSeen }
  | { readonly kind: 'none'; readonly note: string | null }

async function look(
  core: EngineCore,
  lane: Lane,
  looked: readonly Looked[],
  nowServer: number,
): Promise<LookResult> {
  const read: ReadList = (call) => readForLane(core, lane, 'look', call)
  const plans = looked.map((each) => each.plan)
  const [{ kind, connectionIds } = { kind: 'create' as const, connectionIds: [] }] = plans
  const windows = windowsOf(Math.min(...plans.map((each) => each.fromMs)), nowServer)
  const evidence = plans.filter((each) => each.isEvidence)
  const operations: WireOperation[] = []
  const workflows: WireWorkflow[] = []
  const dates: (number | null)[] = []
  for (const connectionId of connectionIds) {
    const listed = await listOperations(core, read, kind, connectionId, windows)
    if (listed.kind === 'none') return listed
    operations.push(...listed.items)
    dates.push(...listed.dates)
    if (kind === 'create') {
      const own = ownOperations(core, listed.items)
      await core.append(markRecords(core, connectionId, listed.items, own, listed.dates[0] ?? null), 'keep')
    }
    if (evidence.length === 0) continue
    const around = workflowWindowsOf(
      windows,
      evidence.flatMap((each) => each.plans),
    )
    const found = await listWorkflows(core, read, connectionId, around)
    if (found.kind === 'none') return found
    workflows.push(...found.items)
    dates.push(...found.dates)
  }
  const believed = dates.filter((each): each is number => each !== null)
  const isSure = believed.length === dates.length && dates.length > 0
  const seen: LookSeen = {
    operations,
    workflows: evidence.length > 0 ? workflows : null,
    earliestServer: isSure ? Math.min(...believed) : null,
    latestServer: isSure ? Math.max(...believed) : null,
  }
  return { kind: 'seen', seen }
}
