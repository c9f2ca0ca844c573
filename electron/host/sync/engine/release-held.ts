import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Lane } from '../core/lane/lane.ts'
import { breakerKey } from '../core/pace/circuit-breaker.ts'
import type { EngineCore } from './engine-core.ts'

/**
 * [B2] The breaker has closed, so Catena takes writes again: releases the lanes that are held only for their tries. An
 * edit that reaches the journal before the release of its lane makes that release void; then the lane is released
 * again.
 */
export async function releaseHeld(core: EngineCore, key: string): Promise<void> {
  let held = [...core.state.lanes.values()].filter((lane) => isHeldForTries(lane, key))
  while (held.length > 0 && !core.isClosed()) {
    const at = core.parts.clock.wallMs()
    const records = held.map(({ workflowId, desired }): JournalRecord => {
      return { v: 2, at, workflowId, type: 'RELEASED', seq: desired.seq }
    })
    await core.append(records, 'keep')
    held = held.flatMap(({ workflowId, desired }) => {
      const lane = core.lane(workflowId)
      return lane !== undefined && lane.desired.seq > desired.seq && isHeldForTries(lane, key) ? [lane] : []
    })
  }
}

/** Looks behind the cancellation of a duplicate too. */
function isHeldForTries({ phase, resumed }: Lane, key: string): boolean {
  const held = phase.kind === 'held' ? phase : resumed
  return held?.kind === 'held' && held.why === 'tooManyTries' && breakerKey(held.operation) === key
}
