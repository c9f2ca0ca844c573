import { emptyPlan, emptyStop, type Plan } from '../../../shared/model/plan/workflow.ts'
import { BAD_REQUEST_TEXT, REFUSED_TEXT } from '../../doubles/catena/model-catena.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import { START_EPOCH_MS } from '../../doubles/virtual-clock.ts'

/** What the dispatcher plans: small, but with every kind of field that an update can change. */
export function drawPlan(random: SeededRandom, connectionIds: readonly string[], name: string): Plan {
  return {
    ...emptyPlan(),
    reference: name,
    connectionId: random.pick(connectionIds),
    driverSourceId: random.chance(0.7) ? `driver-${random.whole(1, 9)}` : null,
    startsAt: new Date(START_EPOCH_MS + random.whole(1, 200) * 3_600_000).toISOString(),
    instructions: drawText(random, 1),
    stops: random.chance(0.4) ? [{ ...emptyStop(`${name}-1`), locationName: 'Yard', stopType: 'YARD' }] : [],
  }
}

function drawText(random: SeededRandom, version: number): string {
  if (random.chance(0.03)) return REFUSED_TEXT
  return random.chance(0.02) ? BAD_REQUEST_TEXT : `version ${version}`
}

/** The same plan with one field changed. */
export function editPlan(random: SeededRandom, plan: Plan, seq: number): Plan {
  switch (random.whole(0, 3)) {
    case 0:
      return { ...plan, driverSourceId: random.chance(0.3) ? null : `driver-${random.whole(1, 9)}` }
    case 1:
      return { ...plan, territoryName: `territory ${seq}` }
    case 2: {
      const stop = { ...emptyStop(`${plan.reference}-${seq}`), locationName: `Stop ${seq}` }
      return { ...plan, stops: [...plan.stops, stop] }
    }
    default:
      return { ...plan, instructions: drawText(random, seq) }
  }
}

/** The same plan with times that are not whole minutes. */
export function withSeconds(random: SeededRandom, plan: Plan): Plan {
  const startMs = Date.parse(plan.startsAt ?? new Date(START_EPOCH_MS).toISOString())
  const at = (ms: number) => new Date(ms + random.whole(1, 59) * 1_000).toISOString()
  return {
    ...plan,
    startsAt: at(startMs),
    endsAt: at(startMs + 8 * 3_600_000),
    stops: plan.stops.map((stop) => ({ ...stop, scheduledArrival: at(startMs + 3_600_000) })),
  }
}

/** The same plan with a distance. */
export function withDistance(random: SeededRandom, plan: Plan): Plan {
  return { ...plan, totalDistance: random.whole(1, 900), totalDistanceUnit: 'km' }
}
