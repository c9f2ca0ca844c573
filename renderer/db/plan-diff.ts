import type { Plan, Stop } from '../../shared/model/workflow.ts'
import type { FieldChange } from './schema.ts'

/** Equality of plain JSON values: key order does not count. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((each, index) => isSameJson(each, b[index]))
  }
  const left = Object.entries(a)
  const right = new Map(Object.entries(b))
  return left.length === right.size && left.every(([key, each]) => isSameJson(each, right.get(key)))
}

/**
 * What changed from one plan to the next, field by field. Stops are told apart by their own id: a moved stop is one
 * change of the order (`stops`, ids before and after), never a change of every field behind it.
 */
export function diffPlans(before: Plan, after: Plan): readonly FieldChange[] {
  return [...diffFields(before, after, '', (key) => key === 'stops'), ...diffStops(before.stops, after.stops)]
}

function diffFields(
  before: object,
  after: object,
  prefix: string,
  isSkipped: (key: string) => boolean,
): FieldChange[] {
  const left = new Map<string, unknown>(Object.entries(before))
  const right = new Map<string, unknown>(Object.entries(after))
  const changes: FieldChange[] = []
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    if (isSkipped(key) || isSameJson(left.get(key), right.get(key))) continue
    changes.push({
      path: `${prefix}${key}`,
      before: left.get(key) ?? null,
      after: right.get(key) ?? null,
    })
  }
  return changes
}

function diffStops(before: readonly Stop[], after: readonly Stop[]): FieldChange[] {
  if (before === after) return []
  const changes: FieldChange[] = []
  const old = new Map(before.map((each, index) => [each.sourceStopId, { each, index }]))
  const kept = new Set<string>()
  for (const [index, each] of after.entries()) {
    const was = old.get(each.sourceStopId)
    if (was === undefined) {
      changes.push({ path: `stops.${index}`, before: null, after: each })
    } else {
      kept.add(each.sourceStopId)
      changes.push(...diffFields(was.each, each, `stops.${index}.`, () => false))
    }
  }
  for (const [index, each] of before.entries()) {
    if (!kept.has(each.sourceStopId)) changes.push({ path: `stops.${index}`, before: each, after: null })
  }
  const orderBefore = before.map((each) => each.sourceStopId).filter((id) => kept.has(id))
  const orderAfter = after.map((each) => each.sourceStopId).filter((id) => kept.has(id))
  if (!isSameJson(orderBefore, orderAfter)) {
    changes.push({ path: 'stops', before: orderBefore, after: orderAfter })
  }
  return changes
}
