import { Temporal } from 'temporal-polyfill'
import { emptyPlan, emptyStop, type Plan, type Stop } from '../../../shared/model/plan/workflow.ts'
import { roadEstimateKm } from '../../../shared/util/distance.ts'
import { createFleet, type Fleet } from '../world/fleet.ts'
import { createSeededRandom, type SeededRandom } from '../world/seeded-random.ts'
import {
  TRAINING_INSTRUCTIONS,
  TRAINING_TERRITORIES,
  type TrainingPlace,
  type TrainingTerritory,
} from './training-places.ts'

/** One workflow of the training day, and whether it is queued at once or stays a draft. */
export interface TrainingPlan {
  readonly plan: Plan
  readonly isToSend: boolean
}

/** The seed of the training fleet. The day uses the drivers and vehicles that this fleet lists. */
export const TRAINING_SEED = 24

/** Average speed of a lorry on these roads, without stops. */
const SPEED_KMH = 62
const FIRST_DEPARTURE_MINUTES = 4 * 60 + 30

/**
 * An example day for the training fleet: 42 workflows in four territories. Some have problems on purpose: two without a
 * driver, one driver booked twice, a few drafts, a unit that Catena refuses, a vehicle that is inactive at the TSP, a
 * stale connection, a cancelled workflow. The same day gives the same plans. Times are wall-clock times of `timeZone`.
 * @throws RangeError when `day` is no `YYYY-MM-DD` or `timeZone` no IANA zone.
 */
export function trainingDay(day: string, timeZone: string): TrainingPlan[] {
  const date = Temporal.PlainDate.from(day)
  const fleet = createFleet(TRAINING_SEED)
  const random = createSeededRandom(date.year * 10_000 + date.month * 100 + date.day)
  const context = { date, timeZone, fleet, random }
  const plans = TRAINING_TERRITORIES.flatMap((territory) => planTerritory(context, territory))
  return plans.map((each, index) => withOddity(each, index, plans, fleet))
}

interface DayContext {
  readonly date: Temporal.PlainDate
  readonly timeZone: string
  readonly fleet: Fleet
  readonly random: SeededRandom
}

function planTerritory(context: DayContext, territory: TrainingTerritory): TrainingPlan[] {
  const { fleet } = context
  const connectionId = fleet.connections[territory.connection]?.id ?? null
  // East uses the fleet of North, beginning after the drivers of North.
  const skipped = territory.letter === 'E' ? (TRAINING_TERRITORIES[0]?.count ?? 0) : 0
  const drivers = fleet.users.filter(
    (each) => each.connection_id === connectionId && each.is_driver && each.is_active,
  )
  const vehicles = fleet.vehicles.filter((each) => each.connection_id === connectionId && each.is_active)
  return Array.from({ length: territory.count }, (_, index) => {
    const departure = FIRST_DEPARTURE_MINUTES + 10 * index + 5 * context.random.integer(0, 3)
    const route = planRoute(context, territory, departure)
    const number = String(territory.letter.charCodeAt(0) % 7) + String(index + 11).padStart(2, '0')
    const reference = `${territory.letter}-${String(context.date.day).padStart(2, '0')}-0${number}`
    const plan: Plan = {
      ...emptyPlan(),
      ...route,
      reference,
      connectionId,
      driverSourceId: drivers[(index + skipped) % drivers.length]?.source_id ?? null,
      vehicleSourceId: vehicles[(index + skipped) % vehicles.length]?.source_id ?? null,
      territoryName: territory.name,
      instructions: TRAINING_INSTRUCTIONS[index % TRAINING_INSTRUCTIONS.length] ?? null,
      stops: route.stops.map((stop, place) => ({ ...stop, sourceStopId: `${reference}-${place + 1}` })),
    }
    return { plan, isToSend: index % 6 !== 4 }
  })
}

