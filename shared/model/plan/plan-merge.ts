import { isSameJson } from '../../util/same-json.ts'
import { type MergeRule, PLAN_FIELDS, PLAN_KEYS, STOP_FIELDS, STOP_KEYS } from './plan-fields.ts'
import type { Plan, Stop } from './workflow.ts'

/** A field that both sides have changed to different values. */
export interface FieldConflict {
  /** The stop it belongs to; `null` = the workflow itself. */
  readonly stopId: string | null
  /** Key of the field. `stops` of the workflow is the order of the stops, `null` is a whole stop. */
  readonly field: keyof Plan | keyof Stop | null
  readonly base: unknown
  readonly ours: unknown
  readonly theirs: unknown
}

/** A merged plan. A field in conflict has our value. */
export interface PlanMerge {
  readonly plan: Plan
  readonly conflicts: readonly FieldConflict[]
}

/**
 * Where `theirs` comes from. `catena`: observed fields and the progress of the workflow are merged without a decision,
 * see {@link MergeRule}. `desk`: another window of this program, where a person typed every field.
 */
export type MergeSource = 'catena' | 'desk'

/**
 * Merges two versions of a plan that were both made from `base`, field by field; stops by their ids, their order as a field
 * of its own.
 *
 * | | result |
 * | --- | --- |
 * | theirs = base | ours |
 * | ours = base | theirs |
 * | ours = theirs | that |
 * | all differ | ours, and a conflict of this field; see {@link MergeRule} for the exceptions |
 */
export function merge3(base: Plan, ours: Plan, theirs: Plan, source: MergeSource = 'catena'): PlanMerge {
  const conflicts: FieldConflict[] = []
  const merged = { ...theirs }
  for (const key of PLAN_KEYS) {
    if (key === 'stops') continue
    const sides = { base: base[key], ours: ours[key], theirs: theirs[key] }
    const { value, isConflict } = mergeValue(PLAN_FIELDS[key].merge, sides, source)
    if (isConflict) conflicts.push({ stopId: null, field: key, ...sides })
    Object.assign(merged, { [key]: value })
  }
  const stops = mergeStops(base.stops, ours.stops, theirs.stops, source)
  return { plan: { ...merged, stops: stops.stops }, conflicts: [...conflicts, ...stops.conflicts] }
}

interface Sides {
  readonly base: unknown
  readonly ours: unknown
  readonly theirs: unknown
}

function mergeValue(
  rule: MergeRule,
  { base, ours, theirs }: Sides,
  source: MergeSource,
): { readonly value: unknown; readonly isConflict: boolean } {
  if (isSameJson(ours, theirs) || isSameJson(ours, base)) return { value: theirs, isConflict: false }
  if (isSameJson(theirs, base)) return { value: ours, isConflict: false }
  if (source === 'catena' && rule === 'observed') return { value: theirs, isConflict: false }
  if (source === 'catena' && rule === 'forward') return mergeStatus(ours, theirs)
  return { value: ours, isConflict: true }
}

const PROGRESS: readonly unknown[] = ['PLANNED', 'ACTIVE', 'COMPLETED']

/** Our cancellation wins over a workflow that was started; a completed one is a conflict. */
function mergeStatus(
  ours: unknown,
  theirs: unknown,
): { readonly value: unknown; readonly isConflict: boolean } {
  const [here, there] = [PROGRESS.indexOf(ours), PROGRESS.indexOf(theirs)]
  if (here !== -1 && there !== -1) return { value: there > here ? theirs : ours, isConflict: false }
  return { value: ours, isConflict: !(ours === 'CANCELLED' && theirs === 'ACTIVE') }
}

type Stops = readonly Stop[]
interface MergedStops {
  readonly stops: Stop[]
  readonly conflicts: readonly FieldConflict[]
}

function mergeStops(base: Stops, ours: Stops, theirs: Stops, source: MergeSource): MergedStops {
  if ([base, ours, theirs].some(hasRepeatedId)) return mergeWhole(base, ours, theirs, source)
  const maps = { base: byId(base), ours: byId(ours), theirs: byId(theirs) }
  const merged = new Map<string, Stop>()
  const conflicts: FieldConflict[] = []
  for (const id of new Set([...idsOf(ours), ...idsOf(theirs)])) {
    const sides = { base: maps.base.get(id), ours: maps.ours.get(id), theirs: maps.theirs.get(id) }
    const stop = mergeStop(id, sides, source, conflicts)
    if (stop !== null) merged.set(id, stop)
  }
  const order = mergeOrder(idsOf(base), idsOf(ours), idsOf(theirs))
  if (order.isConflict) {
    const [before, mine, other] = [base, ours, theirs].map(idsOf)
    conflicts.push({ stopId: null, field: 'stops', base: before, ours: mine, theirs: other })
  }
  const stops = order.ids.map((id) => merged.get(id)).filter((each) => each !== undefined)
  return { stops, conflicts }
}

