import type { Stop } from '../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../shared/util/depot-time.ts'
import { shiftInDepotTime } from '../../../../shared/util/resolve-wall-time.ts'
import type { ImportCandidate } from '../file/assemble.ts'
import { timeText } from '../file/export-csv.ts'
import type { ColumnKey } from '../file/file-language.ts'
import type { Correction } from './corrections.ts'

/** A workflow or stop that ends before it begins, by a mistake or in a night shift without dates. */
export interface EarlyTimes {
  readonly candidate: ImportCandidate
  /** True when the workflow itself does not end before it starts. */
  readonly isOfStops: boolean
  /** The times to put one day later, as an export writes them. */
  readonly moves: readonly {
    readonly rows: readonly number[]
    readonly key: ColumnKey
    readonly from: string
    readonly to: string
  }[]
}

/** Times of a stop that move with a workflow that runs over midnight. */
const STOP_TIMES = ['scheduledArrival', 'scheduledDeparture'] as const satisfies readonly (keyof Stop)[]

/** A time that is so much before the one before it stands on the next day, in milliseconds. */
const OVERNIGHT_MS = 12 * 3_600_000

/**
 * Finds workflows that end before they start, stops with a departure before the arrival, and stops that fall on the next day:
 * more than half a day before the stop before them.
 */
export function findEarlyTimes(candidates: readonly ImportCandidate[], zone: string): readonly EarlyTimes[] {
  return candidates.flatMap((candidate) => {
    const { plan, rows } = candidate
    const isOvernight = isBefore(plan.endsAt, plan.startsAt)
    const stops = earlyStops(candidate, isOvernight, zone)
    const lastDays = stops.days
    if (!isOvernight && stops.moves.length === 0 && !stops.isEarly) return []
    const moves = [...stops.moves]
    const end = plan.endsAt
    if (end !== null && (isOvernight || (lastDays > 0 && isBefore(end, stops.last)))) {
      const next = daysLater(end, Math.max(1, lastDays), zone)
      if (next !== null && !isBefore(next, plan.startsAt)) {
        moves.unshift({ rows, key: 'end', from: timeText(end, zone), to: timeText(next, zone) })
      }
    }
    return [{ candidate, isOfStops: !isOvernight, moves }]
  })
}

interface EarlyStops {
  readonly moves: EarlyTimes['moves']
  /** True when a time is early, whether the next day helps or not. */
  readonly isEarly: boolean
  /** How many days the last stop was moved, and its last time as written after that. */
  readonly days: number
  readonly last: string | null
}

/** Goes through the times of the stops in their order, and counts the midnights between them. */
function earlyStops({ plan, stopRows }: ImportCandidate, isOvernight: boolean, zone: string): EarlyStops {
  const moves: EarlyTimes['moves'][number][] = []
  let [days, isEarly] = [0, false]
  let last = plan.startsAt
  for (const [index, stop] of plan.stops.entries()) {
    const row = stopRows[index]
    for (const key of STOP_TIMES) {
      const instant = stop[key]
      if (instant === null || row === undefined) continue
      const isLate = key === 'scheduledDeparture' && isBefore(instant, stop.scheduledArrival)
      const written = days === 0 ? instant : (daysLater(instant, days, zone) ?? instant)
      const isOfNextDay =
        isFarBefore(written, last) || (isOvernight && days === 0 && isBefore(written, plan.startsAt))
      if (
        isOfNextDay &&
        daysLater(instant, days + 1, zone) !== null &&
        !isBefore(daysLater(instant, days + 1, zone), last)
      ) {
        days += 1
      }
      const ofDeparture = isLate && days === 0 ? 1 : days
      isEarly ||= isLate || isOfNextDay
      const moved = ofDeparture === 0 ? instant : daysLater(instant, ofDeparture, zone)
      if (moved !== null && moved !== instant && !isBefore(moved, isLate ? stop.scheduledArrival : last)) {
        moves.push({ rows: [row], key, from: timeText(instant, zone), to: timeText(moved, zone) })
      }
      if (moved !== null && !isLate) last = moved
    }
  }
  return { moves, isEarly, days, last }
}

function isFarBefore(instant: string, other: string | null): boolean {
  const [ms, otherMs] = [readInstantMs(instant), other === null ? null : readInstantMs(other)]
  return ms != null && otherMs != null && otherMs - ms > OVERNIGHT_MS
}

/** The corrections that put all these times on the next day, one for all cells with the same text. */
export function movesToNextDay(
  early: readonly EarlyTimes[],
  columnOf: (key: ColumnKey) => number,
): readonly Correction[] {
  const found = new Map<string, Correction>()
  for (const { rows, key, from, to } of early.flatMap((each) => each.moves)) {
    const name = `${key}|${to}`
    const before = found.get(name)
    found.set(name, { column: columnOf(key), rows: [...(before?.rows ?? []), ...rows], from, to })
  }
  return [...found.values()]
}

/** The same time of day so many days later; `null` where a change of the clocks skips or repeats it. */
function daysLater(instant: string, days: number, zone: string): string | null {
  const moved = shiftInDepotTime(instant, { days }, zone)
  return moved.kind === 'ok' ? moved.instant : null
}

function isBefore(instant: string | null, other: string | null): boolean {
  const [ms, otherMs] = [instant, other].map((each) => (each === null ? null : readInstantMs(each)))
  return ms != null && otherMs != null && ms < otherMs
}
