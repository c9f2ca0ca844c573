import type { WireOperation, WireWorkflow } from '../../../electron/catena/wire.ts'
import type { ModelCatena, ModelWorkflow } from '../../doubles/catena/model-catena.ts'
import type { ModelOperation } from '../../doubles/catena/model-operation.ts'
import type { VirtualClock } from '../../doubles/virtual-clock.ts'
import type { Listing } from './network-watcher.ts'

/** Which items a list holds. Times in milliseconds since 1970, both included. */
export type ModelList = Pick<
  Listing,
  'connectionId' | 'operation' | 'sourceId' | 'fromMs' | 'toMs' | 'subject'
>

/** What a list is read from. */
export interface ModelListParts {
  readonly clock: VirtualClock
  readonly catena: ModelCatena
}

/** The operations of a window that the lists show by now. */
export function operationsIn({ clock, catena }: ModelListParts, list: ModelList): WireOperation[] {
  const now = clock.trueEpochMs()
  return committedBetween(catena.operations, list.fromMs, list.toMs)
    .filter(
      (each) =>
        each.connectionId === list.connectionId &&
        each.operation === list.operation &&
        (list.sourceId === null || catena.shownSourceIdOf(each) === list.sourceId) &&
        each.subject === list.subject &&
        each.listedMs <= now,
    )
    .map((each) => catena.toWire(each) as WireOperation)
}

/** The workflows of a window that the lists show by now. */
export function workflowsIn({ clock, catena }: ModelListParts, list: ModelList): WireWorkflow[] {
  const now = clock.trueEpochMs()
  return [...catena.workflows.values()]
    .filter(
      (each) =>
        each.connectionId === list.connectionId &&
        each.subject === list.subject &&
        each.listedMs <= now &&
        isWithin(catena, each, list),
    )
    .map((each) => catena.workflowToWire(each) as WireWorkflow)
}

/** Lists of workflows are filtered by `occurred_at`, whatever the character of this Catena puts there. */
function isWithin(catena: ModelCatena, workflow: ModelWorkflow, { fromMs, toMs }: ModelList): boolean {
  const version = catena.readable(workflow)
  if (version === null) return false
  const { filtered } = catena.occurredMs(workflow, version)
  return filtered >= fromMs && filtered <= toMs
}

/** The operations of a window, found by bisection: they are in the order of their commits. */
function committedBetween(
  operations: readonly ModelOperation[],
  fromMs: number,
  toMs: number,
): readonly ModelOperation[] {
  return operations.slice(firstCommitted(operations, fromMs), firstCommitted(operations, toMs + 1))
}

/** The index of the first operation that was committed at `ms` or later. */
function firstCommitted(operations: readonly ModelOperation[], ms: number): number {
  let [low, high] = [0, operations.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((operations[middle]?.committedMs ?? 0) < ms) low = middle + 1
    else high = middle
  }
  return low
}
