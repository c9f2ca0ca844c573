import { readInstantMs } from '../../util/depot-time.ts'
import { formatLongDistance, MAX_ROAD_SPEED_KMH, placeOf, roadEstimateKm } from '../../util/distance.ts'
import type { DistanceUnit, Stop } from '../plan/workflow.ts'
import type { Warning } from './warning.ts'

/** Below this the estimate is rougher than the question: two doors of one yard. Kilometres. */
const NEAR_KM = 1

/** Warnings along the stops: times out of order, and distances that cannot be driven in the time between two stops. */
export function stopWarnings(stops: readonly Stop[], distanceUnit: DistanceUnit): Warning[] {
  const warnings: Warning[] = []
  let lastTimed: { readonly index: number; readonly leftMs: number } | null = null
  let lastPlaced: { readonly index: number; readonly leftMs: number; readonly stop: Stop } | null = null
  for (const [index, stop] of stops.entries()) {
    const arrivalMs = msOf(stop.scheduledArrival)
    const departureMs = msOf(stop.scheduledDeparture)
    const reachedMs = arrivalMs ?? departureMs
    const leftMs = departureMs ?? arrivalMs
    if (reachedMs === null || leftMs === null) continue
    const path = ['stops', index, arrivalMs === null ? 'scheduledDeparture' : 'scheduledArrival'] as const

    if (departureMs !== null && arrivalMs !== null && departureMs < arrivalMs) {
      warnings.push({
        code: 'endBeforeStart',
        text: 'Departure is before arrival',
        path: ['stops', index, 'scheduledDeparture'],
        severity: 'serious',
      })
    }
    const isOutOfOrder = lastTimed !== null && reachedMs < lastTimed.leftMs
    if (lastTimed !== null && isOutOfOrder) {
      const text = `Before stop ${lastTimed.index + 1}, which comes first in the list`
      warnings.push({ code: 'stopsOutOfOrder', text, path, severity: 'warning' })
    }
    if (lastPlaced !== null && !isOutOfOrder) {
      const text = impossibleTravel(lastPlaced, stop, reachedMs, distanceUnit)
      if (text !== null) warnings.push({ code: 'impossibleTravel', text, path, severity: 'warning' })
    }
    lastTimed = { index, leftMs }
    if (placeOf(stop) !== null) lastPlaced = { index, leftMs, stop }
  }
  return warnings
}

function impossibleTravel(
  from: { readonly index: number; readonly leftMs: number; readonly stop: Stop },
  to: Stop,
  reachedMs: number,
  distanceUnit: DistanceUnit,
): string | null {
  const start = placeOf(from.stop)
  const end = placeOf(to)
  if (start === null || end === null) return null
  const km = roadEstimateKm(start, end)
  const minutes = (reachedMs - from.leftMs) / 60_000
  if (km < NEAR_KM || minutes < 0 || km <= (MAX_ROAD_SPEED_KMH * minutes) / 60) return null
  return `${formatLongDistance(km, distanceUnit)} in ${durationText(minutes)} from stop ${from.index + 1}`
}

function durationText(minutes: number): string {
  const whole = Math.round(minutes)
  if (whole < 60) return `${whole} min`
  return whole % 60 === 0 ? `${whole / 60} h` : `${Math.floor(whole / 60)} h ${whole % 60} min`
}

function msOf(instant: string | null): number | null {
  return instant === null ? null : readInstantMs(instant)
}
