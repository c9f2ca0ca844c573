import type { DepotTime } from '../../util/depot-time.ts'
import { readInstantMs } from '../../util/depot-time.ts'
import { type DistanceUnit, departureOf, type Plan } from '../plan/workflow.ts'
import { assigneeOf, byReferenceKey, type Connection, type Driver, type Vehicle } from '../reference.ts'
import { type DoubleBooking, doubleBookings } from './double-booking.ts'
import { stopWarnings } from './stop-warnings.ts'
import type { Warning } from './warning.ts'
import { isNobody, isStillPlanned, type WarningSubject } from './warning-subject.ts'

/** Warnings about a plan, for board, editor and outbox. A warning never blocks saving or sending. */

/** Which writes a TSP has refused as unsupported: see {@link unsupportedKey}. */
export type UnsupportedWrites = ReadonlySet<string>

/**
 * What warnings are computed from. Create it with {@link createWarningContext} and keep it while its inputs are
 * unchanged.
 */
export interface WarningContext {
  readonly nowMs: number
  readonly time: DepotTime
  readonly distanceUnit: DistanceUnit
  readonly connections: ReadonlyMap<string, Connection>
  /** By `referenceKey`. An empty map causes no warning: no list has been fetched yet. */
  readonly drivers: ReadonlyMap<string, Driver>
  readonly vehicles: ReadonlyMap<string, Vehicle>
  readonly unsupported: UnsupportedWrites
}

/** The input of {@link createWarningContext}. */
export interface WarningInputs {
  readonly nowMs: number
  readonly time: DepotTime
  readonly distanceUnit: DistanceUnit
  readonly connections: readonly Connection[]
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
  readonly unsupported: UnsupportedWrites
}

/** Indexes the reference data once for many workflows. */
export function createWarningContext(inputs: WarningInputs): WarningContext {
  const { drivers, vehicles, connections, ...rest } = inputs
  return {
    ...rest,
    connections: new Map(connections.map((each) => [each.id, each])),
    drivers: byReferenceKey(drivers),
    vehicles: byReferenceKey(vehicles),
  }
}

/** The key of one kind of write on one connection. */
export function unsupportedKey(connectionId: string, operation: 'create' | 'update'): string {
  return `${connectionId} ${operation}`
}

/** Warnings of one workflow, double bookings among `others` included (`others` may hold the workflow itself). */
export function warningsOf(
  subject: WarningSubject,
  context: WarningContext,
  others: readonly WarningSubject[] = [],
): Warning[] {
  const rivals = others.filter(({ id, plan }) => id !== subject.id && sharesAssignee(plan, subject.plan))
  return warningsWith(subject, doubleBookings([subject, ...rivals]).get(subject.id), context)
}

/** Warnings of one workflow whose double bookings are known, from {@link doubleBookings}. */
export function warningsWith(
  subject: WarningSubject,
  booking: DoubleBooking | undefined,
  context: WarningContext,
): Warning[] {
  const warnings = ownWarnings(subject, context)
  for (const assignee of ['driver', 'vehicle'] as const) {
    const other = booking?.[assignee] ?? null
    if (other === null) continue
    const values = { assignee, ...otherWorkflow(other, context.time) }
    warnings.push({ code: 'doubleBooked', values, path: [`${assignee}SourceId`], severity: 'serious' })
  }
  return warnings
}

/** Warnings of many workflows, by id; a workflow without any is left out. O(n log n). */
export function warningsOfAll(
  subjects: readonly WarningSubject[],
  context: WarningContext,
): ReadonlyMap<string, readonly Warning[]> {
  const bookings = doubleBookings(subjects)
  const all = new Map<string, readonly Warning[]>()
  for (const subject of subjects) {
    const warnings = warningsWith(subject, bookings.get(subject.id), context)
    if (warnings.length > 0) all.set(subject.id, warnings)
  }
  return all
}

