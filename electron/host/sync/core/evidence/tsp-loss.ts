import { CONTENT_FIELDS, type ContentField } from '../../../../../shared/model/plan/plan-fields.ts'
import type { Plan, Stop } from '../../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../../shared/util/depot-time.ts'
import { isSameField } from '../../../../catena/same-at-catena.ts'
import type { Learned, LearnedChange } from './learned.ts'

/**
 * What the TSP does not keep [M3]: it rounds times to the minute and drops fields. Such a difference after our own
 * success is no foreign change, and is not sent again.
 */

const MINUTE_MS = 60_000
/** Decimal places to which a TSP may round a distance. */
const DISTANCE_PLACES = [0, 1, 2] as const

/**
 * Fields that a TSP may not have. When a driver, a vehicle or a time is gone, somebody has changed it: a TSP without
 * these could dispatch nothing.
 */
const DROPPED: ReadonlySet<ContentField> = new Set([
  'territoryName',
  'totalDistance',
  'totalDistanceUnit',
  'instructions',
  'stops',
])

/** Catena's version with our values in the fields that the TSP has rounded or dropped. */
export function withoutLoss(theirs: Plan, ours: Plan, known: Learned): Plan {
  const lost = CONTENT_FIELDS.filter((field) => isLoss(field, theirs, ours, known))
  return { ...theirs, ...Object.fromEntries(lost.map((field) => [field, ours[field]])) }
}

/** Catena's version with our values in times and distances that the TSP may have rounded. */
export function withoutRounding(theirs: Plan, ours: Plan): Plan {
  const rounded = CONTENT_FIELDS.filter((field) => isRounded(field, theirs, ours))
  return { ...theirs, ...Object.fromEntries(rounded.map((field) => [field, ours[field]])) }
}

function isRounded(field: ContentField, theirs: Plan, ours: Plan): boolean {
  if (isSameField(field, theirs, ours)) return false
  switch (field) {
    case 'startsAt':
    case 'endsAt':
      return isRoundedTime(theirs[field], ours[field])
    case 'totalDistance':
      return isRoundedNumber(theirs.totalDistance, ours.totalDistance)
    case 'stops':
      return areStopsLoss(theirs.stops, ours.stops, false)
    default:
      return false
  }
}

/**
 * What a read of our own version teaches about the fields that the TSP keeps.
 * @param isUnsaid true for a field that the answer does not show.
 * @returns `null` when nothing is new.
 */
export function lossLearned(
  theirs: Plan,
  ours: Plan,
  known: Learned,
  isUnsaid: (field: ContentField) => boolean,
): LearnedChange | null {
  const said = CONTENT_FIELDS.filter((field) => !isEmpty(ours[field]) && !isUnsaid(field))
  const kept = said.filter((field) => isSameField(field, theirs, ours) && !known.kept.includes(field))
  const notKept = said.filter((field) => isLoss(field, theirs, ours, known) && !known.notKept.includes(field))
  return kept.length + notKept.length === 0 ? null : { kept, notKept }
}

/** True when the field differs only because of what the TSP does to it. */
function isLoss(field: ContentField, theirs: Plan, ours: Plan, known: Learned): boolean {
  if (isSameField(field, theirs, ours)) return false
  const isDropping = DROPPED.has(field) && !known.kept.includes(field)
  switch (field) {
    case 'status':
      return false
    case 'stops':
      return areStopsLoss(theirs.stops, ours.stops, isDropping)
    case 'startsAt':
    case 'endsAt':
      return isRoundedTime(theirs[field], ours[field])
    case 'totalDistance':
      return (
        isRoundedNumber(theirs.totalDistance, ours.totalDistance) ||
        (isDropping && isDropped(theirs.totalDistance, ours.totalDistance))
      )
    default:
      return isDropping && isDropped(theirs[field], ours[field])
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function isDropped(theirs: unknown, ours: unknown): boolean {
  return isEmpty(theirs) && !isEmpty(ours)
}

function isRoundedTime(theirs: string | null, ours: string | null): boolean {
  const [a, b] = [theirs, ours].map((each) => (each === null ? null : readInstantMs(each)))
  if (a == null || b == null) return false
  return a % MINUTE_MS === 0 && Math.abs(a - b) < MINUTE_MS
}

function isRoundedNumber(theirs: number | null, ours: number | null): boolean {
  if (theirs === null || ours === null) return false
  return DISTANCE_PLACES.some((places) => Number(ours.toFixed(places)) === theirs)
}

const STOP_TIMES = ['scheduledArrival', 'scheduledDeparture', 'actualArrival', 'actualDeparture'] as const
const STOP_VALUES = [
  'stopType',
  'locationName',
  'activities',
  'latitude',
  'longitude',
  'instructions',
] as const

function areStopsLoss(theirs: readonly Stop[], ours: readonly Stop[], isDropping: boolean): boolean {
  return (
    theirs.length === ours.length && theirs.every((stop, index) => isStopLoss(stop, ours[index], isDropping))
  )
}

/** The TSP may have its own stop ids, so stops are compared by their place in the list. */
function isStopLoss(theirs: Stop, ours: Stop | undefined, isDropping: boolean): boolean {
  if (ours === undefined) return false
  const areValuesKept = STOP_VALUES.every(
    (name) => isSameJson(theirs[name], ours[name]) || (isDropping && isDropped(theirs[name], ours[name])),
  )
  const areTimesKept = STOP_TIMES.every(
    (name) =>
      isSameTime(theirs[name], ours[name]) ||
      isRoundedTime(theirs[name], ours[name]) ||
      (isDropping && isDropped(theirs[name], ours[name])),
  )
  return areValuesKept && areTimesKept
}

function isSameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function isSameTime(a: string | null, b: string | null): boolean {
  if (a === b) return true
  return a !== null && b !== null && readInstantMs(a) !== null && readInstantMs(a) === readInstantMs(b)
}
