import type { Lane } from '../core/lane/lane.ts'
import { isAccountRight } from '../core/pace/gate.ts'
import { nextStep } from '../core/steps/next-step.ts'
import { findLane } from '../tasks/find-task.ts'
import { createLookGroups, type LookGroups } from '../tasks/look-groups.ts'
import { lookLanes } from '../tasks/look-task.ts'
import { createPollGroups, type PollGroups } from '../tasks/poll-groups.ts'
import { askDuplicate, pollGroup, pollLane } from '../tasks/poll-task.ts'
import type { EngineCore } from './engine-core.ts'
import { createLaneQueue } from './lane-queue.ts'
import type { LaneTasks } from './lane-tasks.ts'
import { dueMono } from './step-due.ts'

/** Reads on their way at a time. Few are enough: one listing answers for many lanes. */
export const READ_SLOTS = 4
/** A look includes the lanes of the same lists whose own look is due within this time; ms. */
const LOOK_WITH_MS = 2_000

/** The lanes whose next step is a read that is due, oldest first, and the number of reads on their way. */
export class ReadQueue {
  readonly #core: EngineCore
  readonly #tasks: LaneTasks
  readonly #plan: (id: string) => void
  readonly #waiting = createLaneQueue((a, b) => a.age - b.age)
  readonly #pollGroups: PollGroups
  readonly #lookGroups: LookGroups = createLookGroups()
  #reading = 0

  /** @param plan decides anew when a lane's step is due. */
  constructor(core: EngineCore, tasks: LaneTasks, plan: (id: string) => void) {
    this.#core = core
    this.#tasks = tasks
    this.#plan = plan
    this.#pollGroups = createPollGroups(core.parts.timings.pollSteps[0] ?? 0)
  }

  /** The lane has changed: it may belong to another group of lanes that are read together. */
  track(lane: Lane): void {
    const { workflowId, phase } = lane
    this.#pollGroups.track(workflowId, phase.kind === 'accepted' ? phase.operation : null)
    this.#lookGroups.track(lane)
  }

  add({ workflowId }: Lane): void {
    const run = this.#core.run(workflowId)
    this.#waiting.add(workflowId, run.turn.enqueue(), { rank: 0, departureMs: 0, age: run.age })
  }

  /** Starts as many reads as may be on their way now. */
  pump(): void {
    const { link, parts } = this.#core
    while (this.#reading < READ_SLOTS && !this.#waiting.isEmpty()) {
      if (!link.canRead()) return
      const lane = this.#take()
      if (lane === undefined) return
      // A lane of another account is planned again when the account changes.
      if (isAccountRight(lane, parts.tokens.account())) this.#startRead(lane)
    }
  }

  #take(): Lane | undefined {
    const core = this.#core
    const id = this.#waiting.take((each, ticket) => core.run(each).turn.isQueuedWith(ticket))
    return id === undefined ? undefined : core.lane(id)
  }

  #startRead(lane: Lane): void {
    const core = this.#core
    const { workflowId: id } = lane
    const step = nextStep(lane, core.parts.clock.wallMs())
    switch (step.kind) {
      case 'look': {
        const ids = this.#lookGroups.with(lane, (each) => this.#isLookDue(each))
        this.#start(ids, () => lookLanes(core, ids))
        break
      }
      case 'poll':
        this.#startPoll(lane)
        break
      case 'find':
        this.#start([id], () => findLane(core, id))
        break
      case 'askDuplicate':
        this.#start([id], () => askDuplicate(core, id, step.operationId))
        break
      default:
    }
  }

  #isLookDue(id: string): boolean {
    const core = this.#core
    const { clock } = core.parts
    const lane = core.lane(id)
    if (lane === undefined || core.run(id).turn.isBusy) return false
    const step = nextStep(lane, clock.wallMs())
    return step.kind === 'look' && dueMono(core, lane, step) <= clock.monotonicMs() + LOOK_WITH_MS
  }

  /** Polls the lane alone or with its group, or puts it off until the group's next poll. */
  #startPoll({ workflowId: id, phase }: Lane): void {
    if (phase.kind !== 'accepted') return
    const core = this.#core
    const { operation } = phase
    const nowMono = core.parts.clock.monotonicMs()
    const turn = this.#pollGroups.turn(operation, (each) => this.#mayPoll(each), nowMono)
    if (turn.kind === 'alone') this.#start([id], () => pollLane(core, id))
    else if (turn.kind === 'together') this.#start(turn.ids, () => pollGroup(core, operation, turn.ids))
    else {
      core.run(id).polls.moveTo(turn.notBeforeMono)
      this.#plan(id)
    }
  }

  #mayPoll(id: string): boolean {
    const core = this.#core
    const lane = core.lane(id)
    const account = core.parts.tokens.account()
    return lane !== undefined && !core.run(id).turn.isBusy && isAccountRight(lane, account)
  }

  #start(ids: readonly string[], task: () => Promise<void>): void {
    this.#reading += 1
    this.#tasks.start(ids, task, () => {
      this.#reading -= 1
    })
  }
}