/** Plans a route from the depot to a few customers and back, at a realistic speed. */
function planRoute(context: DayContext, territory: TrainingTerritory, departureMinutes: number) {
  const { random } = context
  const customers = shuffled(territory.places, random).slice(
    0,
    random.integer(2, Math.min(7, territory.places.length)),
  )
  const places = [territory.depot, ...customers, territory.depot]
  let minutes = departureMinutes
  let kilometres = 0
  const stops: Stop[] = []
  for (const [index, place] of places.entries()) {
    const before = places[index - 1]
    if (before !== undefined) {
      const leg = roadEstimateKm(before, place)
      kilometres += leg
      minutes = upToFive(minutes + (leg / SPEED_KMH) * 60)
    }
    const isFirst = index === 0
    const isLast = index === places.length - 1
    const dwell = isFirst || isLast ? 0 : 5 * random.integer(2, 6)
    stops.push({
      ...planStop(place, isFirst ? 'first' : isLast ? 'last' : index === 1 ? 'pickup' : 'delivery'),
      scheduledArrival: isFirst ? null : instantOf(context, minutes),
      scheduledDeparture: isLast ? null : instantOf(context, minutes + dwell),
    })
    minutes += dwell
  }
  return {
    startsAt: instantOf(context, departureMinutes),
    endsAt: instantOf(context, minutes),
    totalDistance: Math.round(kilometres),
    totalDistanceUnit: 'km' as const,
    isDistanceEstimated: true,
    stops,
  }
}

function planStop(place: TrainingPlace, role: 'first' | 'last' | 'pickup' | 'delivery'): Stop {
  const kinds = {
    first: { stopType: 'YARD', activities: ['START_TRIP', 'HOOK_DROP'] },
    pickup: { stopType: 'PICKUP', activities: ['ARRIVE', 'LOADING', 'DEPART'] },
    delivery: { stopType: 'DELIVERY', activities: ['ARRIVE', 'UNLOADING', 'DEPART'] },
    last: { stopType: 'YARD', activities: ['END_TRIP'] },
  } as const
  return {
    ...emptyStop('not named yet'),
    stopType: kinds[role].stopType,
    activities: [...kinds[role].activities],
    locationName: place.name,
    latitude: place.latitude,
    longitude: place.longitude,
    inferredAddress: { city: place.city, province: 'TX', countryCode: 'US' },
    instructions: role === 'pickup' ? 'Count the pallets before signing.' : null,
  }
}

/** Adds the problem that belongs to this place of the list. */
function withOddity(
  each: TrainingPlan,
  index: number,
  all: readonly TrainingPlan[],
  fleet: Fleet,
): TrainingPlan {
  const { plan } = each
  switch (index) {
    case 3: // the driver of the previous workflow, at the same time
      return { plan: { ...plan, driverSourceId: all[2]?.plan.driverSourceId ?? null }, isToSend: true }
    case 5:
      return { plan: { ...plan, driverSourceId: null }, isToSend: false }
    case 6: // Catena refuses the unit
      return { plan: { ...plan, totalDistanceUnit: 'leagues', isDistanceEstimated: false }, isToSend: true }
    case 9: {
      const inactive = fleet.vehicles.find(
        (vehicle) => vehicle.connection_id === plan.connectionId && !vehicle.is_active,
      )
      return { plan: { ...plan, vehicleSourceId: inactive?.source_id ?? null }, isToSend: true }
    }
    case 18:
      return { plan: { ...plan, status: 'CANCELLED' }, isToSend: true }
    case 21: {
      const stale = fleet.connections.find((connection) => connection.status === 'stale')
      const driver = fleet.users.find((user) => user.connection_id === stale?.id && user.is_driver)
      const vehicle = fleet.vehicles.find((every) => every.connection_id === stale?.id)
      return {
        plan: {
          ...plan,
          connectionId: stale?.id ?? null,
          driverSourceId: driver?.source_id ?? null,
          vehicleSourceId: vehicle?.source_id ?? null,
        },
        isToSend: true,
      }
    }
    case 33:
      return { plan: { ...plan, driverSourceId: null, vehicleSourceId: null }, isToSend: true }
    default:
      return each
  }
}

/** The instant of a wall-clock time. In a gap or fold, Temporal's default applies. */
function instantOf({ date, timeZone }: DayContext, minutes: number): string {
  const wall = date.toPlainDateTime().add({ minutes })
  return wall.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).toInstant().toString()
}

function upToFive(minutes: number): number {
  return Math.ceil(minutes / 5) * 5
}

function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const left = [...items]
  return items
    .map(() => left.splice(random.integer(0, left.length - 1), 1)[0])
    .filter((each) => each !== undefined)
}
