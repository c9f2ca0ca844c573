import { emptyPlan, emptyStop, type Plan } from '../../shared/model/plan/workflow.ts'
import type { Driver, Vehicle } from '../../shared/model/reference.ts'

/** The first day of the bench's data. */
export const FIRST_DAY_MS = Date.parse('2026-11-24T00:00:00Z')
export const DAY_MS = 86_400_000
/** As many workflows as a busy depot plans in a day. */
export const PER_DAY = 300

/** The connection of every plan. */
export const BENCH_CONNECTION = '6f1b0a3e-3f55-4c7e-9d3c-0d6f3f1f2a10'

const TOWNS = [
  'Neukölln',
  'Spandau',
  'Potsdam',
  'Teltow',
  'Bernau',
  'Oranienburg',
  'Königs Wusterhausen',
  'Erkner',
]
const GOODS = ['bread', 'parcels', 'pallets of tiles', 'frozen fish', 'newspapers', 'paint', 'spare parts']

/** A plan of the size that dispatchers make: four stops, some words in each. Always the same for the same number. */
export function benchPlan(
  index: number,
  dayMs: number = FIRST_DAY_MS + Math.floor(index / PER_DAY) * DAY_MS,
): Plan {
  const startMs = dayMs + ((index % PER_DAY) % 92) * 900_000
  const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
  const town = (offset: number) => TOWNS[(index + offset) % TOWNS.length] ?? ''
  const goods = GOODS[index % GOODS.length] ?? ''
  return {
    ...emptyPlan(),
    reference: `N-${String(index).padStart(6, '0')}`,
    connectionId: BENCH_CONNECTION,
    driverSourceId: `drv-${assigneeOf(index)}`,
    vehicleSourceId: `veh-${assigneeOf(index)}`,
    territoryName: ['North', 'East', 'South', 'West'][index % 4] ?? null,
    startsAt: iso(startMs),
    endsAt: iso(startMs + 6 * 3_600_000),
    totalDistance: 40 + (index % 160),
    totalDistanceUnit: 'km',
    instructions: `Bring ${goods}; ring at gate ${index % 12}`,
    stops: [0, 1, 2, 3].map((each) => ({
      ...emptyStop(`stop-${index}-${each}`),
      stopType: each === 0 ? 'PICKUP' : 'DELIVERY',
      locationName: `${town(each)} depot ${(index + each) % 40}`,
      latitude: 52.3 + ((index + each) % 400) / 1000,
      longitude: 13.1 + ((index * 7 + each) % 600) / 1000,
      scheduledArrival: iso(startMs + each * 3_600_000),
      scheduledDeparture: iso(startMs + each * 3_600_000 + 900_000),
    })),
  }
}

/** One workflow a day for each driver and vehicle, as it should be; one in twenty has the ones of the workflow before. */
function assigneeOf(index: number): number {
  return (index % 20 === 19 ? index - 1 : index) % 10_000
}

/** The first `count` drivers and vehicles of the plans, as Catena lists them. */
export function benchAssignees(count: number): {
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
} {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const shared = { connectionId: BENCH_CONNECTION, isActive: true }
  return {
    drivers: numbers.map((each) => ({
      ...shared,
      id: `d${each}`,
      sourceId: `drv-${each}`,
      name: `${'ABCDEFGH'[each % 8]}. Driver ${each}`,
      employeeNumber: `${each}`,
      phoneNumber: null,
    })),
    vehicles: numbers.map((each) => ({
      ...shared,
      id: `v${each}`,
      sourceId: `veh-${each}`,
      name: `T-${each}`,
      licensePlate: `B ${each}`,
      vin: null,
    })),
  }
}

/** The value below which `part` (0 to 1) of the samples lie; nearest rank. */
export function percentile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * part) - 1))] ?? Number.NaN
}