/** Merges stops as one field, when their ids are not unique. */
function mergeWhole(base: Stops, ours: Stops, theirs: Stops, source: MergeSource): MergedStops {
  const { value, isConflict } = mergeValue('ask', { base, ours, theirs }, source)
  const conflict: FieldConflict = { stopId: null, field: 'stops', base, ours, theirs }
  return { stops: [...(value === theirs ? theirs : ours)], conflicts: isConflict ? [conflict] : [] }
}

interface StopSides {
  readonly base: Stop | undefined
  readonly ours: Stop | undefined
  readonly theirs: Stop | undefined
}

/** Merges one stop; `null` = removed. */
function mergeStop(
  id: string,
  sides: StopSides,
  source: MergeSource,
  conflicts: FieldConflict[],
): Stop | null {
  const { base, ours, theirs } = sides
  if (ours !== undefined && theirs !== undefined) {
    return mergeFields({ base, ours, theirs }, source, conflicts)
  }
  const kept = ours ?? theirs
  if (kept === undefined) return null
  if (base === undefined) return kept
  // One side removed it. Changes of observed fields do not keep it; changes by a person do.
  if (!hasChanged(base, kept, source)) return null
  conflicts.push({ stopId: id, field: null, base, ours: ours ?? null, theirs: theirs ?? null })
  return ours ?? null
}

function mergeFields(
  { base, ours, theirs }: { base: Stop | undefined; ours: Stop; theirs: Stop },
  source: MergeSource,
  conflicts: FieldConflict[],
): Stop {
  const merged = { ...theirs }
  for (const key of STOP_KEYS) {
    const sides = { base: base?.[key], ours: ours[key], theirs: theirs[key] }
    const { value, isConflict } = mergeValue(STOP_FIELDS[key].merge, sides, source)
    if (isConflict) conflicts.push({ stopId: ours.sourceStopId, field: key, ...sides })
    Object.assign(merged, { [key]: value })
  }
  return merged
}

function hasChanged(before: Stop, after: Stop, source: MergeSource): boolean {
  return STOP_KEYS.some(
    (key) =>
      !(source === 'catena' && STOP_FIELDS[key].merge === 'observed') && !isSameJson(before[key], after[key]),
  )
}

type Ids = readonly string[]

/**
 * Merges the order of the stops. The side that moved stops decides; a stop that only the other side has keeps its
 * predecessor there.
 */
function mergeOrder(base: Ids, ours: Ids, theirs: Ids): { readonly ids: Ids; readonly isConflict: boolean } {
  const [inBase, inOurs, inTheirs] = [new Set(base), new Set(ours), new Set(theirs)]
  const isCommon = (id: string): boolean => inBase.has(id) && inOurs.has(id) && inTheirs.has(id)
  const [before, here, there] = [base, ours, theirs].map((ids) => ids.filter(isCommon))
  const [isMovedHere, isMovedThere] = [!isSameJson(before, here), !isSameJson(before, there)]
  const isConflict = isMovedHere && isMovedThere && !isSameJson(here, there)
  const [lead, other] = isMovedThere && !isMovedHere ? [theirs, ours] : [ours, theirs]
  return { ids: interleaved(lead, other), isConflict }
}

function interleaved(lead: Ids, other: Ids): Ids {
  const ids = [...lead]
  for (const [index, id] of other.entries()) {
    if (ids.includes(id)) continue
    const previous = other[index - 1]
    ids.splice(previous === undefined ? 0 : ids.indexOf(previous) + 1, 0, id)
  }
  return ids
}

function idsOf(stops: Stops): Ids {
  return stops.map((each) => each.sourceStopId)
}

function byId(stops: Stops): ReadonlyMap<string, Stop> {
  return new Map(stops.map((each) => [each.sourceStopId, each]))
}

function hasRepeatedId(stops: Stops): boolean {
  return byId(stops).size !== stops.length
}
