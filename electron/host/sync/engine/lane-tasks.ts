import type { EngineCore } from './engine-core.ts'

/** A task that changed nothing (a gate shut during it) does not start again within this time; ms. */
const AFTER_NOTHING_MS = 1000

export interface LaneTaskEvents {
  /** A task of the lane has ended; the lane is free. */
  readonly onFree: (id: string) => void
  /** A task has ended, and all its lanes are free. */
  readonly onEnded: () => void
}

/** The tasks that are under way. While a task has a lane, nobody else decides for that lane. */
export class LaneTasks {
  readonly #core: EngineCore
  readonly #events: LaneTaskEvents
  readonly #underWay = new Set<Promise<void>>()

  constructor(core: EngineCore, events: LaneTaskEvents) {
    this.#core = core
    this.#events = events
  }

  /** Starts one task on these lanes. `onEnd` is called when it has ended, before the lanes are free. */
  start(ids: readonly string[], task: () => Promise<void>, onEnd: () => void = () => {}): void {
    const ended = this.#run(ids, task, onEnd)
    this.#underWay.add(ended)
    void ended.then(() => this.#underWay.delete(ended))
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all([...this.#underWay])
  }

  async #run(ids: readonly string[], task: () => Promise<void>, onEnd: () => void): Promise<void> {
    const core = this.#core
    const before = ids.map((id) => core.lane(id))
    for (const id of ids) core.run(id).turn.occupy()
    try {
      await task()
    } catch (error) {
      core.parts.log('error', 'a step of the sync engine failed unexpectedly', error)
    }
    onEnd()
    for (const [index, id] of ids.entries()) {
      const run = core.run(id)
      if (core.lane(id) === before[index]) run.restFor(AFTER_NOTHING_MS)
      run.turn.free()
      this.#events.onFree(id)
    }
    this.#events.onEnded()
  }
}
