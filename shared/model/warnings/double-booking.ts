import { readInstantMs } from '../../util/depot-time.ts'
import { departureOf } from '../plan/workflow.ts'
import { referenceKey } from '../reference.ts'
import { isNobody, isStillPlanned, type WarningSubject } from './warning-subject.ts'

/** Another workflow with the same driver or vehicle at the same time. */
export interface DoubleBooking {
  readonly driver: WarningSubject | null
  readonly vehicle: WarningSubject | null
}

const NOBODY: DoubleBooking = { driver: null, vehicle: null }

interface Booking {
  readonly subject: WarningSubject
  readonly startMs: number
  readonly endMs: number
}

/**
 * The double bookings among many workflows, by id; a workflow without any is left out. The bookings are sorted by start
 * and each is compared with the one that ends last so far. Every workflow with an overlap is found and named with one
 * other; not every pair is, which would be quadratic.
 */
export function doubleBookings(subjects: readonly WarningSubject[]): ReadonlyMap<string, DoubleBooking> {
  const found = new Map<string, DoubleBooking>()
  const bookings = subjects.flatMap((subject) => (isStillPlanned(subject) ? (bookingOf(subject) ?? []) : []))
  for (const [field, assignee] of [
    ['driverSourceId', 'driver'],
    ['vehicleSourceId', 'vehicle'],
  ] as const) {
    for (const ofOne of bookingsBy(bookings, field).values()) {
      for (const [id, other] of overlaps(ofOne)) {
        found.set(id, { ...(found.get(id) ?? NOBODY), [assignee]: other })
      }
    }
  }
  return found
}

function bookingsBy(
  bookings: readonly Booking[],
  field: 'driverSourceId' | 'vehicleSourceId',
): ReadonlyMap<string, Booking[]> {
  const byAssignee = new Map<string, Booking[]>()
  for (const booking of bookings) {
    const { plan } = booking.subject
    const sourceId = plan[field]
    if (isNobody(sourceId)) continue
    const key = referenceKey(plan.connectionId, sourceId)
    const list = byAssignee.get(key)
    if (list === undefined) byAssignee.set(key, [booking])
    else list.push(booking)
  }
  return byAssignee
}

function overlaps(bookings: Booking[]): ReadonlyMap<string, WarningSubject> {
  const found = new Map<string, WarningSubject>()
  let last: Booking | undefined
  for (const booking of bookings.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    if (last !== undefined && booking.startMs < last.endMs) {
      if (!found.has(last.subject.id)) found.set(last.subject.id, booking.subject)
      found.set(booking.subject.id, last.subject)
    }
    if (last === undefined || booking.endMs > last.endMs) last = booking
  }
  return found
}

/** From the departure to the end, else to the last time of any stop, else an instant. */
function bookingOf(subject: WarningSubject): Booking | null {
  const { plan } = subject
  const departure = departureOf(plan)
  const startMs = departure === null ? null : readInstantMs(departure)
  if (startMs === null) return null
  const ends =
    plan.endsAt === null
      ? plan.stops.flatMap(({ scheduledArrival, scheduledDeparture }) => [
          scheduledArrival,
          scheduledDeparture,
        ])
      : [plan.endsAt]
  const endMs = ends.reduce((latest, each) => {
    const ms = each === null ? null : readInstantMs(each)
    return ms === null ? latest : Math.max(latest, ms)
  }, startMs + 1)
  return { subject, startMs, endMs }
}
