import { readInstantMs } from '../../util/depot-time.ts'
import { longDistance, MAX_ROAD_SPEED_KMH, placeOf, roadEstimateKm } from '../../util/distance.ts'
import type { DistanceUnit, Stop } from '../plan/workflow.ts'
import type { Warning, WarningValues } from './warning.ts'

/** Shorter distances, in kilometres, are not judged: the estimate is too rough for them. */
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
        code: 'departureBeforeArrival',
        values: {},
        path: ['stops', index, 'scheduledDeparture'],
        severity: 'serious',
      })
    }
    const isOutOfOrder = lastTimed !== null && reachedMs < lastTimed.leftMs
    if (lastTimed !== null && isOutOfOrder) {
      const values = { stop: lastTimed.index + 1 }
      warnings.push({ code: 'stopsOutOfOrder', values, path, severity: 'warning' })
    }
    if (lastPlaced !== null && !isOutOfOrder) {
      const values = impossibleTravel(lastPlaced, stop, reachedMs, distanceUnit)
      if (values !== null) warnings.push({ code: 'impossibleTravel', values, path, severity: 'warning' })
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
): WarningValues | null {
  const start = placeOf(from.stop)
  const end = placeOf(to)
  if (start === null || end === null) return null
  const km = roadEstimateKm(start, end)
  const minutes = (reachedMs - from.leftMs) / 60_000
  if (km < NEAR_KM || minutes < 0 || km <= (MAX_ROAD_SPEED_KMH * minutes) / 60) return null
  const { value, unit } = longDistance(km, distanceUnit)
  return { distance: value, unit, minutes: Math.round(minutes), stop: from.index + 1 }
}

function msOf(instant: string | null): number | null {
  return instant === null ? null : readInstantMs(instant)
}
