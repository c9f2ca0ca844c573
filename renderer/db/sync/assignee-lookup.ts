import type { Table } from 'dexie'
import type { AssigneeField, AssigneeIds } from '../../../shared/model/plan/assignee-ids.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import { assigneeOf, byReferenceKey, type Driver, type Vehicle } from '../../../shared/model/reference.ts'
import type { PlannerDatabase } from '../schema/schema.ts'

/** Catena's ids of the drivers and vehicles of some plans, from the lists that are cached on this computer. */
export type AssigneeLookup = (plan: Pick<Plan, 'connectionId' | AssigneeField>) => AssigneeIds | undefined

type Named = Pick<Driver | Vehicle, 'id' | 'connectionId' | 'sourceId'>

/** Reads the drivers and vehicles that `plans` name. A plan that names nobody whose id is known gets `undefined`. */
export async function readAssigneeIds(
  db: PlannerDatabase,
  plans: readonly Pick<Plan, 'connectionId' | AssigneeField>[],
): Promise<AssigneeLookup> {
  const [drivers, vehicles] = await Promise.all([
    named(
      db.drivers,
      plans.map((each) => each.driverSourceId),
    ),
    named(
      db.vehicles,
      plans.map((each) => each.vehicleSourceId),
    ),
  ])
  return ({ connectionId, driverSourceId, vehicleSourceId }) => {
    if (connectionId === null) return undefined
    const driver = pairOf(drivers, connectionId, driverSourceId)
    const vehicle = pairOf(vehicles, connectionId, vehicleSourceId)
    if (driver === undefined && vehicle === undefined) return undefined
    return {
      connectionId,
      ...(driver !== undefined && { driverSourceId: driver }),
      ...(vehicle !== undefined && { vehicleSourceId: vehicle }),
    }
  }
}

async function named<T extends Named>(
  table: Table<T, string>,
  sourceIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, Named>> {
  const wanted = [...new Set(sourceIds.filter((each) => each !== null))]
  if (wanted.length === 0) return new Map()
  const found = await table.where('sourceId').anyOf(wanted).toArray()
  return byReferenceKey(found)
}

function pairOf(known: ReadonlyMap<string, Named>, connectionId: string, sourceId: string | null) {
  if (sourceId === null) return undefined
  const found = assigneeOf(known, connectionId, sourceId)
  return found === undefined ? undefined : { sourceId, id: found.id }
}
