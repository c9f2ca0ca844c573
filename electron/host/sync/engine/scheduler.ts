import { assertNever } from '../../../../shared/util/assert-never.ts'
import type { Lane } from '../core/lane/lane.ts'
import { isAccountRight } from '../core/pace/gate.ts'
import { nextStep, type Step } from '../core/steps/next-step.ts'
import { findLane } from '../tasks/find-task.ts'
import { createLookGroups } from '../tasks/look-groups.ts'
import { lookLanes } from '../tasks/look-task.ts'
import { createPollGroups } from '../tasks/poll-groups.ts'
import { askDuplicate, pollGroup, pollLane } from '../tasks/poll-task.ts'
import type { EngineCore } from './engine-core.ts'
import { createLaneQueue, lookDueMono } from './lane-runtime.ts'
import { createWriteQueue } from './write-queue.ts'

/** Reads on their way at a time: they use pooled connections, and one listing answers for many lanes. */
export const READ_LANES = 4
const AFTER_NOTHING_MS = 1000
/** A look takes along the lanes of the same lists whose own look is due within this time; ms. */
const LOOK_WITH_MS = 2_000

/** Decides when each lane does its next step. What the step is, the pure core says. */
export interface Scheduler {
  /** Looks at one lane again: it changed, or a wait of it ended. */
  consider(id: string): void
  /** Looks at several lanes that changed together: none is sent before all of them stand in the queue, in its order. */
  considerMany(ids: Iterable<string>): void
  /** Looks at every lane that has something to do: a gate opened or shut. */
  considerAll(): void
  /** Lets everything that waits for time alone be tried now. Proofs still take their time. */
  hurry(id: string): void
  /** Lets the next trial of an open breaker begin now: with this lane, or of all breakers. */
  hurryTrials(id: string | null): void
  /** A trial may be due. */
  pump(): void
  isBusy(id: string): boolean
  activeIds(): Iterable<string>
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>
  close(): void
}

type ReadStep = Extract<Step, { kind: 'look' | 'poll' | 'find' | 'askDuplicate' }>

