import type {
  Connection,
  Driver,
  ReferenceKind,
  ReferencePage,
  Vehicle,
} from '../../../shared/model/reference.ts'
import { assertNever } from '../../../shared/util/assert-never.ts'
import { wireConnection, wireUser, wireVehicle } from '../../catena/wire.ts'

/** The items of a page of reference data, and the number of records that could not be used. */
export interface ReferenceItems {
  readonly page: ReferencePage
  readonly setAsideCount: number
}

/**
 * Converts one page to the desk's items. Deleted records are left out. A record that does not parse, or has no external
 * id by which a workflow could name it, is left out and counted.
 */
export function referenceItems(
  kind: ReferenceKind,
  items: readonly unknown[],
  nextCursor: string | null,
): ReferenceItems {
  switch (kind) {
    case 'connections': {
      const { kept, setAsideCount } = sorted(items, connectionOf)
      return { page: { kind, items: kept, nextCursor }, setAsideCount }
    }
    case 'drivers': {
      const { kept, setAsideCount } = sorted(items, driverOf)
      return { page: { kind, items: kept, nextCursor }, setAsideCount }
    }
    case 'vehicles': {
      const { kept, setAsideCount } = sorted(items, vehicleOf)
      return { page: { kind, items: kept, nextCursor }, setAsideCount }
    }
    default:
      return assertNever(kind)
  }
}

/** `null`: deleted. `undefined`: cannot be used. */
type Mapped<T> = T | null | undefined

function sorted<T>(
  items: readonly unknown[],
  map: (item: unknown) => Mapped<T>,
): { kept: T[]; setAsideCount: number } {
  const kept: T[] = []
  let setAsideCount = 0
  for (const item of items) {
    const mapped = map(item)
    if (mapped === undefined) setAsideCount += 1
    else if (mapped !== null) kept.push(mapped)
  }
  return { kept, setAsideCount }
}

function connectionOf(item: unknown): Mapped<Connection> {
  const parsed = wireConnection.safeParse(item)
  if (!parsed.success) return undefined
  const wire = parsed.data
  if (wire.deleted_at != null) return null
  return {
    id: wire.id,
    fleetId: wire.fleet_id ?? null,
    tspId: wire.tsp_id ?? null,
    sourceName: wire.source_name ?? null,
    status: wire.status,
    description: wire.description ?? null,
  }
}

function driverOf(item: unknown): Mapped<Driver> {
  const parsed = wireUser.safeParse(item)
  if (!parsed.success) return undefined
  const wire = parsed.data
  if (wire.is_driver !== true || wire.deleted_at != null) return null
  if (!wire.source_id) return undefined
  const name = [wire.first_name, wire.last_name]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ')
  return {
    id: wire.id,
    connectionId: wire.connection_id ?? null,
    sourceId: wire.source_id,
    name: name || wire.username?.trim() || wire.source_id,
    employeeNumber: wire.employee_number ?? null,
    phoneNumber: wire.phone_number ?? null,
    isActive: wire.is_active ?? true,
  }
}

function vehicleOf(item: unknown): Mapped<Vehicle> {
  const parsed = wireVehicle.safeParse(item)
  if (!parsed.success) return undefined
  const wire = parsed.data
  if (wire.deleted_at != null) return null
  if (!wire.source_id) return undefined
  return {
    id: wire.id,
    connectionId: wire.connection_id ?? null,
    sourceId: wire.source_id,
    name: wire.vehicle_name?.trim() || wire.license_plate_number?.trim() || wire.source_id,
    licensePlate: wire.license_plate_number ?? null,
    vin: wire.vin ?? null,
    isActive: wire.is_active ?? true,
  }
}
