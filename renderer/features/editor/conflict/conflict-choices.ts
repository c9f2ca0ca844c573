import { PLAN_FIELDS, PLAN_KEYS, STOP_KEYS } from '../../../../shared/model/plan/plan-fields.ts'
import { type Plan, plan as planSchema } from '../../../../shared/model/plan/workflow.ts'
import { isSameJson } from '../../../../shared/util/same-json.ts'

/** Whose version of a field. */
export type Side = 'mine' | 'theirs'

/** One thing to decide: a field of the workflow, a field of one stop, or all stops when their order differs. */
export interface ConflictField {
  /** Path as in the history: `driverSourceId`, `stops.2.locationName`, `stops`. */
  readonly path: string
  readonly mine: unknown
  readonly theirs: unknown
}

/**
 * What differs between the two versions. Stops are compared field by field while both versions have the same stops in
 * the same order; else they are one decision, since a field of a stop that the other version lacks has no other side.
 */
export function conflictFields(mine: Plan, theirs: Plan): readonly ConflictField[] {
  const fields: ConflictField[] = []
  for (const path of PLAN_KEYS) {
    // What Catena does not hold cannot be in conflict: ours stays.
    const isOnlyHere = PLAN_FIELDS[path].wireName === null
    if (path === 'stops' || isOnlyHere || isSameJson(mine[path], theirs[path])) continue
    fields.push({ path, mine: mine[path], theirs: theirs[path] })
  }
  const ids = (of: Plan) => of.stops.map((each) => each.sourceStopId)
  if (!isSameJson(ids(mine), ids(theirs))) {
    return [...fields, { path: 'stops', mine: mine.stops, theirs: theirs.stops }]
  }
  for (const [index, stop] of mine.stops.entries()) {
    const other = theirs.stops[index]
    for (const name of STOP_KEYS) {
      if (isSameJson(stop[name], other?.[name])) continue
      fields.push({ path: `stops.${index}.${name}`, mine: stop[name], theirs: other?.[name] })
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
