import {
  type ContentField,
  PLAN_WIRE_NAMES,
  STOP_WIRE_NAMES,
} from '../../../../../shared/model/plan/plan-fields.ts'
import {
  emptyPlan,
  OBSERVED_FIELDS,
  type ObservedStop,
  type Plan,
  type Stop,
} from '../../../../../shared/model/plan/workflow.ts'
import { isNamedByCatenaOnly } from '../../../../catena/assignee-on-wire.ts'
import { planFromWire } from '../../../../catena/plan-on-wire.ts'
import { stopFromWire } from '../../../../catena/stop-on-wire.ts'
import type { WireStop, WireWorkflow } from '../../../../catena/wire.ts'
import { type Learned, NOTHING_LEARNED } from '../evidence/learned.ts'
import { withoutLoss } from '../evidence/tsp-loss.ts'
import { hashValue } from '../lane/hash.ts'

/**
 * Catena's version of a workflow, as a plan. What Catena does not give back is taken from `base`: fields that it left
 * out, and fields that its read model does not have. What Catena works out itself (addresses, H3 cells, actual times)
 * is no change where `base` has nothing. Neither may look like a foreign change.
 * @returns `null` when it has more stops than a plan can hold.
 */
export function theirsOf(wire: WireWorkflow, base: Plan, known: Learned = NOTHING_LEARNED): Plan | null {
  const said = saidBy(wire, base)
  return said === null ? null : withoutLoss(said, base, known)
}

/** Catena's version. Fields that it does not show are taken from `base`; fields that the TSP has lost stay lost. */
export function saidBy(wire: WireWorkflow, base: Plan): Plan | null {
  const theirs = planFromWire(wire, base, mintStopIds())
  if (theirs === null) return null
  const filled: Plan = { ...theirs, connectionId: theirs.connectionId ?? base.connectionId }
  for (const [field, name] of Object.entries(PLAN_WIRE_NAMES)) {
    if (isSilent(wire, name)) Object.assign(filled, { [field]: base[field as keyof typeof PLAN_WIRE_NAMES] })
  }
  if (wire.stops == null) return { ...filled, stops: base.stops }
  const wireStops = new Map(wire.stops.map((each) => [each.source_stop_id ?? '', each]))
  return {
    ...filled,
    stops: filled.stops.map((stop) => {
      const own = base.stops.find((each) => each.sourceStopId === stop.sourceStopId)
      const raw = wireStops.get(stop.sourceStopId)
      return own === undefined || raw === undefined ? stop : filledStop(stop, own, raw)
    }),
  }
}

/** Fields that Catena takes, and that no read has shown. */
export const NOT_IN_READ_MODEL: ReadonlySet<string> = new Set(['territory_name', 'total_distance_unit'])

/** True when Catena's version does not show a field. */
function isSilent(wire: WireWorkflow, name: keyof WireWorkflow): boolean {
  if (isNamedByCatenaOnly(wire, name)) return true
  return wire[name] === undefined || (NOT_IN_READ_MODEL.has(name) && wire[name] === null)
}

function filledStop(stop: Stop, own: Stop, raw: WireStop): Stop {
  const filled: Stop = { ...stop, extras: own.extras }
  for (const [field, name] of STOP_WIRE_NAMES) {
    if (raw[name] === undefined) Object.assign(filled, { [field]: own[field] })
  }
  for (const field of OBSERVED_FIELDS) {
    if (own[field] === null) Object.assign(filled, { [field]: null })
  }
  return filled
}

function mintStopIds(): () => string {
  let count = 0
  return () => {
    count += 1
    return `stop-${count}`
  }
}

/**
 * What Catena and the TSP have recorded about the stops of a plan. An update writes stops whole, so it writes these
 * back; else it would delete a TSP's record of an arrival.
 */
export function observedStopsOf(wire: WireWorkflow, plan: Plan): ObservedStop[] {
  const own = new Map(plan.stops.map((stop) => [stop.sourceStopId, stop]))
  return (wire.stops ?? []).flatMap((raw): ObservedStop[] => {
    const { sourceStopId, h3Index11, inferredAddress, actualArrival, actualDeparture } = stopFromWire(
      raw,
      () => '',
    )
    const observed = { sourceStopId, h3Index11, inferredAddress, actualArrival, actualDeparture }
    const stop = own.get(sourceStopId)
    const isNew = OBSERVED_FIELDS.some((field) => stop?.[field] === null && observed[field] !== null)
    return isNew ? [observed] : []
  })
}

/** A short name of a version, so that a decision can say over which version it was made. */
export function baseHashOf(theirs: Plan): string {
  return hashValue({ ...theirs, reference: '', isDistanceEstimated: false })
}

/**
 * The base when what Catena holds is not known (a lost journal): fields that Catena does not show count as empty. With
 * the pending change as the base, the pending change would seem done and would never be sent.
 */
export function unknownBase(desired: Plan): Plan {
  const { reference, connectionId, isDistanceEstimated } = desired
  return { ...emptyPlan(), reference, connectionId, isDistanceEstimated }
}

/** True when Catena's version leaves a part of the field open. */
export function isUnsaid(field: ContentField, wire: WireWorkflow): boolean {
  if (field !== 'stops') return isSilent(wire, PLAN_WIRE_NAMES[field])
  return (
    wire.stops == null ||
    wire.stops.some((stop) => STOP_WIRE_NAMES.some(([, name]) => stop[name] === undefined))
  )
}
