import { createBody } from '../../../electron/catena/plan-on-wire.ts'
import type { ModelWorkflow } from '../../doubles/catena/model-catena.ts'
import { keptByTsp } from '../../doubles/catena/model-tsp.ts'
import type { DeskRow } from '../desk/desk-row.ts'
import type { Character } from './character.ts'

/**
 * The first field whose content at the TSP is not what follows from the desired plan. Values of another device and of
 * the TSP itself are allowed.
 */
export function firstDifference(row: DeskRow, workflow: ModelWorkflow, character: Character): string | null {
  const { connection_id: _connection, source_id: _source, ...desired } = createBody(row.plan, row.sourceId)
  const wanted = keptByTsp(character, desired)
  for (const field of new Set([...Object.keys(wanted), ...Object.keys(workflow.content)])) {
    const [a, b] = [canonicalValue(wanted[field]), canonicalValue(workflow.content[field])]
    if (a === b) continue
    const foreign = workflow.foreign.get(field) ?? []
    if (foreign.some((each) => canonicalValue(each) === b)) continue
    if (field === 'stops' && isSameButDriven(wanted.stops, workflow.content.stops, foreign)) continue
    return `${field} is ${b} at Catena and ${a} here`
  }
  return null
}

/** True when two lists of stops differ only in actual times that the TSP filled in. */
function isSameButDriven(a: unknown, b: unknown, foreign: readonly unknown[]): boolean {
  const filledIn = new Set(foreign.flatMap(stopsOf).flatMap(actualTimesOf))
  const without = (stops: unknown) =>
    stopsOf(stops).map((stop) =>
      Object.entries(stop).filter(([field, value]) => !filledIn.has(actualTime(stop, field, value))),
    )
  return canonicalValue(without(a)) === canonicalValue(without(b))
}

function actualTimesOf(stop: object): string[] {
  return Object.entries(stop)
    .filter(([field]) => field.startsWith('actual_'))
    .map(([field, value]) => actualTime(stop, field, value))
}

function actualTime(stop: object, field: string, value: unknown): string {
  return canonicalValue([fieldOf(stop, 'source_stop_id'), field, value])
}

function stopsOf(value: unknown): object[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : []
}

/** A value as a canonical text: all empty values are equal, and so are all forms of one instant. */
export function canonicalValue(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return 'nothing'
  return JSON.stringify(value, (_field, each: unknown) =>
    typeof each === 'string' && MOMENT.test(each) ? new Date(each).toISOString() : each,
  )
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/

/** A field of a body of unknown type. */
export function fieldOf(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
}
