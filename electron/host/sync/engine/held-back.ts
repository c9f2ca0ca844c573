import type { Lane } from '../core/lane/lane.ts'
import { breakerKey, earliestTrialMs, trialAtMs } from '../core/pace/circuit-breaker.ts'
import { comparePriority, priorityOf } from '../core/pace/priority.ts'
import { writeTargetOf } from '../core/steps/build-write.ts'
import { nextStep } from '../core/steps/next-step.ts'
import type { EngineCore } from './engine-core.ts'

/** The lanes that wait because the breaker of their connection and kind is open, and the choice of the next trial. */
export interface HeldBackLanes {
  /** The lane is ready to write and waits for the breaker. */
  add(lane: Lane): void
  /** Begins the trial of a breaker that may try now. @returns the lane to write, or `null` when there is none. */
  takeTrial(): string | null
  /** The next trial is due now: of the lane's breaker and with this lane, or of all breakers. */
  hurry(laneId: string | null): void
}

export function createHeldBackLanes(core: EngineCore): HeldBackLanes {
  const { clock } = core.parts
  const waiting = new Map<string, Set<string>>()
  /** The dispatcher pressed `Send now` for this lane: it is the next trial of its breaker. */
  const preferred = new Map<string, string>()

  function add(lane: Lane): void {
    const key = keyOf(lane)
    if (key === null) return
    const ids = waiting.get(key) ?? new Set()
    waiting.set(key, ids.add(lane.workflowId))
    const breaker = core.breakers.all.get(key)
    const atMs = breaker?.trial?.atMs ?? 0
    const delayMs = atMs - clock.monotonicMs()
    core.run(lane.workflowId).nextAtWall = delayMs > 0 ? clock.wallMs() + delayMs : null
  }

  function takeTrial(): string | null {
    for (const key of waiting.keys()) {
      const lane = bestCandidate(key)
      if (lane === null) continue
      core.breakers.beginTrial(key, lane.workflowId)
      waiting.get(key)?.delete(lane.workflowId)
      preferred.delete(key)
      return lane.workflowId
    }
    return null
  }

  /** Fewest tries first: a change that makes Catena fail must not be the only one that is tried. */
  function bestCandidate(key: string): Lane | null {
    const breaker = core.breakers.all.get(key)
    if (breaker === undefined || breaker.trial === null) {
      waiting.delete(key) // it closed, and its lanes were put into the queue again
      return null
    }
    const now = clock.monotonicMs()
    if (earliestTrialMs(breaker) > now) return null
    let best: Lane | null = null
    for (const id of waiting.get(key) ?? []) {
      if (trialAtMs(breaker, id) > now) continue
      const lane = readyLane(key, id)
      if (lane === null) continue
      if (id === preferred.get(key)) return lane
      if (best === null || compare(lane, best) < 0) best = lane
    }
    return best
  }

  function readyLane(key: string, id: string): Lane | null {
    const lane = core.lane(id)
    if (lane === undefined || keyOf(lane) !== key || !isWriteNext(lane)) {
      waiting.get(key)?.delete(id)
      return null
    }
    const run = core.run(id)
    if (run.isBusy || run.retryMono > clock.monotonicMs()) return null
    return core.writeGate(lane)?.code === 'writesFailing' ? lane : null
  }

  function isWriteNext(lane: Lane): boolean {
    const { kind } = nextStep(lane, clock.wallMs())
    return kind === 'write' || kind === 'readBase'
  }

  function compare(a: Lane, b: Lane): number {
    return a.tries - b.tries || comparePriority(priority(a), priority(b))
  }

  function priority(lane: Lane) {
    return priorityOf(lane, core.run(lane.workflowId).age)
  }

  return {
    add,
    takeTrial,
    hurry(laneId) {
      const lane = laneId === null ? undefined : core.lane(laneId)
      const key = lane === undefined ? null : keyOf(lane)
      if (lane !== undefined && key === null) return
      if (lane !== undefined && key !== null) preferred.set(key, lane.workflowId)
      core.breakers.hurry(key)
    },
  }
}

function keyOf(lane: Lane): string | null {
  const target = writeTargetOf(lane)
  return target === null ? null : breakerKey(target)
}
