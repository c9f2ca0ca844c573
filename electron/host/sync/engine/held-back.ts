import type { Lane } from '../core/lane/lane.ts'
import { breakerKey, earliestTrialMs, trialAtMs } from '../core/pace/circuit-breaker.ts'
import { comparePriority, type Priority, priorityOf } from '../core/pace/priority.ts'
import { writeTargetOf } from '../core/steps/build-write.ts'
import { nextStep } from '../core/steps/next-step.ts'
import type { EngineCore } from './engine-core.ts'

/** The lanes that wait because the breaker of their connection and kind is open, and the choice of the next trial. */
export class HeldBackLanes {
  readonly #core: EngineCore
  /** Lane ids by `breakerKey`. */
  readonly #waiting = new Map<string, Set<string>>()
  /** By `breakerKey`: the lane for which the dispatcher pressed `Send now`. It is the next trial of its breaker. */
  readonly #preferred = new Map<string, string>()

  constructor(core: EngineCore) {
    this.#core = core
  }

  /** The lane is ready to write and waits for the breaker. */
  add(lane: Lane): void {
    const key = keyOf(lane)
    if (key === null) return
    const core = this.#core
    const ids = this.#waiting.get(key) ?? new Set()
    this.#waiting.set(key, ids.add(lane.workflowId))
    const trialMs = core.breakers.all.get(key)?.trial?.atMs ?? 0
    core.run(lane.workflowId).turn.showNextIn(trialMs - core.parts.clock.monotonicMs())
  }

  /** Begins the trial of a breaker that may try now. @returns the lane to write, or `null` when there is none. */
  takeTrial(): string | null {
    for (const key of this.#waiting.keys()) {
      const lane = this.#trialOf(key)
      if (lane === null) continue
      const { workflowId: id } = lane
      this.#core.breakers.beginTrial(key, id)
      this.#waiting.get(key)?.delete(id)
      this.#preferred.delete(key)
      return id
    }
    return null
  }

  /** Makes the next trial due now: of the lane's breaker and with this lane, or of all breakers. */
  hurry(laneId: string | null): void {
    const core = this.#core
    const lane = laneId === null ? undefined : core.lane(laneId)
    if (lane === undefined) {
      core.breakers.hurry(null)
      return
    }
    const key = keyOf(lane)
    if (key === null) return
    this.#preferred.set(key, lane.workflowId)
    core.breakers.hurry(key)
  }

  /** The lane with the fewest tries: a change that makes Catena fail must not be the only one that is tried. */
  #trialOf(key: string): Lane | null {
    const breaker = this.#core.breakers.all.get(key)
    if (breaker === undefined || breaker.trial === null) {
      this.#waiting.delete(key) // it closed, and its lanes are in the queue again
      return null
    }
    const nowMs = this.#core.parts.clock.monotonicMs()
    if (earliestTrialMs(breaker) > nowMs) return null
    let best: Lane | null = null
    for (const id of this.#waiting.get(key) ?? []) {
      if (trialAtMs(breaker, id) > nowMs) continue
      const lane = this.#readyLane(key, id)
      if (lane === null) continue
      if (id === this.#preferred.get(key)) return lane
      if (best === null || this.#compare(lane, best) < 0) best = lane
    }
    return best
  }

  #readyLane(key: string, id: string): Lane | null {
    const core = this.#core
    const lane = core.lane(id)
    if (lane === undefined || keyOf(lane) !== key || !this.#isWriteNext(lane)) {
      this.#waiting.get(key)?.delete(id)
      return null
    }
    const run = core.run(id)
    if (run.turn.isBusy || run.retryMono > core.parts.clock.monotonicMs()) return null
    return core.writeGate(lane)?.code === 'writesFailing' ? lane : null
  }

  #isWriteNext(lane: Lane): boolean {
    const { kind } = nextStep(lane, this.#core.parts.clock.wallMs())
    return kind === 'write' || kind === 'readBase'
  }

  #compare(a: Lane, b: Lane): number {
    return a.tries - b.tries || comparePriority(this.#priority(a), this.#priority(b))
  }

  #priority(lane: Lane): Priority {
    return priorityOf(lane, this.#core.run(lane.workflowId).age)
  }
}

function keyOf(lane: Lane): string | null {
  const target = writeTargetOf(lane)
  return target === null ? null : breakerKey(target)
}
