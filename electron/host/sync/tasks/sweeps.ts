import type { WireOperation } from '../../../catena/wire.ts'
import { listedFrom, windowsOf } from '../core/evidence/listing-windows.ts'
import { type Identity, identityOf } from '../core/evidence/recognise.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Lane } from '../core/lane/lane.ts'
import { accountOf } from '../core/pace/gate.ts'
import { duplicateRecord, duplicatesIn } from '../core/steps/on-listed-operation.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import { listOperations, markRecords, type OwnOperation } from './listings.ts'
import { readForLane } from './read-for-lane.ts'

/** Shortest time between two sweeps; creates that become due meanwhile share the next one; ms. */
const REST_MS = 60_000
/** The first create on a connection is listed this soon after its success; ms. */
const FIRST_MS = 10_000

/**
 * Looks for duplicates of each create once more, `absenceQuietMs` + `absenceGapMs` after its success. By then
 * everything that was delayed must be listed, also the second request of a proxy that doubles requests. The first
 * create of a connection is listed early as well: the marks by which it is found tell what later listings can prove
 * there [N3].
 */
export class Sweeps {
  readonly #core: EngineCore
  /** Lanes whose create is still to be swept. */
  readonly #waiting = new Set<string>()
  #cancel: () => void = () => {}
  #isScheduled = false
  #isRunning = false
  #isClosed = false

  constructor(core: EngineCore) {
    this.#core = core
  }

  /** The lane has changed, and may have begun or ended to wait for a sweep. */
  track({ workflowId, sweep }: Lane): void {
    if (sweep === undefined) this.#waiting.delete(workflowId)
    else if (!this.#waiting.has(workflowId)) {
      this.#waiting.add(workflowId)
      this.#schedule()
    }
  }

  close(): void {
    this.#isClosed = true
    this.#cancel()
  }

  #schedule(): void {
    if (this.#isScheduled || this.#isClosed || this.#waiting.size === 0) return
    this.#isScheduled = true
    const hasFirst = [...this.#waiting].some((id) => isFirst(this.#core, id))
    this.#cancel = this.#core.parts.clock.schedule(hasFirst ? FIRST_MS : REST_MS, () => {
      this.#isScheduled = false
      void this.#run()
    })
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#isClosed) return
    this.#isRunning = true
    try {
      await this.#sweepDue()
    } catch (error) {
      this.#core.parts.log('error', 'the look for late duplicates failed unexpectedly', error)
    }
    this.#isRunning = false
    this.#schedule()
  }

  async #sweepDue(): Promise<void> {
    const { link } = this.#core
    const nowServer = link.serverNow()
    if (nowServer === null || !link.canRead()) return
    for (const lanes of this.#dueGroups(nowServer)) await sweep(this.#core, lanes, nowServer)
  }

  /** Due lanes by connection and account. */
  #dueGroups(nowServer: number): Lane[][] {
    const core = this.#core
    const groups = new Map<string, Lane[]>()
    for (const id of this.#waiting) {
      const lane = core.lane(id)
      if (lane === undefined) this.#waiting.delete(id)
      if (lane === undefined || lane.remote === null) continue
      if (!isDue(core, lane, nowServer) && !isFirst(core, id)) continue
      const { connectionId } = lane.remote
      const account = accountOf(lane) // the account for which it is listed
      const key = `${connectionId} ${account?.issuer} ${account?.subject}`
      groups.set(key, [...(groups.get(key) ?? []), lane])
    }
    return [...groups.values()]
  }
}

function isDue(core: EngineCore, { sweep: wanted }: Lane, nowServer: number): boolean {
  if (wanted === undefined) return false
  const { absenceQuietMs, absenceGapMs } = core.waits()
  return wanted.doneServer + absenceQuietMs + absenceGapMs <= nowServer
}

/** True for a create on a connection where no create of ours has been listed yet. */
function isFirst(core: EngineCore, id: string): boolean {
  const connectionId = core.lane(id)?.remote?.connectionId
  return connectionId !== undefined && core.learned(connectionId).marksServer === null
}

/** Lists once for lanes of one connection and account. */
async function sweep(core: EngineCore, lanes: readonly Lane[], nowServer: number): Promise<void> {
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
  if (listed.kind === 'none' || core.isClosed()) return
  const swept = lanes.flatMap(({ workflowId }) => {
    const lane = core.lane(workflowId)
    if (lane === undefined || !isDue(core, lane, nowServer)) return []
    return sweptRecords(lane, connectionId, listed.items, core.parts.clock.wallMs())
  })
  const own = lanes.flatMap((lane) => ownIn(lane, listed.items))
  const server = listed.dates[0] ?? null
  await core.append([...swept, ...markRecords(core, connectionId, listed.items, own, server)], 'keep')
}

function sweptRecords(
  lane: Lane,
  connectionId: string,
  listed: readonly WireOperation[],
  at: number,
): JournalRecord[] {
  const { workflowId } = lane
  const others = duplicatesIn(lane, listed, identityOfLane(lane))
  const swept: JournalRecord = { v: 2, at, workflowId, type: 'SWEPT' }
  return others.length === 0 ? [swept] : [swept, duplicateRecord(workflowId, others, connectionId, at)]
}

/** The ids by which the lane's create can be recognised after its success. */
function identityOfLane({ sourceId, remote, desired }: Lane): Identity {
  return identityOf([sourceId], remote?.plan ?? desired.plan, ...(remote?.earlier ?? []))
}

function ownIn(lane: Lane, listed: readonly WireOperation[]): OwnOperation[] {
  const { remote } = lane
  // False for a duplicate, and for a failed create of an earlier generation.
  const isKept = (each: WireOperation) =>
    lane.knownOperationIds.includes(each.id) && each.resource_id === remote?.resourceId
  const seen = listed.find(isKept)
  if (seen === undefined) return []
  // After an edit only the source id tells something about the marks.
  const sent = remote?.plan == null || remote.earlier !== undefined ? [] : [remote.plan]
  return [{ seen, identity: identityOf([lane.sourceId], ...sent) }]
}
