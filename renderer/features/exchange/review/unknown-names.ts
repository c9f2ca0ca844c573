import type { Driver, Vehicle } from '../../../../shared/model/reference.ts'
import type { ImportCandidate } from '../file/assemble.ts'

/** Ids of a file that this computer has not heard of. Nothing is unknown while no list has been fetched. */
export interface UnknownNames {
  readonly drivers: readonly string[]
  readonly vehicles: readonly string[]
}

/** Finds the drivers and vehicles of workflows that stand in no list of this computer. */
export function findUnknownNames(
  candidates: readonly ImportCandidate[],
  drivers: readonly Driver[],
  vehicles: readonly Vehicle[],
): UnknownNames {
  return {
    drivers: unknownOf(candidates, 'driverSourceId', drivers),
    vehicles: unknownOf(candidates, 'vehicleSourceId', vehicles),
  }
}

function unknownOf(
  candidates: readonly ImportCandidate[],
  field: 'driverSourceId' | 'vehicleSourceId',
  list: readonly (Driver | Vehicle)[],
): readonly string[] {
  if (list.length === 0) return []
  const known = new Set(list.map((each) => each.sourceId))
  const found = new Set<string>()
  for (const { plan } of candidates) {
    const id = plan[field]
    if (id !== null && !known.has(id)) found.add(id)
  }
  return [...found]
}
