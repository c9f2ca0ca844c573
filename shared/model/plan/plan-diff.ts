import { isSameJson } from '../../util/same-json.ts'
import type { Plan, Stop } from './workflow.ts'

/** One field of one change; `path` is a dotted path into the plan. */
export interface FieldChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** The fields of a plain JSON object, by name. */
function fieldsOf(value: object): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>
}

/**
 * What changed from one plan to the next, field by field. Stops are compared by their ids: a moved stop is one change
 * of the order (`stops`, ids before and after), not a change of the fields of every later stop.
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
  const [left, right] = [fieldsOf(before), fieldsOf(after)]
  const added = Object.keys(right).filter((key) => !Object.hasOwn(left, key))
  const changes: FieldChange[] = []
  for (const key of [...Object.keys(left), ...added]) {
    if (isSkipped(key) || isSameJson(left[key], right[key])) continue
    changes.push({ path: `${prefix}${key}`, before: left[key] ?? null, after: right[key] ?? null })
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
