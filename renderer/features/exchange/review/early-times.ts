import type { Plan, Stop } from '../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../shared/util/depot-time.ts'
import { shiftInDepotTime } from '../../../../shared/util/resolve-wall-time.ts'
import type { ImportCandidate } from '../file/assemble.ts'
import { timeText } from '../file/export-csv.ts'
import type { ColumnKey } from '../file/file-language.ts'
import type { Correction } from './corrections.ts'

/** A workflow or stop that ends before it begins, by a mistake or in a night shift without dates. */
export interface EarlyTimes {
  readonly candidate: ImportCandidate
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

/** Finds workflows that end before they start, and stops with a departure before the arrival. */
export function findEarlyTimes(candidates: readonly ImportCandidate[], zone: string): readonly EarlyTimes[] {
  return candidates.flatMap((candidate) => {
    const { plan, rows, stopRows } = candidate
    const isOvernight = isBefore(plan.endsAt, plan.startsAt)
    const early = plan.stops.map((stop) => earlyOf(stop, plan, isOvernight))
    if (!isOvernight && early.every((each) => each.length === 0)) return []
    const moves: EarlyTimes['moves'][number][] = []
    function move(own: readonly number[], key: ColumnKey, instant: string | null, notBefore: string | null) {
      const next = instant === null ? null : nextDay(instant, zone)
      if (instant === null || next === null || isBefore(next, notBefore)) return
      moves.push({ rows: own, key, from: timeText(instant, zone), to: timeText(next, zone) })
    }
    if (isOvernight) move(rows, 'end', plan.endsAt, plan.startsAt)
    for (const [index, keys] of early.entries()) {
      const [stop, row] = [plan.stops[index], stopRows[index]]
      if (stop === undefined || row === undefined) continue
      for (const key of keys) move([row], key, stop[key], isOvernight ? plan.startsAt : stop.scheduledArrival)
    }
    return [{ candidate, moves }]
  })
}

/** The times of a stop that are too early: before the start of a run over midnight, or a departure before the arrival. */
function earlyOf(stop: Stop, plan: Plan, isOvernight: boolean): readonly (typeof STOP_TIMES)[number][] {
  if (isOvernight) return STOP_TIMES.filter((key) => isBefore(stop[key], plan.startsAt))
  return isBefore(stop.scheduledDeparture, stop.scheduledArrival) ? ['scheduledDeparture'] : []
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

/** The same time of day on the next day; `null` where a change of the clocks skips or repeats it. */
function nextDay(instant: string, zone: string): string | null {
  const moved = shiftInDepotTime(instant, { days: 1 }, zone)
  return moved.kind === 'ok' ? moved.instant : null
}

function isBefore(instant: string | null, other: string | null): boolean {
  const [ms, otherMs] = [instant, other].map((each) => (each === null ? null : readInstantMs(each)))
  return ms != null && otherMs != null && ms < otherMs
}
