import { isNamedByCatenaOnly } from '../catena/crew-on-wire.ts'
import { CONTENT_FIELDS, type ContentField, PLAN_WIRE_NAMES } from '../catena/field-names.ts'
import { planFromWire } from '../catena/plan-on-wire.ts'
import { isSameAtCatena, isSameField } from '../catena/same-at-catena.ts'
import type { WireStop, WireWorkflow } from '../catena/wire.ts'
import { emptyPlan, MAX_STOPS, type Plan, type Stop } from '../model/workflow.ts'
import { hashValue } from './hash.ts'
import type { LaneRecord } from './journal-record.ts'
import type { Have, Lane, Operation } from './lane.ts'
import { isInDoubt, updateOperation } from './target.ts'

/**
 * Catena's version of a workflow, as a plan. What Catena does not give back (a field it left out, fields the read model
 * was never seen to have) is taken from `base`, and what it works out by itself (addresses, H3 cells, actual times) does
 * not count as a change where the base had nothing: neither may look like somebody else's edit.
 * @returns `null` when it has more stops than a plan can hold.
 */
export function theirsOf(wire: WireWorkflow, base: Plan): Plan | null {
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
const NOT_IN_READ_MODEL: ReadonlySet<string> = new Set(['territory_name', 'total_distance_unit'])

/** True when what Catena gave back says nothing about a field. */
function isSilent(wire: WireWorkflow, name: keyof WireWorkflow): boolean {
  if (isNamedByCatenaOnly(wire, name)) return true
  return wire[name] === undefined || (NOT_IN_READ_MODEL.has(name) && wire[name] === null)
}

const STOP_FIELDS = [
  ['stopType', 'stop_type'],
  ['locationName', 'location_name'],
  ['activities', 'activities'],
  ['latitude', 'location'],
  ['longitude', 'location'],
  ['h3Index11', 'h3_index_11'],
  ['inferredAddress', 'inferred_address'],
  ['instructions', 'instructions'],
  ['scheduledArrival', 'scheduled_arrival'],
  ['scheduledDeparture', 'scheduled_departure'],
  ['actualArrival', 'actual_arrival'],
  ['actualDeparture', 'actual_departure'],
] as const satisfies readonly (readonly [keyof Stop, keyof WireStop])[]

const WORKED_OUT = ['h3Index11', 'inferredAddress', 'actualArrival', 'actualDeparture'] as const

function filledStop(stop: Stop, own: Stop, raw: WireStop): Stop {
  const filled: Stop = { ...stop, extras: own.extras }
  for (const [field, name] of STOP_FIELDS) {
    if (raw[name] === undefined) Object.assign(filled, { [field]: own[field] })
  }
  for (const field of WORKED_OUT) {
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

/** Names a version of a workflow, so that a decision can say which version it was made over. */
export function baseHashOf(theirs: Plan): string {
  return hashValue({ ...theirs, reference: '', isDistanceEstimated: false })
}

/**
 * The base when nothing is known of what Catena holds (a lost journal): what Catena is silent about counts as empty.
 * Were it taken from the wish, the wish would seem fulfilled and never be sent.
 */
export function unknownBase(want: Plan): Plan {
  const { reference, connectionId, isDistanceEstimated } = want
  return { ...emptyPlan(), reference, connectionId, isDistanceEstimated }
}

/** What follows from having read Catena's version before an update. */
export type BaseVerdict =
  | { readonly kind: 'write' }
  | { readonly kind: 'record'; readonly records: readonly LaneRecord[] }

/**
 * Decides what follows from Catena's version: the update, a base to work from, or a conflict. Where Catena is silent and
 * more than one of our own versions may be there, no version is guessed: those fields show the wish's value and are sent.
 * @param wire what Catena holds, or `null` when it holds it no more.
 */
export function onBase(lane: Lane, wire: WireWorkflow | null, at: number): BaseVerdict {
  const update = updateOperation(lane)
  const head = { v: 1, at, workflowId: lane.workflowId } as const
  if (lane.have === null || update === null) return { kind: 'record', records: [] }
  if (wire === null || wire.deleted_at != null) return refusal(lane, update, 'It was deleted at the TSP', at)
  const { plan: before } = lane.have
  const versions = versionsOf(lane, lane.have).map((plan) => ({ plan, read: theirsOf(wire, plan) }))
  const guessed = CONTENT_FIELDS.filter(
    (field) =>
      isOpenWhich(field, versions) ||
      (lane.have?.guessed?.fields.includes(field) === true && isUnsaid(field, wire)),
  )
  const base = withFields(before ?? update.plan, update.plan, guessed)
  const theirs = theirsOf(wire, base)
  if (theirs === null) return refusal(lane, update, TOO_MANY_STOPS, at)
  const isKnown = before !== null && !isInDoubt(lane)
  if (isKnown && versions.some(isHeld)) return { kind: 'write' }
  const settled = isInDoubt(lane) ? versions.find(isHeld)?.plan : undefined
  const plan = settled ?? (isSameAtCatena(theirs, update.plan) ? update.plan : undefined)
  const open = guessed.length > 0 ? { guessed } : {}
  if (plan !== undefined) return { kind: 'record', records: [{ ...head, type: 'BASE', plan, ...open }] }
  const baseHash = baseHashOf(theirs)
  return { kind: 'record', records: [{ ...head, type: 'CONFLICT', theirs, ...open, baseHash }] }
}

/** Stops are written whole: those that cannot be read here would be deleted there. */
const TOO_MANY_STOPS = `Catena holds it with more than ${MAX_STOPS} stops, and this desk would delete the rest: change it where it was made`

function refusal({ workflowId }: Lane, operation: Operation, message: string, at: number): BaseVerdict {
  const head = { v: 1, at, workflowId, type: 'REFUSED', isLocal: true } as const
  return { kind: 'record', records: [{ ...head, operation, message, fieldErrors: [] }] }
}

/**
 * What Catena may hold as far as this desk knows. After a failed update that is what it held before or what the update
 * made of it; both are our own, so neither is a conflict. Of what was never read only the wish is at hand, and that it
 * may be empty.
 */
function versionsOf(lane: Lane, have: Have): readonly Plan[] {
  if (have.plan === null) return [lane.want.plan, unknownBase(lane.want.plan)]
  return isInDoubt(lane) && have.doubt !== undefined ? [have.doubt.plan, have.plan] : [have.plan]
}

/** One of our versions, and Catena's with what it does not say taken from that one. */
interface Version {
  readonly plan: Plan
  readonly read: Plan | null
}

/** True when nothing that Catena says is against its holding a version. */
function isHeld({ plan, read }: Version): boolean {
  return read !== null && isSameAtCatena(read, plan)
}

/** True when Catena does not say which of the versions it holds in a field. */
function isOpenWhich(field: ContentField, versions: readonly Version[]): boolean {
  const [first, ...others] = versions.flatMap(({ read }) => read ?? [])
  return first !== undefined && others.some((each) => !isSameField(field, first, each))
}

/** True when what Catena gave back leaves something of a field open. */
function isUnsaid(field: ContentField, wire: WireWorkflow): boolean {
  if (field !== 'stops') return isSilent(wire, PLAN_WIRE_NAMES[field])
  return (
    wire.stops == null || wire.stops.some((stop) => STOP_FIELDS.some(([, name]) => stop[name] === undefined))
  )
}

function withFields(plan: Plan, from: Plan, fields: readonly ContentField[]): Plan {
  return { ...plan, ...Object.fromEntries(fields.map((field) => [field, from[field]])) }
}
