import { assertNever } from '../../../../shared/util/assert-never.ts'
import type { Lane } from '../core/lane/lane.ts'
import type { Step } from '../core/steps/next-step.ts'
import type { EngineCore } from './engine-core.ts'

/** A step that needs Catena. */
export type WorldStep = Exclude<Step, { kind: 'nothing' | 'record' }>

/** When a lane's step is due, in monotonic milliseconds. A time in the past means now. */
export function dueMono(core: EngineCore, lane: Lane, step: WorldStep): number {
  const run = core.run(lane.workflowId)
  switch (step.kind) {
    case 'look':
      return lane.phase.kind === 'uncertain'
        ? run.lookDueMono(lane.phase, core.waits(), core.link.serverNow())
        : run.retryMono
    case 'poll':
      return run.pollDueMono
    case 'write':
    case 'readBase':
    case 'find':
    case 'askDuplicate':
      return run.retryMono
    default:
      return assertNever(step)
  }
}
