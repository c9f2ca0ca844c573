import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { isRemoteWorkflowId } from '../../../../shared/model/remote-workflow.ts'
import type { WireWorkflow } from '../../../catena/wire.ts'
import { type LearnedChange, workflowLearned } from '../core/evidence/learned.ts'
import { identityOf } from '../core/evidence/recognise.ts'
import { lossLearned } from '../core/evidence/tsp-loss.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Lane, Remote } from '../core/lane/lane.ts'
import { isUnsaid, saidBy } from '../core/steps/remote-version.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import { readForLane } from './read-for-lane.ts'

/** When a new workflow is read, each counted from the read before; the last step repeats; ms. */
const READ_STEPS = [5_000, 10_000, 30_000, 60_000, 120_000, 300_000] as const
/** A connection is measured again after this long, because one sample may have come just before a poll; ms. */
const AGAIN_MS = 600_000

/**
 * Learns from our own creates how a connection behaves [N5]: after which time reads show a create, by which ids, what
 * `occurred_at` means there, and what the TSP does not keep. One workflow per connection at a time.
 */
export interface Calibration {
  /** A create has just succeeded. */
  created(lane: Lane): void
  close(): void
}

/**
 * The records of a read of one of our workflows: that a read has shown it [M2], and what the read teaches about ids and
 * times.
 */
export function readRecords(core: EngineCore, lane: Lane, wire: WireWorkflow): JournalRecord[] {
  const { remote } = lane
  if (remote === null) return []
  const isFirst = remote.resourceId === wire.id && remote.isRead !== true
  return [...(isFirst ? [shownRecord(core, lane, wire.id)] : []), ...idRecords(core, lane, remote, wire)]
}

function shownRecord(core: EngineCore, { workflowId }: Lane, resourceId: string): JournalRecord {
  return { v: 2, at: core.parts.clock.wallMs(), workflowId, type: 'READ', resourceId }
}

/** Ids that were made elsewhere tell nothing of how ours are shown. */
function idRecords(core: EngineCore, lane: Lane, remote: Remote, wire: WireWorkflow): JournalRecord[] {
  const { plan, connectionId } = remote
  if (plan === null || wire.deleted_at != null || isRemoteWorkflowId(lane.workflowId)) return []
  const change = workflowLearned(core.learned(connectionId), wire, identityOf([lane.sourceId], plan), plan)
  return change === null ? [] : [learnedRecord(core, connectionId, change)]
}

/**
 * What a read of a workflow that this desk has not changed since its create teaches about the fields that the TSP
 * keeps.
 */
function lossRecords(
  core: EngineCore,
  connectionId: string,
  plan: Plan,
  wire: WireWorkflow,
): JournalRecord[] {
  const theirs = saidBy(wire, plan)
  if (theirs === null || wire.deleted_at != null) return []
  const change = lossLearned(theirs, plan, core.learned(connectionId), (field) => isUnsaid(field, wire))
  return change === null ? [] : [learnedRecord(core, connectionId, change)]
}

function learnedRecord(core: EngineCore, connectionId: string, change: LearnedChange): JournalRecord {
  return { v: 2, at: core.parts.clock.wallMs(), type: 'LEARNED', connectionId, change }
}

/** A first read that is later than this after the create does not tell the lag; ms. */
const SOON_MS = 600_000
/** After this time without a read that shows it, a sample is given up, and the next create is measured; ms. */
const LONGEST_SAMPLE_MS = 86_400_000

/**
 * How far a read was behind, counted from the create's first try, because the time when the TSP made the workflow is
 * not known.
 * @param missServer Catena's time of the last read that did not show the workflow; `null` when the first read showed
 * it.
 * @returns `null` when the first read came too late to tell.
 */
function lagOf(madeServer: number, missServer: number | null, foundServer: number): number | null {
  const behind = Math.max(0, foundServer - madeServer)
  if (missServer === null) return behind <= SOON_MS ? behind : null
  const lastStep = READ_STEPS.at(-1) ?? 0
  return Math.min(behind, Math.max(0, missServer - madeServer) + lastStep)
}

interface Sample {
  readonly workflowId: string
  /** Catena's time before the create's first try. */
  readonly madeServer: number
  readonly plan: Plan | null
  reads: number
  missServer: number | null
}

export function createCalibration(core: EngineCore): Calibration {
  const { clock } = core.parts
  const samples = new Map<string, Sample>()
  const measuredMono = new Map<string, number>()
  const timers = new Map<string, () => void>()
  let isClosed = false

  function created(lane: Lane): void {
    const connectionId = lane.remote?.connectionId
    const madeServer = lane.sweep?.fromServer
    if (connectionId === undefined || madeServer === undefined || samples.has(connectionId)) return
    const measured = measuredMono.get(connectionId) ?? Number.NEGATIVE_INFINITY
    if (clock.monotonicMs() - measured < AGAIN_MS) return
    const { workflowId } = lane
    const plan = lane.remote?.plan ?? null
    samples.set(connectionId, { workflowId, madeServer, plan, reads: 0, missServer: null })
    schedule(connectionId)
  }

  function schedule(connectionId: string): void {
    const reads = samples.get(connectionId)?.reads ?? 0
    const delay = READ_STEPS[Math.min(reads, READ_STEPS.length - 1)] ?? AGAIN_MS
    timers.set(
      connectionId,
      clock.schedule(delay, () => void run(connectionId)),
    )
  }

  async function run(connectionId: string): Promise<void> {
    const sample = samples.get(connectionId)
    if (sample === undefined || isClosed) return
    try {
      if (core.link.canRead() && (await measure(connectionId, sample))) return
    } catch (error) {
      core.parts.log('error', 'measuring how old reads are failed unexpectedly', error)
    }
    if (!isClosed) schedule(connectionId)
  }

  /** @returns true when nothing is left to measure. */
  async function measure(connectionId: string, sample: Sample): Promise<boolean> {
    const lane = core.lane(sample.workflowId)
    const resourceId = lane?.remote?.resourceId
    if (lane === undefined || resourceId === undefined) return samples.delete(connectionId)
    sample.reads += 1
    const answered = await readForLane(core, lane, 'calibrate', (token) =>
      core.parts.reader.getWorkflow(resourceId, token),
    )
    if (core.isClosed()) return false
    if (answered?.kind === 'refused' && answered.status === 404) {
      const missServer = answered.server
      sample.missServer = missServer ?? sample.missServer
      const isGivenUp = missServer !== null && missServer - sample.madeServer > LONGEST_SAMPLE_MS
      if (isGivenUp) return samples.delete(connectionId)
    }
    if (answered?.kind !== 'ok' || answered.server === null) return false
    const wire = answered.value
    const now = core.lane(sample.workflowId) ?? lane
    const isUnchanged = sample.plan !== null && now.remote?.plan === sample.plan
    const lagMs = lagOf(sample.madeServer, sample.missServer, answered.server)
    const records = [
      ...readRecords(core, now, wire),
      ...(isUnchanged ? lossRecords(core, connectionId, sample.plan, wire) : []),
      ...(lagMs === null ? [] : [learnedRecord(core, connectionId, { readLagMs: lagMs })]),
    ]
    await core.append(records, 'keep')
    if (lagMs === null) return samples.delete(connectionId)
    measuredMono.set(connectionId, clock.monotonicMs())
    return samples.delete(connectionId)
  }

  return {
    created,
    close: () => {
      isClosed = true
      for (const cancel of timers.values()) cancel()
    },
  }
}
