import type { Lane } from '../core/lane/lane.ts'
import { comparePriority, priorityOf } from '../core/pace/priority.ts'
import { MOST_SLOTS } from '../core/pace/rate.ts'
import { writeLane } from '../tasks/write-task.ts'
import type { EngineCore } from './engine-core.ts'
import { HeldBackLanes } from './held-back.ts'
import { createLaneQueue } from './lane-queue.ts'
import type { LaneTasks } from './lane-tasks.ts'

/** The lanes that are ready to write, in the order of their priority, and the number of writes on their way. */
export class WriteQueue {
  readonly #core: EngineCore
  readonly #tasks: LaneTasks
  readonly #waiting = createLaneQueue(comparePriority)
  readonly #heldBack: HeldBackLanes
  #writing = 0
  #allowedBefore = 0

  constructor(core: EngineCore, tasks: LaneTasks) {
    this.#core = core
    this.#tasks = tasks
    this.#heldBack = new HeldBackLanes(core)
  }

  add(lane: Lane): void {
    const run = this.#core.run(lane.workflowId)
    this.#waiting.add(lane.workflowId, run.turn.enqueue(), priorityOf(lane, run.age))
  }

  /** Starts as many writes as may be on their way now. */
  pump(): void {
    this.#learnFromReads()
    this.#startTrials() // before the queue: lanes of other connections must not take a trial's place
    this.#startWaiting()
    this.#startTrials()
  }

  /** Makes the next trial of open breakers due now: of the lane's breaker and with this lane, or of all breakers. */
  hurryTrials(id: string | null): void {
    this.#heldBack.hurry(id)
  }

  /** How many writes may be on their way now. */
  #allowed(): number {
    const { link, parts } = this.#core
    const now = link.writesAllowed(MOST_SLOTS)
    if (now !== this.#allowedBefore) {
      this.#allowedBefore = now
      parts.onSlots?.(now)
    }
    return now
  }

  #startWaiting(): void {
    const { link } = this.#core
    while (!this.#waiting.isEmpty()) {
      const allowed = this.#allowed()
      if (this.#writing >= allowed) {
        link.pace.slotsAreShort(true)
        if (allowed === 0) link.needProbe()
        return
      }
      const lane = this.#take()
      if (lane === undefined) break
      this.#startUnlessStopped(lane)
    }
    link.pace.slotsAreShort(false)
  }

  #take(): Lane | undefined {
    const core = this.#core
    const id = this.#waiting.take((each, ticket) => core.run(each).turn.isQueuedWith(ticket))
    return id === undefined ? undefined : core.lane(id)
  }

  /** A lane that a gate stops is planned again when the gate opens, or tried when its breaker has a trial. */
  #startUnlessStopped(lane: Lane): void {
    const stop = this.#core.writeGate(lane)
    if (stop === null) this.#startWrite(lane.workflowId)
    else if (stop.code === 'writesFailing') this.#heldBack.add(lane)
  }

  #startWrite(id: string): void {
    const core = this.#core
    this.#writing += 1
    this.#tasks.start(
      [id],
      () => writeLane(core, id),
      () => {
        this.#writing -= 1
        core.breakers.endTrial(id)
      },
    )
  }

  /** Tells the breakers whether writes failed with the network, or while Catena answers reads. */
  #learnFromReads(): void {
    const { link, breakers } = this.#core
    const isDown = link.status().state !== 'online' || link.isFailing()
    if (isDown) breakers.readsAre('down')
    else if (this.#allowed() > 0) breakers.readsAre('well')
  }

  /** [B1] Where a breaker is open, one lane at a time is written. */
  #startTrials(): void {
    while (this.#writing < this.#allowed()) {
      const id = this.#heldBack.takeTrial()
      if (id === null) return
      this.#startWrite(id)
    }
  }
}
