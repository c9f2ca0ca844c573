import type { DistanceUnit, Stop } from '../model/plan/workflow.ts'

/** Distances between stops, estimated without a map. Screens always mark them as estimates. */

/** Mean radius of the Earth (IUGG), kilometres. */
const EARTH_RADIUS_KM = 6371.0088

/**
 * Road kilometres per kilometre of great circle. Studies of road networks find 1.2 (dense grids, long hauls) to 1.4
 * (rivers, mountains, short trips); this is the middle.
 */
export const ROAD_FACTOR = 1.3

/**
 * The highest average speed of a lorry between two stops (most are limited to 105 km/h or less). It is high on purpose,
 * so that a travel that is called impossible is impossible.
 */
export const MAX_ROAD_SPEED_KMH = 110

/** A place in degrees, WGS 84. */
export interface Place {
  readonly latitude: number
  readonly longitude: number
}

const METRES_PER_UNIT: Readonly<Record<DistanceUnit, number>> = {
  m: 1,
  km: 1000,
  mi: 1609.344,
  ft: 0.3048,
  nmi: 1852,
}

/** True for a unit this version can convert. */
export function isDistanceUnit(unit: string | null): unit is DistanceUnit {
  return unit !== null && Object.hasOwn(METRES_PER_UNIT, unit)
}

/** Great-circle distance in kilometres (haversine: exact enough at every distance, also between antipodes). */
export function greatCircleKm(from: Place, to: Place): number {
  const latitudeStep = radians(to.latitude - from.latitude)
  const longitudeStep = radians(to.longitude - from.longitude)
  const half =
    Math.sin(latitudeStep / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(longitudeStep / 2) ** 2
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Estimated road distance in kilometres: great circle × {@link ROAD_FACTOR}. */
export function roadEstimateKm(from: Place, to: Place): number {
  return greatCircleKm(from, to) * ROAD_FACTOR
}

/** The position of a stop, `null` when it is incomplete. */
export function placeOf(stop: Pick<Stop, 'latitude' | 'longitude'>): Place | null {
  if (stop.latitude === null || stop.longitude === null) return null
  return { latitude: stop.latitude, longitude: stop.longitude }
}

/**
 * Estimated distance along the stops, in `unit`, rounded. Stops without a position are skipped; `null` when fewer than
 * two have one.
 */
export function estimateDistance(
  stops: readonly Pick<Stop, 'latitude' | 'longitude'>[],
  unit: DistanceUnit,
): number | null {
  const places = stops.map(placeOf).filter((place) => place !== null)
  if (places.length < 2) return null
  let km = 0
  for (const [index, place] of places.entries()) {
    const previous = places[index - 1]
    if (previous !== undefined) km += roadEstimateKm(previous, place)
  }
  return roundDistance(convertDistance(km, 'km', unit), unit)
}

/** The same distance in another unit. */
export function convertDistance(value: number, from: DistanceUnit, to: DistanceUnit): number {
  return from === to ? value : (value * METRES_PER_UNIT[from]) / METRES_PER_UNIT[to]
}

/** `61 km`, `38 mi`: rounded, in the depot's unit; in kilometres for metres, in miles for feet. */
export function longDistance(
  km: number,
  depotUnit: DistanceUnit,
): { readonly value: number; readonly unit: DistanceUnit } {
  const unit = depotUnit === 'm' ? 'km' : depotUnit === 'ft' ? 'mi' : depotUnit
  const value = convertDistance(km, 'km', unit)
  return { value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value), unit }
}

/**
 * Metres and feet are whole. Longer units have one decimal up to 100 and none beyond: an estimate is not more exact.
 */
function roundDistance(value: number, unit: DistanceUnit): number {
  if (unit === 'm' || unit === 'ft' || value >= 100) return Math.round(value)
  return Math.round(value * 10) / 10
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