function ownWarnings(subject: WarningSubject, context: WarningContext): Warning[] {
  if (!isStillPlanned(subject)) return []
  const { plan } = subject
  const warnings = [
    ...assigneeWarnings(plan, context),
    ...connectionWarnings(subject, context),
    ...stopWarnings(plan.stops, context.distanceUnit),
  ]
  const start = plan.startsAt === null ? null : readInstantMs(plan.startsAt)
  const end = plan.endsAt === null ? null : readInstantMs(plan.endsAt)
  if (start !== null && end !== null && end < start) {
    warnings.push({
      code: 'endBeforeStart',
      values: {},
      path: ['endsAt'],
      severity: 'serious',
    })
  }
  if (isLate(subject, context.nowMs)) {
    warnings.push({
      code: 'late',
      values: {},
      path: ['startsAt'],
      severity: 'serious',
    })
  }
  return warnings
}

/** True when the departure has passed and the TSP does not have it. */
export function isLate({ plan, shownState }: WarningSubject, nowMs: number): boolean {
  if (plan.status !== 'PLANNED' || shownState === 'done' || shownState === 'withdrawn') return false
  const departure = departureOf(plan)
  const departureMs = departure === null ? null : readInstantMs(departure)
  return departureMs !== null && departureMs < nowMs
}

/** True when it has no driver or no vehicle and is still to be driven. */
export function isUnassigned(subject: WarningSubject): boolean {
  const { driverSourceId, vehicleSourceId } = subject.plan
  return isStillPlanned(subject) && (isNobody(driverSourceId) || isNobody(vehicleSourceId))
}

function assigneeWarnings(plan: Plan, context: WarningContext): Warning[] {
  const warnings: Warning[] = []
  const assignee = [
    { field: 'driverSourceId', noun: 'driver', suffix: 'Driver', cache: context.drivers },
    { field: 'vehicleSourceId', noun: 'vehicle', suffix: 'Vehicle', cache: context.vehicles },
  ] as const
  for (const { field, noun, suffix, cache } of assignee) {
    const path = [field]
    const sourceId = plan[field]
    if (isNobody(sourceId)) {
      warnings.push({ code: 'unassigned', values: { assignee: noun }, path, severity: 'warning' })
      continue
    }
    if (cache.size === 0) continue
    const known = assigneeOf<Driver | Vehicle>(cache, plan.connectionId, sourceId)
    if (known === undefined) {
      // Without a connection there is no list that it should be in.
      if (plan.connectionId === null) continue
      const values = { name: sourceId }
      warnings.push({ code: `unknown${suffix}`, values, path, severity: 'warning' })
    } else if (!known.isActive) {
      const values = { name: known.name }
      warnings.push({ code: `inactive${suffix}`, values, path, severity: 'warning' })
    }
  }
  return warnings
}

function connectionWarnings({ plan, sync }: WarningSubject, context: WarningContext): Warning[] {
  const { connectionId } = plan
  if (connectionId === null) return []
  const warnings: Warning[] = []
  const path = ['connectionId']
  const known = context.connections.get(connectionId)
  if (known === undefined && context.connections.size > 0) {
    warnings.push({ code: 'unknownConnection', values: {}, path, severity: 'warning' })
  } else if (known !== undefined && known.status !== 'active') {
    const values = { status: known.status }
    warnings.push({ code: 'inactiveConnection', values, path, severity: 'serious' })
  }
  const operation = sync?.resourceId ? 'update' : 'create'
  if (context.unsupported.has(unsupportedKey(connectionId, operation))) {
    warnings.push({ code: 'unsupported', values: { operation }, path, severity: 'warning' })
  }
  return warnings
}

function sharesAssignee(a: Plan, b: Plan): boolean {
  if (a.connectionId !== b.connectionId) return false
  const hasSameDriver = a.driverSourceId !== null && a.driverSourceId === b.driverSourceId
  return hasSameDriver || (a.vehicleSourceId !== null && a.vehicleSourceId === b.vehicleSourceId)
}

/** The other workflow of a double booking: its reference, `''` without one, and its times. */
function otherWorkflow({ plan }: WarningSubject, time: DepotTime): { name: string; when: string } {
  return { name: plan.reference, when: time.formatRange(departureOf(plan), plan.endsAt) }
}
