import { createBody } from '../../shared/catena/plan-on-wire.ts'
import type { ModelWorkflow } from '../doubles/model-catena.ts'
import type { DeskRow } from './desk-row.ts'

/** The first field in which Catena's content is not what the dispatcher wants; another device's values are excused. */
export function firstDifference(row: DeskRow, workflow: ModelWorkflow): string | null {
  const { connection_id: _connection, source_id: _source, ...want } = createBody(row.plan, row.sourceId)
  const wanted = want as Record<string, unknown>
  for (const field of new Set([...Object.keys(wanted), ...Object.keys(workflow.content)])) {
    const [a, b] = [canonicalValue(wanted[field]), canonicalValue(workflow.content[field])]
    if (a === b) continue
    const foreign = workflow.foreign.get(field) ?? []
    if (foreign.some((each) => canonicalValue(each) === b)) continue
    return `${field} is ${b} at Catena and ${a} here`
  }
  return null
}

/** A value as text in which everything empty is the same. */
export function canonicalValue(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return 'nothing'
  return JSON.stringify(value)
}

/** A field of a body, whatever that is. */
export function fieldOf(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
}
