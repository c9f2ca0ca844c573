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
 * Catena's version of a workflow, as a plan. What Catena does not give back (a field it left out, fields the read model
 * was never seen to have) is taken from `base`, and what it works out by itself (addresses, H3 cells, actual times) does
 * not count as a change where the base had nothing: neither may look like somebody else's edit.
 * @returns `null` when it has more stops than a plan can hold.
 */
export function theirsOf(wire: WireWorkflow, base: Plan, known: Learned = NOTHING_LEARNED): Plan | null {
  const said = saidBy(wire, base)
  return said === null ? null : withoutLoss(said, base, known)
}

/** Catena's version as it says it: what it is silent about is taken from `base`, what the TSP lost stays lost. */
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

/** Accepted on writing, never seen on reading. */
export const NOT_IN_READ_MODEL: ReadonlySet<string> = new Set(['territory_name', 'total_distance_unit'])

/** True when what Catena gave back says nothing about a field. */
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
 * What Catena and the TSP filled in of the stops of a plan: stops are written whole, so an update writes it back. A TSP's
 * record of an arrival would be deleted otherwise.
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

/** Names a version of a workflow, so that a decision can say which version it was made over. */
export function baseHashOf(theirs: Plan): string {
  return hashValue({ ...theirs, reference: '', isDistanceEstimated: false })
}

/**
 * The base when nothing is known of what Catena holds (a lost journal): what Catena is silent about counts as empty.
 * Were it taken from the pending change, the pending change would seem fulfilled and never be sent.
 */
export function unknownBase(desired: Plan): Plan {
  const { reference, connectionId, isDistanceEstimated } = desired
  return { ...emptyPlan(), reference, connectionId, isDistanceEstimated }
}

/** True when what Catena gave back leaves something of a field open. */
export function isUnsaid(field: ContentField, wire: WireWorkflow): boolean {
  if (field !== 'stops') return isSilent(wire, PLAN_WIRE_NAMES[field])
  return (
    wire.stops == null ||
    wire.stops.some((stop) => STOP_WIRE_NAMES.some(([, name]) => stop[name] === undefined))
  )
}
