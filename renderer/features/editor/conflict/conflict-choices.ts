import { isSameJson } from '../../../../shared/model/plan/plan-diff.ts'
import { type Plan, plan as planSchema } from '../../../../shared/model/plan/workflow.ts'

/** Whose version of a field. */
export type Side = 'mine' | 'theirs'

/** One thing to decide: a field of the workflow, a field of one stop, or all stops when their order differs. */
export interface ConflictField {
  /** Path as in the history: `driverSourceId`, `stops.2.locationName`, `stops`. */
  readonly path: string
  readonly mine: unknown
  readonly theirs: unknown
}

/** Fields that Catena does not hold: they cannot be in conflict, ours stay. */
const ONLY_HERE: ReadonlySet<string> = new Set(['reference', 'isDistanceEstimated'])

/**
 * What differs between the two versions. Stops are compared field by field while both versions have the same stops in
 * the same order; else they are one decision, since a field of a stop that the other version lacks has no other side.
 */
export function conflictFields(mine: Plan, theirs: Plan): readonly ConflictField[] {
  const other = new Map<string, unknown>(Object.entries(theirs))
  const fields: ConflictField[] = []
  for (const [path, value] of Object.entries(mine)) {
    if (path === 'stops' || ONLY_HERE.has(path) || isSameJson(value, other.get(path))) continue
    fields.push({ path, mine: value, theirs: other.get(path) })
  }
  const ids = (of: Plan) => of.stops.map((each) => each.sourceStopId)
  if (!isSameJson(ids(mine), ids(theirs))) {
    return [...fields, { path: 'stops', mine: mine.stops, theirs: theirs.stops }]
  }
  for (const [index, stop] of mine.stops.entries()) {
    const otherStop = new Map<string, unknown>(Object.entries(theirs.stops[index] ?? {}))
    for (const [name, value] of Object.entries(stop)) {
      if (isSameJson(value, otherStop.get(name))) continue
      fields.push({ path: `stops.${index}.${name}`, mine: value, theirs: otherStop.get(name) })
    }
  }
  return fields
}

/**
 * The plan that the choices make. A field without a choice is ours.
 * @throws ZodError when the two sides do not fit together as a plan.
 */
export function chosenPlan(mine: Plan, theirs: Plan, choices: Readonly<Record<string, Side>>): Plan {
  const made: Record<string, unknown> = { ...mine }
  const stops: Record<string, unknown>[] = mine.stops.map((each) => ({ ...each }))
  for (const field of conflictFields(mine, theirs)) {
    if (choices[field.path] !== 'theirs') continue
    const [first = '', index, name] = field.path.split('.')
    const stop = index === undefined ? undefined : stops[Number(index)]
    if (stop === undefined || name === undefined) made[first] = field.theirs
    else stop[name] = field.theirs
  }
  const isStopsTheirs = choices.stops === 'theirs'
  return planSchema.parse({ ...made, stops: isStopsTheirs ? theirs.stops : stops })
}
