import { isWorkflowVisible, LAG_MARGIN } from '../core/evidence/learned.ts'
import { listedFrom, windowsOf, workflowWindowsOf } from '../core/evidence/listing-windows.ts'
import { isOurWorkflow } from '../core/evidence/recognise.ts'
import type { Lane, PhaseOf } from '../core/lane/lane.ts'
import { identityOfCreate, sureIdentityOfCreate } from '../core/steps/on-listed-operation.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import { listWorkflows } from './listings.ts'
import { readForLane } from './read-for-lane.ts'

/** Looks among the workflows for a create that failed at the TSP. It may have been made all the same. */
export async function findLane(core: EngineCore, id: string): Promise<void> {
  const { parts, link } = core
  const lane = core.lane(id)
  const nowServer = link.serverNow()
  if (lane === undefined || lane.phase.kind !== 'failed' || nowServer === null) return
  const { phase } = lane
  const created = windowsOf(listedFrom(lane.firstTryServer, nowServer), nowServer)
  const windows = workflowWindowsOf(created, [phase.operation.plan, lane.desired.plan])
  const askedMono = parts.clock.monotonicMs()
  const listed = await listWorkflows(
    core,
    (call) => readForLane(core, lane, 'find', call),
    phase.operation.connectionId,
    windows,
  )
  if (core.isClosed()) return
  const run = core.run(id)
  if (listed.kind === 'none') {
    run.readEnded(listed.note)
    run.backOff()
    return
  }
  run.readEnded(null)
  const identity = identityOfCreate(lane, phase)
  const found = listed.items.find((each) => isOurWorkflow(each, identity))
  const head = { v: 2, at: parts.clock.wallMs(), workflowId: id } as const
  if (found !== undefined) {
    const server = listed.dates.at(-1) ?? null
    const { id: resourceId } = found
    const records = [
      { ...head, type: 'DONE', resourceId, server },
      { ...head, type: 'READ', resourceId },
    ] as const
    await core.append(records, 'keep')
    run.restart()
    return
  }
  await onAbsent(core, lane, phase, askedMono)
}

/**
 * A workflow list that lacks a failed create proves as little as one operation list proves about an uncertain create,
 * because it lags too. So the same two waits hold, counted in this run of the program. A list proves nothing before one
 * has shown a workflow of ours by a mark that this one carries [N3].
 * @param askedMono when the list was asked for. After a sleep the answer may come much later, and is no newer for that.
 */
async function onAbsent(
  core: EngineCore,
  lane: Lane,
  phase: PhaseOf<'failed'>,
  askedMono: number,
): Promise<void> {
  const head = { v: 2, at: core.parts.clock.wallMs(), workflowId: lane.workflowId } as const
  const run = core.run(lane.workflowId)
  const { looks } = run
  const learned = core.learned(phase.operation.connectionId)
  const { readLagMs } = learned
  const isVisible = isWorkflowVisible(learned, sureIdentityOfCreate(lane, phase))
  const now = core.parts.clock.monotonicMs()
  const { absenceQuietMs, absenceGapMs } = core.waits()
  const { lookSteps, pollSlow } = core.parts.timings
  const wait = Math.max(absenceQuietMs, LAG_MARGIN * (readLagMs ?? 0))
  const isClear = askedMono - looks.fromMono >= wait
  const isProvable = isClear && readLagMs !== null && isVisible
  if (askedMono - looks.fromMono >= absenceQuietMs && !isProvable) {
    // The list may take hours to show it, or never show it. A person may decide meanwhile.
    run.retryAt(now + pollSlow)
    if (phase.unproven === undefined)
      await core.append([{ ...head, type: 'UNPROVEN', why: 'readModel' }], 'keep')
    return
  }
  if (looks.firstAbsentMono !== null && askedMono - looks.firstAbsentMono >= absenceGapMs) {
    await core.append([{ ...head, type: 'ABSENT' }], 'keep')
    run.restart()
    return
  }
  if (isClear) looks.absent(askedMono)
  const { firstAbsentMono } = looks
  const dueMono = firstAbsentMono === null ? looks.fromMono + wait : firstAbsentMono + absenceGapMs
  run.retryAt(Math.min(dueMono, now + (lookSteps.at(-1) ?? absenceGapMs)) + 1)
}
