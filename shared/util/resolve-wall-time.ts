import { Temporal } from 'temporal-polyfill'
import { messageRef, type StoredText } from '../text/stored-text.ts'

/**
 * The instant of a wall-clock time in a zone. Where the clocks change, a wall-clock time may not exist (gap) or exist twice
 * (fold): a person decides, and it is never moved to the nearest time.
 */
export type DepotInstant =
  | { readonly kind: 'ok'; readonly instant: string }
  | {
      readonly kind: 'gap'
      readonly message: StoredText
      /** The last instant before and the first after the missing stretch. */
      readonly before: string
      readonly after: string
    }
  | {
      readonly kind: 'fold'
      readonly message: StoredText
      readonly earlier: string
      readonly later: string
      /** Label of this instant: its offset from UTC. */
      readonly earlierLabel: StoredText
      readonly laterLabel: StoredText
    }

/**
 * Moves an instant by whole days of wall clock (05:55 stays 05:55, also when the clocks change in between) and then by
 * exact minutes. A result in a gap or a fold is returned as such.
 */
export function shiftInDepotTime(
  instant: string,
  by: { readonly days?: number; readonly minutes?: number },
  zone: string,
): DepotInstant {
  const start = Temporal.Instant.from(instant)
  const minutes = by.minutes ?? 0
  if (!by.days) return { kind: 'ok', instant: start.add({ minutes }).toString() }
  const wall = start.toZonedDateTimeISO(zone).toPlainDateTime().add({ days: by.days })
  const moved = resolveWallTime(wall, zone)
  if (moved.kind !== 'ok') return moved
  return { kind: 'ok', instant: Temporal.Instant.from(moved.instant).add({ minutes }).toString() }
}

/** The instant of a wall-clock time in a zone, or why there is not exactly one. */
export function resolveWallTime(wall: Temporal.PlainDateTime, zone: string): DepotInstant {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds) {
    return { kind: 'ok', instant: earlier.toInstant().toString() }
  }
  const when = { time: wallTime(wall), date: dateRef(wall) }
  if (earlier.toPlainDateTime().equals(wall)) {
    return {
      kind: 'fold',
      message: messageRef('fields.time.fold', when),
      earlier: earlier.toInstant().toString(),
      later: later.toInstant().toString(),
      earlierLabel: messageRef('fields.time.earlier', { offset: earlier.offset }),
      laterLabel: messageRef('fields.time.later', { offset: later.offset }),
    }
  }
  // In a gap, `earlier` and `later` are the wall time read with the offset after and before the change.
  const change = earlier.getTimeZoneTransition('next') ?? later
  const before = change.toInstant().subtract({ minutes: 1 })
  const lastMinute = before.toZonedDateTimeISO(zone).toPlainDateTime()
  return {
    kind: 'gap',
    message: messageRef('fields.time.gap', {
      ...when,
      from: wallTime(lastMinute.add({ minutes: 1 })),
      to: wallTime(change.toPlainDateTime()),
    }),
    before: before.toString(),
    after: change.toInstant().toString(),
  }
}

/** `24 Nov 2026` as a value of another stored message; `24 Nov` when the year is left out. */
export function dateRef(date: {
  readonly day: number
  readonly month: number
  readonly year?: number
}): StoredText {
  const { day, month, year } = date
  const parts = { day: String(day), month: `m${month}` }
  return year === undefined
    ? messageRef('fields.time.dateWithoutYear', parts)
    : messageRef('fields.time.date', { ...parts, year: String(year) })
}

/** `05:55` */
function wallTime(wall: Temporal.PlainDateTime): string {
  return wall.toPlainTime().toString({ smallestUnit: 'minute' })
}
