import { z } from 'zod'

/** Reference data as the desk keeps it: what Catena lists, reduced to what a planner needs. */

/** A Fleet/TSP pairing this account may write to. `status` other than `active` blocks sending. */
export const connection = z.object({
  id: z.string().min(1),
  fleetId: z.string().nullable(),
  tspId: z.string().nullable(),
  /** The TSP's name as Catena gives it. */
  sourceName: z.string().nullable(),
  /** `active` `inactive` `paused` `expired` `cancelled` `pending` `deleted` `stale`, or a value not yet known. */
  status: z.string(),
  description: z.string().nullable(),
})
export type Connection = z.infer<typeof connection>

/** A driver: a Catena user with `is_driver: true`. */
export const driver = z.object({
  id: z.string().min(1),
  connectionId: z.string().nullable(),
  /** What a workflow carries to name the driver. */
  sourceId: z.string().min(1),
  name: z.string(),
  employeeNumber: z.string().nullable(),
  phoneNumber: z.string().nullable(),
  isActive: z.boolean(),
})
export type Driver = z.infer<typeof driver>

/** A vehicle. */
export const vehicle = z.object({
  id: z.string().min(1),
  connectionId: z.string().nullable(),
  /** What a workflow carries to name the vehicle. */
  sourceId: z.string().min(1),
  name: z.string(),
  licensePlate: z.string().nullable(),
  vin: z.string().nullable(),
  isActive: z.boolean(),
})
export type Vehicle = z.infer<typeof vehicle>

/** Names a driver or a vehicle: source ids are unique within a connection only. */
export function referenceKey(connectionId: string | null, sourceId: string): string {
  return `${connectionId ?? ''} ${sourceId}`
}

/** Drivers or vehicles by {@link referenceKey}. */
export function byReferenceKey<Assignee extends Pick<Driver, 'connectionId' | 'sourceId'>>(
  list: readonly Assignee[],
): ReadonlyMap<string, Assignee> {
  return new Map(list.map((each) => [referenceKey(each.connectionId, each.sourceId), each]))
}

/**
 * The driver or vehicle that a workflow names, from a list by {@link referenceKey}; `undefined` = not known. While no
 * connection is chosen, an id that exactly one connection lists is taken; an id that several list is not known.
 */
export function assigneeOf<Assignee extends Pick<Driver, 'sourceId'>>(
  known: ReadonlyMap<string, Assignee>,
  connectionId: string | null,
  sourceId: string,
): Assignee | undefined {
  const found = known.get(referenceKey(connectionId, sourceId)) ?? known.get(referenceKey(null, sourceId))
  if (found !== undefined || connectionId !== null) return found
  const alike = [...known.values()].filter((each) => each.sourceId === sourceId)
  return alike.length === 1 ? alike[0] : undefined
}

/** The name that board and editor show: its name in the list, else the id in the workflow. */
export function assigneeName(
  known: ReadonlyMap<string, Pick<Driver, 'sourceId' | 'name'>>,
  connectionId: string | null,
  sourceId: string | null,
): string {
  if (sourceId === null) return ''
  return assigneeOf(known, connectionId, sourceId)?.name || sourceId
}

/** The kinds of reference data that are cached on this computer. */
export const REFERENCE_KINDS = ['connections', 'drivers', 'vehicles'] as const
export type ReferenceKind = (typeof REFERENCE_KINDS)[number]

/** One page of reference data. `nextCursor: null` is the last. */
export const referencePage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connections'), items: z.array(connection), nextCursor: z.string().nullable() }),
  z.object({ kind: z.literal('drivers'), items: z.array(driver), nextCursor: z.string().nullable() }),
  z.object({ kind: z.literal('vehicles'), items: z.array(vehicle), nextCursor: z.string().nullable() }),
])
export type ReferencePage = z.infer<typeof referencePage>