export function createScheduler(core: EngineCore, onIdleLane: (id: string) => void): Scheduler {
  const { clock, timings } = core.parts
  const writes = createWriteQueue(core, start)
  const reads = createLaneQueue((a, b) => a.age - b.age)
  const active = new Set<string>()
  const groups = createPollGroups(timings.pollSteps[0] ?? 0)
  const lookGroups = createLookGroups()
  const underWay = new Set<Promise<void>>()
  let reading = 0
  let isClosed = false

  function consider(id: string): void {
    considerOne(id)
    pump()
  }

  function considerMany(ids: Iterable<string>): void {
    for (const id of [...ids]) considerOne(id)
    pump()
  }

  function considerOne(id: string): void {
    const lane = core.lane(id)
    if (lane === undefined || isClosed) return
    const run = core.run(id)
    if (run.isBusy) return
    run.cancelTimer()
    run.ticket += 1
    run.nextAtWall = null
    const step = nextStep(lane, clock.wallMs())
    groups.track(id, lane.phase.kind === 'accepted' ? lane.phase.operation : null)
    lookGroups.track(lane)
    if (step.kind === 'nothing') {
      active.delete(id)
      return
    }
    active.add(id)
    if (step.kind === 'record') {
      start(id, () => core.append(step.records, 'keep'))
      return
    }
    const delay = dueMono(id, lane, step) - clock.monotonicMs()
    if (delay > 0) {
      run.nextAtWall = clock.wallMs() + delay
      run.cancelTimer = clock.schedule(delay, () => consider(id))
      return
    }
    enqueue(id, lane, step)
  }

  function enqueue(id: string, lane: Lane, step: Step): void {
    const run = core.run(id)
    const isWrite = step.kind === 'write' || step.kind === 'readBase'
    if (isWrite) writes.add(lane)
    else reads.add(id, run.ticket, { rank: 0, departureMs: 0, age: run.age })
  }

  function dueMono(id: string, lane: Lane, step: Exclude<Step, { kind: 'nothing' | 'record' }>): number {
    const run = core.run(id)
    switch (step.kind) {
      case 'look': {
        if (lane.phase.kind !== 'uncertain') return run.retryMono
        const now = { mono: clock.monotonicMs(), server: core.link.serverNow() }
        return Math.max(run.retryMono, lookDueMono(run, lane.phase, timings, core.waits(), now))
      }
      case 'poll':
        return Math.max(run.retryMono, run.nextPollMono)
      case 'write':
      case 'readBase':
      case 'find':
      case 'askDuplicate':
        return run.retryMono
      default:
        return assertNever(step)
    }
  }

  function pump(): void {
    if (isClosed) return
    pumpReads()
    writes.pump()
  }

  function pumpReads(): void {
    while (reading < READ_LANES && !reads.isEmpty()) {
      if (!core.link.canRead()) return
      const id = reads.take(isValid)
      const lane = id === undefined ? undefined : core.lane(id)
      if (id === undefined || lane === undefined) return
      const step = nextStep(lane, clock.wallMs())
      if (!isAccountRight(lane, core.parts.tokens.account())) continue // looked at again when the account changes
      if (
        step.kind === 'poll' ||
        step.kind === 'look' ||
        step.kind === 'find' ||
        step.kind === 'askDuplicate'
      ) {
        startRead(id, lane, step)
      }
    }
  }

  function startRead(id: string, lane: Lane, step: ReadStep): void {
    if (step.kind === 'poll' && startPoll(id, lane)) return
    if (step.kind === 'look') {
      startTogether(lookGroups.with(lane, isLookDue), (ids) => lookLanes(core, ids))
      return
    }
    reading += 1
    start(
      id,
      () => readTask(id, step),
      () => {
        reading -= 1
      },
    )
  }

  function readTask(id: string, step: Exclude<ReadStep, { kind: 'look' }>): Promise<void> {
    switch (step.kind) {
      case 'poll':
        return pollLane(core, id)
      case 'find':
        return findLane(core, id)
      case 'askDuplicate':
        return askDuplicate(core, id, step.operationId)
      default:
        return assertNever(step)
    }
  }

  function isLookDue(id: string): boolean {
    const lane = core.lane(id)
    if (lane === undefined || core.run(id).isBusy) return false
    const step = nextStep(lane, clock.wallMs())
    return step.kind === 'look' && dueMono(id, lane, step) <= clock.monotonicMs() + LOOK_WITH_MS
  }

  /** @returns true when the lane is dealt with: polled together with the others, or put off until they are. */
  function startPoll(id: string, lane: Lane): boolean {
    if (lane.phase.kind !== 'accepted') return false
    const { kind, connectionId } = lane.phase.operation
    const account = core.parts.tokens.account()
    const isFree = (each: string) => {
      const other = core.lane(each)
      return other !== undefined && !core.run(each).isBusy && isAccountRight(other, account)
    }
    const turn = groups.turn(lane.phase.operation, isFree, clock.monotonicMs())
    if (turn.kind === 'alone') return false
    if (turn.kind === 'later') {
      core.run(id).nextPollMono = turn.notBeforeMono
      considerOne(id)
      return true
    }
    startTogether(turn.ids, (ids) => pollGroup(core, kind, connectionId, ids))
    return true
  }

  /** One read for several lanes. */
  function startTogether(ids: readonly string[], task: (ids: readonly string[]) => Promise<void>): void {
    const before = ids.map((id) => core.lane(id))
    for (const each of ids) {
      const run = core.run(each)
      run.cancelTimer()
      run.ticket += 1
      run.isBusy = true
    }
    reading += 1
    track(task(ids), () => {
      reading -= 1
      for (const [index, each] of ids.entries()) {
        if (core.lane(each) === before[index]) restAfterNothing(each)
        release(each)
      }
    })
  }

  function isValid(id: string, ticket: number): boolean {
    const run = core.run(id)
    return run.ticket === ticket && !run.isBusy
  }

  function start(id: string, task: () => Promise<void>, onEnd: () => void = () => {}): void {
    core.run(id).isBusy = true
    const before = core.lane(id)
    track(task(), () => {
      onEnd()
      if (core.lane(id) === before) restAfterNothing(id)
      release(id)
    })
  }

  /** A task that came to nothing (a gate shut under it) must not be started again in the same breath. */
  function restAfterNothing(id: string): void {
    const run = core.run(id)
    run.retryMono = Math.max(run.retryMono, clock.monotonicMs() + AFTER_NOTHING_MS)
  }

  function release(id: string): void {
    core.run(id).isBusy = false
    onIdleLane(id)
    consider(id)
  }

  function track(task: Promise<void>, onEnd: () => void): void {
    const tracked = finish(task, onEnd)
    underWay.add(tracked)
    void tracked.then(() => underWay.delete(tracked))
  }

  async function finish(task: Promise<void>, onEnd: () => void): Promise<void> {
    try {
      await task
    } catch (error) {
      core.parts.log('error', 'a step of the sync engine failed unexpectedly', error)
    }
    onEnd()
    pump()
  }

  function hurry(id: string): void {
    const run = core.run(id)
    run.retryMono = 0
    run.nextPollMono = 0
    if (core.lane(id)?.phase.kind === 'uncertain') {
      // One look now, and the others after it as they would follow a first one: a press asks, it does not flood.
      run.lookFromMono = core.parts.clock.monotonicMs() - (core.parts.timings.lookSteps[0] ?? 0)
      run.looks = 0
      run.lastLookMono = Number.NEGATIVE_INFINITY
    }
    consider(id)
  }

  return {
    consider,
    considerMany,
    considerAll: () => considerMany(active),
    hurry,
    hurryTrials: (id) => {
      writes.hurryTrials(id)
      pump()
    },
    pump,
    isBusy: (id) => core.run(id).isBusy,
    activeIds: () => active,
    idle: async () => {
      while (underWay.size > 0) await Promise.all([...underWay])
    },
    close: () => {
      isClosed = true
      for (const id of active) core.run(id).cancelTimer()
    },
  }
}
