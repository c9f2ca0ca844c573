import { type ForeignChange, mergeForeign } from '../../../../shared/model/plan/foreign-change.ts'
import { PLAN_FIELDS, PLAN_KEYS, STOP_KEYS } from '../../../../shared/model/plan/plan-fields.ts'
import type { FieldConflict } from '../../../../shared/model/plan/plan-merge.ts'
import { type Plan, plan as planSchema, type Stop } from '../../../../shared/model/plan/workflow.ts'
import { isSameJson } from '../../../../shared/util/same-json.ts'

/** Whose version of a field. */
export type Side = 'mine' | 'theirs'

/** The choices made so far, by {@link ConflictField.key}. */
export type Choices = Readonly<Record<string, Side>>

/** One thing to decide: a field of the workflow, a field of one stop, a whole stop, or the order of the stops. */
export interface ConflictField extends FieldConflict {
  /** Unique within one conflict. */
  readonly key: string
  /** Path as in the history: `driverSourceId`, `stops.2.locationName`, `stops.2`, `stops`. */
  readonly path: string
  /** False where it is not known what both versions were made from. */
  readonly isBaseKnown: boolean
}

/** What a person has to decide, and the plan in which everything else is merged already. */
export interface Conflict {
  /** Mine in every field that is to be decided. */
  readonly merged: Plan
  readonly fields: readonly ConflictField[]
}

/**
 * The fields that both sides changed. Without a known base these are all fields in which the two versions differ; stops
 * are then one field, unless both versions have the same stops in the same order.
 */
export function conflictOf(mine: Plan, change: ForeignChange): Conflict {
  const merge = mergeForeign(change, mine)
  const merged = merge?.plan ?? mine
  const isBaseKnown = merge !== null
  const conflicts = merge?.conflicts ?? differences(mine, change.plan)
  const fields = conflicts
    .filter(({ stopId, field }) => stopId !== null || field === null || isAtCatena(field))
    .map((each) => ({
      ...each,
      key: `${each.stopId ?? ''}:${each.field ?? ''}`,
      path: pathOf(each, mine, change.plan),
      isBaseKnown,
    }))
  return { merged, fields }
}

/** What Catena does not hold cannot be in conflict: it stays as it is here. */
function isAtCatena(field: keyof Plan | keyof Stop): boolean {
  return (
    !Object.hasOwn(PLAN_FIELDS, field) ||
    PLAN_FIELDS[field as keyof Plan].wireName !== null ||
    field === 'stops'
  )
}

function pathOf({ stopId, field }: FieldConflict, mine: Plan, theirs: Plan): string {
  if (stopId === null) return field ?? ''
  const own = indexOf(mine, stopId)
  const index = own === -1 ? indexOf(theirs, stopId) : own
  return field === null ? `stops.${index}` : `stops.${index}.${field}`
}

function indexOf({ stops }: Plan, stopId: string): number {
  return stops.findIndex((each) => each.sourceStopId === stopId)
}

function differences(mine: Plan, theirs: Plan): readonly FieldConflict[] {
  const fields: FieldConflict[] = []
  for (const field of PLAN_KEYS) {
    if (field === 'stops' || isSameJson(mine[field], theirs[field])) continue
    fields.push({ stopId: null, field, base: null, ours: mine[field], theirs: theirs[field] })
  }
  const ids = (of: Plan) => of.stops.map((each) => each.sourceStopId)
  if (!isSameJson(ids(mine), ids(theirs))) {
    return [...fields, { stopId: null, field: 'stops', base: null, ours: mine.stops, theirs: theirs.stops }]
  }
  for (const [index, stop] of mine.stops.entries()) {
    const other = theirs.stops[index]
    for (const field of STOP_KEYS) {
      if (isSameJson(stop[field], other?.[field])) continue
      fields.push({ stopId: stop.sourceStopId, field, base: null, ours: stop[field], theirs: other?.[field] })
    }
  }
  return fields
}

/**
 * What is chosen before the person has decided anything: their cancellation of what nobody here gave another status. Where
 * both sides decided it is nothing.
 */
export function proposedChoices({ fields }: Conflict): Choices {
  const isTheirCancel = ({ path, base, ours, theirs, isBaseKnown }: ConflictField) =>
    path === 'status' && theirs === 'CANCELLED' && isBaseKnown && isSameJson(base, ours)
  return Object.fromEntries(fields.filter(isTheirCancel).map(({ key }) => [key, 'theirs' as const]))
}

/**
 * The plan that the choices make. A field without a choice is mine.
 * @throws ZodError when the two sides do not fit together as a plan.
 */
export function chosenPlan({ merged, fields }: Conflict, theirs: Plan, choices: Choices): Plan {
  const chosen = fields
    .filter(({ key }) => choices[key] === 'theirs')
    .reduce((plan, field) => withTheirs(plan, field, theirs), merged)
  return planSchema.parse(chosen)
}

function withTheirs(plan: Plan, { stopId, field, theirs: value }: ConflictField, theirs: Plan): Plan {
  if (stopId === null && field === 'stops') return { ...plan, stops: theirStops(plan, value, theirs) }
  if (stopId === null) return { ...plan, [field ?? '']: value }
  if (field === null) return { ...plan, stops: withTheirStop(plan, stopId, theirs) }
  return {
    ...plan,
    stops: plan.stops.map((each) => (each.sourceStopId === stopId ? { ...each, [field]: value } : each)),
  }
}

/** The order of the other side, a list of ids, or all of its stops where stops cannot be told apart. */
function theirStops(plan: Plan, value: unknown, theirs: Plan): Stop[] {
  const isOrder = Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (!isOrder || value.length === 0) return theirs.stops
  const rank = (stop: Stop) => value.indexOf(stop.sourceStopId)
  const ranked = plan.stops.filter((each) => rank(each) !== -1).sort((a, b) => rank(a) - rank(b))
  return plan.stops.map((each) => (rank(each) === -1 ? each : (ranked.shift() ?? each)))
}

/** A stop that only one side removed: it goes, or comes back at the place where the other side has it. */
function withTheirStop({ stops }: Plan, stopId: string, theirs: Plan): Stop[] {
  const index = indexOf(theirs, stopId)
  const [stop] = theirs.stops.slice(index, index + 1)
  const others = stops.filter((each) => each.sourceStopId !== stopId)
  if (index === -1 || stop === undefined) return others
  const previous = theirs.stops[index - 1]?.sourceStopId
  const at = others.findIndex((each) => each.sourceStopId === previous) + 1
  return [...others.slice(0, at), stop, ...others.slice(at)]
}
