import { Temporal } from 'temporal-polyfill'
import { CONTENT_FIELDS, type ContentField } from '../../shared/model/plan/plan-fields.ts'
import type { Plan, Stop } from '../../shared/model/plan/workflow.ts'

/** True when Catena would hold the same for both plans. Local-only fields are not compared. */
export function isSameAtCatena(a: Plan, b: Plan): boolean {
  if (a === b) return true
  return a.connectionId === b.connectionId && CONTENT_FIELDS.every((field) => isSameField(field, a, b))
}

/** True when Catena would hold the same in one field for both plans. */
export function isSameField(field: ContentField, a: Plan, b: Plan): boolean {
  return field === 'stops' ? areSameStops(a.stops, b.stops) : isSameValue(field, a[field], b[field])
}

const INSTANT_FIELDS: ReadonlySet<string> = new Set(['startsAt', 'endsAt'])

function isSameValue(field: string, a: unknown, b: unknown): boolean {
  if (a === b) return true
  return INSTANT_FIELDS.has(field) && isSameInstant(a, b)
}

/** Catena may write `…:00.000Z` or `+00:00` where we wrote `…:00Z`: equal instants are equal. */
function isSameInstant(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  try {
    return Temporal.Instant.from(a).equals(Temporal.Instant.from(b))
  } catch (error) {
    if (error instanceof RangeError) return false // not a time: only equal texts are equal
    throw error
  }
}

function areSameStops(a: readonly Stop[], b: readonly Stop[]): boolean {
  return a.length === b.length && a.every((stop, index) => isSameStop(stop, b[index]))
}

function isSameStop(a: Stop, b: Stop | undefined): boolean {
  if (a === b) return true
  // The canonical form parses every time, which is slow and seldom needed.
  return b !== undefined && (JSON.stringify(a) === JSON.stringify(b) || canonicalStop(a) === canonicalStop(b))
}

function canonicalStop(stop: Stop): string {
  const entries = Object.entries(stop).map(([name, value]) => [name, canonicalValue(name, value)])
  return JSON.stringify(entries.sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)))
}

function canonicalValue(name: string, value: unknown): unknown {
  if (name === 'h3Index11' && typeof value === 'string' && /^\d+$/.test(value))
    return BigInt(value).toString()
  if (typeof value !== 'string' || !/(Arrival|Departure)$/.test(name)) return value
  return isSameInstant(value, value) ? Temporal.Instant.from(value).toString() : value
}
