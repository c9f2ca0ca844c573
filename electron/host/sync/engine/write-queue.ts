import type { Lane } from '../core/lane/lane.ts'
import { comparePriority, priorityOf } from '../core/pace/priority.ts'
import { MOST_LANES } from '../core/pace/rate.ts'
import { writeLane } from '../tasks/write-task.ts'
import type { EngineCore } from './engine-core.ts'
import { createHeldBackLanes } from './held-back.ts'
import { createLaneQueue } from './lane-runtime.ts'

/** The lanes that are ready to write, in their order, and those of them that are on their way. */
export interface WriteQueue {
  add(lane: Lane): void
  /** Starts as many writes as may be on their way now. */
  pump(): void
  /** The next trial of an open breaker is due now: with this lane, or of all breakers. */
  hurryTrials(id: string | null): void
}

/** Runs a task on a lane; nobody else decides for the lane until it has ended. */
export type StartTask = (id: string, task: () => Promise<void>, onEnd: () => void) => void

export function createWriteQueue(core: EngineCore, start: StartTask): WriteQueue {
  const waiting = createLaneQueue(comparePriority)
  const heldBack = createHeldBackLanes(core)
  let writing = 0
  let allowedBefore = 0

  function add(lane: Lane): void {
    const run = core.run(lane.workflowId)
    waiting.add(lane.workflowId, run.ticket, priorityOf(lane, run.age))
  }

  function pump(): void {
    learnFromReads()
    startTrials() // before the queue: lanes of other connections must not keep it from its place
    startWaiting()
    startTrials()
  }

  function allowed(): number {
    const now = core.link.writesAllowed(MOST_LANES)
    if (now !== allowedBefore) {
      allowedBefore = now
      core.parts.onLanes?.(now)
    }
    return now
  }

  function startWaiting(): void {
    while (!waiting.isEmpty()) {
      const lanes = allowed()
      if (writing >= lanes) {
        core.link.pace.lanesAreShort(true)
        if (lanes === 0) core.link.needProbe()
        return
      }
      const id = waiting.take(isValid)
      const lane = id === undefined ? undefined : core.lane(id)
      if (id === undefined || lane === undefined) break
      const why = core.writeGate(lane)
      if (why?.code === 'writesFailing') heldBack.add(lane)
      if (why !== null) continue // looked at again when the gate opens
      startWrite(id)
    }
    core.link.pace.lanesAreShort(false)
  }

  function startWrite(id: string): void {
    writing += 1
    start(
      id,
      () => writeLane(core, id),
      () => {
        writing -= 1
        core.breakers.endTrial(id)
      },
    )
  }

  /** Whether writes that failed in transit failed with the line, or while Catena answers reads. */
  function learnFromReads(): void {
    const isDown = core.link.status().state !== 'online' || core.link.isFailing()
    if (isDown) core.breakers.readsAre('down')
    else if (allowed() > 0) core.breakers.readsAre('well')
  }

  /** [B1] Where a breaker is open, one lane at a time is written. */
  function startTrials(): void {
    while (writing < allowed()) {
      const id = heldBack.takeTrial()
      if (id === null) return
      const run = core.run(id)
      run.cancelTimer()
      run.ticket += 1
      startWrite(id)
    }
  }

  function isValid(id: string, ticket: number): boolean {
    const run = core.run(id)
    return run.ticket === ticket && !run.isBusy
  }

  return { add, pump, hurryTrials: heldBack.hurry }
}
