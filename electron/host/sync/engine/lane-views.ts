import type { SyncDetail, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import type { SyncEngine } from '../core/engine-types.ts'
import type { Lane, PhaseOf } from '../core/lane/lane.ts'
import { project } from '../core/lane/lane-status.ts'
import { isoOf } from '../core/time/time-text.ts'
import type { EngineCore } from './engine-core.ts'
import { pageOf } from './pages.ts'

/** A lane as the screens see it. */
export function statusOf(core: EngineCore, lane: Lane): WorkflowSync {
  return project(lane, core.state, core.gates(), core.run(lane.workflowId))
}

/** As {@link statusOf}, with Catena's version and the log; `null` for a workflow without a lane. */
export function detailOf(core: EngineCore, workflowId: string): SyncDetail | null {
  const lane = core.lane(workflowId)
  if (lane === undefined) return null
  const { phase } = lane
  return {
    sync: statusOf(core, lane),
    remote: lane.remote?.plan ?? null,
    theirs: phase.kind === 'conflict' ? foreignChangeOf(phase) : null,
    lines: lane.lines.map(({ at, kind, text }) => ({ at: isoOf(at), kind, text })),
  }
}

function foreignChangeOf(phase: PhaseOf<'conflict'>): NonNullable<SyncDetail['theirs']> {
  const { theirs, base = null, askedFields = [], changedServer, baseHash } = phase
  const changedAt = changedServer === undefined ? null : isoOf(changedServer)
  return { plan: theirs, base, askedFields, changedAt, baseHash }
}

/** One page of the statuses of all lanes, in the order of their workflow ids. */
export function statusesAfter(core: EngineCore, after: string | null): ReturnType<SyncEngine['statuses']> {
  const page = pageOf(core.state.lanes, after, (lane) => statusOf(core, lane))
  return { statuses: page.items, next: page.next }
}

/** One page of what the dispatcher wants of all lanes, in the order of their workflow ids. */
export function desiredPlansAfter(
  core: EngineCore,
  after: string | null,
): ReturnType<SyncEngine['desiredPlans']> {
  const page = pageOf(core.state.lanes, after, ({ workflowId, desired, sourceId }) => {
    const { seq, intent, plan, account } = desired
    return { workflowId, seq, intent, plan, sourceId, account }
  })
  return { desiredPlans: page.items, next: page.next }
}
