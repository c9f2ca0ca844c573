import type { Stop } from '../../../../shared/model/plan/workflow.ts'
import type { ImportCandidate } from '../file/assemble.ts'

/** A stop that is far from all other stops, and among them with latitude and longitude swapped. */
export interface SwappedStop {
  /** Index into the table's rows. */
  readonly row: number
  readonly latitude: number
  readonly longitude: number
}

/** The stops that look swapped. `isAll` = all places of the file, which means that its columns are swapped. */
export interface SwappedPlaces {
  readonly stops: readonly SwappedStop[]
  readonly isAll: boolean
}

/** Without workflows on this computer: how many more stops of the file must be near the swapped place. */
const MAJORITY = 5

/**
 * Finds coordinates that look swapped though both orders are in range, as in all of Europe. They are compared with the stops
 * on this computer, else with the other stops of the file. Without either nothing is found.
 */
export function findSwapped(
  candidates: readonly ImportCandidate[],
  plansHere: Iterable<{ readonly stops: readonly Stop[] }>,
): SwappedPlaces {
  const here = createPlaceCounter()
  for (const { stops } of plansHere) for (const stop of stops) here.add(stop)
  const inFile = createPlaceCounter()
  const places: SwappedStop[] = []
  for (const { plan, stopRows } of candidates) {
    for (const [index, { latitude, longitude }] of plan.stops.entries()) {
      const row = stopRows[index]
      if (row === undefined || latitude === null || longitude === null) continue
      inFile.add({ latitude, longitude })
      places.push({ row, latitude, longitude })
    }
  }
  const stops = places.filter(({ latitude, longitude }) => {
    if (Math.abs(longitude) > 90) return false // refused when swapped: it cannot have been meant
    const isNearItsSwap = Math.abs(latitude - longitude) < 2
    if (isNearItsSwap || here.near(latitude, longitude) > 0) return false
    if (here.near(longitude, latitude) > 0) return true
    return inFile.near(longitude, latitude) >= MAJORITY * inFile.near(latitude, longitude)
  })
  return { stops, isAll: stops.length > 0 && stops.length === places.length }
}

interface PlaceCounter {
  add(place: Pick<Stop, 'latitude' | 'longitude'>): void
  /** How many places were added within about one degree, which is 110 km. */
  near(latitude: number, longitude: number): number
}

/** Counts places by whole degrees, so that each of 100,000 stops is compared with one lookup. */
function createPlaceCounter(): PlaceCounter {
  const counts = new Map<number, number>()
  const cell = (latitude: number, longitude: number): number =>
    (Math.floor(latitude) + 100) * 1_000 + Math.floor(longitude) + 200
  return {
    add({ latitude, longitude }) {
      if (latitude === null || longitude === null) return
      const key = cell(latitude, longitude)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    near(latitude, longitude) {
      let sum = 0
      for (const north of [-1, 0, 1]) {
        for (const east of [-1, 0, 1]) sum += counts.get(cell(latitude + north, longitude + east)) ?? 0
      }
      return sum
    },
  }
}
