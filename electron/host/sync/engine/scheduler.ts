import { nextStep } from '../core/steps/next-step.ts'
import type { EngineCore } from './engine-core.ts'
import { LaneTasks } from './lane-tasks.ts'
import { ReadQueue } from './read-queue.ts'
import { dueMono } from './step-due.ts'
import { WriteQueue } from './write-queue.ts'

/** Decides when each lane does its next step. Which step that is, the pure core says. */
export class Scheduler {
  readonly #core: EngineCore
  readonly #tasks: LaneTasks
  readonly #writes: WriteQueue
  readonly #reads: ReadQueue
  /** The lanes that have a next step. */
  readonly #active = new Set<string>()
  #isClosed = false

  /** @param onFree is called when a task or a follow-up of a lane has ended. */
  constructor(core: EngineCore, onFree: (id: string) => void) {
    this.#core = core
    this.#tasks = new LaneTasks(core, {
      onFree: (id) => {
        onFree(id)
        this.consider(id)
      },
      onEnded: () => this.pump(),
    })
    this.#writes = new WriteQueue(core, this.#tasks)
    this.#reads = new ReadQueue(core, this.#tasks, (id) => this.#plan(id))
  }

  /** Plans one lane anew: it changed, or a wait of it ended. */
  consider(id: string): void {
    this.#plan(id)
    this.pump()
  }

  /** Plans lanes that changed together: none is sent before all of them have their place in the queue. */
  considerMany(ids: Iterable<string>): void {
    for (const id of [...ids]) this.#plan(id)
    this.pump()
  }

  /** Plans every lane that has a next step: a gate opened or shut. */
  considerAll(): void {
    this.considerMany(this.#active)
  }

  /** Ends the waits of a lane that are only for time. Evidence of absence still takes its time. */
  hurry(id: string): void {
    const core = this.#core
    core.run(id).hurry(core.lane(id)?.phase.kind === 'uncertain')
    this.consider(id)
  }

  /** Makes the next trial of open breakers due now: of the lane's breaker and with this lane, or of all breakers. */
  hurryTrials(id: string | null): void {
    this.#writes.hurryTrials(id)
    this.pump()
  }

  /** Starts what may start now. */
  pump(): void {
    if (this.#isClosed) return
    this.#reads.pump()
    this.#writes.pump()
  }

  activeIds(): Iterable<string> {
    return this.#active
  }

  /** Resolves when nothing is under way any more. */
  idle(): Promise<void> {
    return this.#tasks.idle()
  }

  /** Starts nothing any more. */
  close(): void {
    this.#isClosed = true
    for (const id of this.#active) this.#core.run(id).turn.stopWaiting()
  }

  #plan(id: string): void {
    const core = this.#core
    const lane = core.lane(id)
    if (lane === undefined || this.#isClosed) return
    const { turn } = core.run(id)
    if (turn.isBusy) return
    turn.plan()
    this.#reads.track(lane)
    const { clock } = core.parts
    const step = nextStep(lane, clock.wallMs())
    if (step.kind === 'nothing') {
      this.#active.delete(id)
      return
    }
    this.#active.add(id)
    if (step.kind === 'record') {
      this.#tasks.start([id], () => core.append(step.records, 'keep'))
      return
    }
    const delayMs = dueMono(core, lane, step) - clock.monotonicMs()
    if (delayMs > 0) turn.waitFor(delayMs, () => this.consider(id))
    else if (step.kind === 'write' || step.kind === 'readBase') this.#writes.add(lane)
    else this.#reads.add(lane)
  }
}
