import type { ValidationDetail } from '../api/answers.ts'
import type { Fleet } from '../world/fleet.ts'
import type { SandboxCharacter } from './character.ts'

type Body = Readonly<Record<string, unknown>>

/** Driver and vehicle: the wire fields of the external id and of Catena's id. */
const NAMED = [
  { what: 'driver', external: 'source_driver_id', catena: 'driver_id', list: 'users' },
  { what: 'vehicle', external: 'source_vehicle_id', catena: 'vehicle_id', list: 'vehicles' },
] as const

/** Validation errors of the ids of driver and vehicle, by the ids that this Catena accepts. */
export function idProblems(
  body: Body,
  fleet: Fleet,
  connectionId: string,
  takes: SandboxCharacter['ids'],
): ValidationDetail[] {
  if (takes === 'any') return []
  const found: ValidationDetail[] = []
  for (const { what, external, catena, list } of NAMED) {
    const [known, unknown] = takes === 'external' ? [external, catena] : [catena, external]
    if (unknown in body) {
      found.push({
        path: unknown,
        input: body[unknown],
        message: 'unknown field',
        error_type: 'extra_forbidden',
      })
    }
    const value = body[known]
    const field = takes === 'external' ? 'source_id' : 'id'
    const isKnown = fleet[list].some((each) => each.connection_id === connectionId && each[field] === value)
    if (value != null && !isKnown) {
      const kind = takes === 'external' ? 'external' : 'Catena'
      found.push({
        path: known,
        input: value,
        message: `No ${what} with this ${kind} id`,
        error_type: 'value_error',
      })
    }
  }
  return found
}

/**
 * The body with both ids of driver and vehicle, if the fleet knows them. Catena resolves one from the other [doc:
 * "including auto-resolved source IDs"].
 */
export function withResolvedIds(body: Body, fleet: Fleet): Record<string, unknown> {
  const resolved: Record<string, unknown> = { ...body }
  for (const { external, catena, list } of NAMED) {
    const known: readonly { id: string; source_id: string }[] = fleet[list]
    if (external in body) {
      resolved[catena] = known.find((each) => each.source_id === body[external])?.id ?? null
    } else if (catena in body) {
      resolved[external] = known.find((each) => each.id === body[catena])?.source_id ?? null
    }
  }
  return resolved
}
