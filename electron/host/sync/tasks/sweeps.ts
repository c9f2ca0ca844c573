import type { WireOperation } from '../../../catena/wire.ts'
import { listedFrom, windowsOf } from '../core/evidence/absence-evidence.ts'
import { identityOf } from '../core/evidence/recognise.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Lane } from '../core/lane/lane.ts'
import { accountOf } from '../core/pace/gate.ts'
import { duplicateRecord, duplicatesIn } from '../core/steps/on-listed-operation.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import { listOperations, markRecords } from './listings.ts'
import { readForLane } from './read-for-lane.ts'

/** At most one sweep in this time; ms. Creates that become due meanwhile share the next one. */
const REST_MS = 60_000
/** A connection of which nothing is known is listed this soon after the first create there has succeeded; ms. */
const FIRST_MS = 10_000

/**
 * One more look for duplicates of each create, once everything that was delayed must be listed (`absenceQuietMs` + `absenceGapMs` after its success):
 * a proxy that doubles a request may deliver the second one late. The first create of a connection is listed at once as
 * well: by which marks it is found tells what later listings can prove there [N3].
 */
export interface Sweeps {
  /** The lane has changed: it may wait for a sweep now, or no more. */
  track(lane: Lane): void
  close(): void
}

export function createSweeps(core: EngineCore): Sweeps {
  const { clock } = core.parts
  const waiting = new Set<string>()
  let isRunning = false
  let isClosed = false
  let cancel: () => void = () => {}

  function track({ workflowId, sweep }: Lane): void {
    if (sweep === undefined) waiting.delete(workflowId)
    else if (!waiting.has(workflowId)) {
      waiting.add(workflowId)
      schedule()
    }
  }

  function dueServer({ sweep }: Lane): number {
    const { absenceQuietMs, absenceGapMs } = core.waits()
    return sweep === undefined ? Number.POSITIVE_INFINITY : sweep.doneServer + absenceQuietMs + absenceGapMs
  }

  /** True for a create on a connection where no create of ours was listed yet. */
  function isFirst(id: string): boolean {
    const connectionId = core.lane(id)?.remote?.connectionId
    return connectionId !== undefined && core.learned(connectionId).marksServer === null
  }

  let isScheduled = false
  function schedule(): void {
    if (isScheduled || isClosed || waiting.size === 0) return
    isScheduled = true
    const delay = [...waiting].some(isFirst) ? FIRST_MS : REST_MS
    cancel = clock.schedule(delay, () => {
      isScheduled = false
      void run()
    })
  }

  async function run(): Promise<void> {
    if (isRunning || isClosed) return
    isRunning = true
    try {
      const nowServer = core.link.serverNow()
      if (nowServer !== null && core.link.canRead()) {
        for (const lanes of dueGroups(nowServer)) await sweep(lanes, nowServer)
      }
    } catch (error) {
      core.parts.log('error', 'the look for late duplicates failed unexpectedly', error)
    }
    isRunning = false
    schedule()
  }

  /** Due lanes by connection and account. */
  function dueGroups(nowServer: number): Lane[][] {
    const groups = new Map<string, Lane[]>()
    for (const id of waiting) {
      const lane = core.lane(id)
      if (lane === undefined) waiting.delete(id)
      if (lane === undefined || lane.remote === null) continue
      if (dueServer(lane) > nowServer && !isFirst(id)) continue
      const { connectionId } = lane.remote
      const account = accountOf(lane) // the one for which it is listed
      const key = `${connectionId} ${account?.issuer} ${account?.subject}`
      groups.set(key, [...(groups.get(key) ?? []), lane])
    }
    return [...groups.values()]
  }

  async function sweep(lanes: readonly Lane[], nowServer: number): Promise<void> {
    const [first] = lanes
    const connectionId = first?.remote?.connectionId
    if (first === undefined || connectionId === undefined) return
    const firstTry = Math.min(...lanes.map((lane) => lane.sweep?.fromServer ?? nowServer))
    const listed = await listOperations(
      core,
      (call) => readForLane(core, first, 'sweep', call),
      'create',
      connectionId,
      windowsOf(listedFrom(firstTry, nowServer), nowServer),
    )
    if (listed.kind === 'none' || isClosed || core.isClosed()) return
    const records: JournalRecord[] = []
    for (const { workflowId } of lanes) {
      const lane = core.lane(workflowId)
      const isDue = lane !== undefined && dueServer(lane) <= nowServer
      if (isDue) records.push(...swept(lane, connectionId, listed.items))
    }
    const own = lanes.flatMap((lane) => ownIn(lane, listed.items))
    const server = listed.dates[0] ?? null
    await core.append([...records, ...markRecords(core, connectionId, listed.items, own, server)], 'keep')
  }

  function swept(lane: Lane, connectionId: string, listed: Parameters<typeof duplicatesIn>[1]) {
    const at = clock.wallMs()
    const others = duplicatesIn(lane, listed, identityOfLane(lane))
    const records: JournalRecord[] = [{ v: 2, at, workflowId: lane.workflowId, type: 'SWEPT' }]
    if (others.length > 0) records.push(duplicateRecord(lane.workflowId, others, connectionId, at))
    return records
  }

  return {
    track,
    close: () => {
      isClosed = true
      cancel()
    },
  }
}

/** By what the lane's create can be recognised after it has succeeded. */
function identityOfLane({ sourceId, remote, desired }: Lane) {
  return identityOf([sourceId], remote?.plan ?? desired.plan, ...(remote?.earlier ?? []))
}

function ownIn(lane: Lane, listed: Parameters<typeof duplicatesIn>[1]) {
  const { remote } = lane
  // Not a duplicate, nor a failed create of an earlier generation.
  const isKept = (each: WireOperation) =>
    lane.knownOperationIds.includes(each.id) && each.resource_id === remote?.resourceId
  const seen = listed.find(isKept)
  if (seen === undefined) return []
  // Of one that was edited since, only the source id says something about the marks.
  const sent = remote?.plan == null || remote.earlier !== undefined ? [] : [remote.plan]
  return [{ seen, identity: identityOf([lane.sourceId], ...sent) }]
}
