import {
  assigneeName,
  assigneeOf,
  byReferenceKey,
  type Driver,
  type Vehicle,
} from '../../../../shared/model/reference.ts'
import type { NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import type { OutboxLine } from '../../../db/queries/queries.ts'

/** What stands in the way of the changes that go out when the network is back. */
export interface Preflight {
  /** The names of drivers and vehicles in these changes that are no longer active. */
  readonly inactive: readonly string[]
  /** Connections whose TSP takes no updates, and of which an update waits. */
  readonly withoutUpdates: readonly string[]
}

/** What the desk knows beside the outbox. */
export interface PreflightFacts {
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
  readonly unsupported: NetworkStatus['unsupported']
}

type Assignees = ReadonlyMap<string, Driver | Vehicle>

/** Looks through what waits to be sent. */
export function preflightOf(lines: readonly OutboxLine[], facts: PreflightFacts): Preflight {
  const drivers: Assignees = byReferenceKey(facts.drivers)
  const vehicles: Assignees = byReferenceKey(facts.vehicles)
  const refusing = new Set(
    facts.unsupported.filter((each) => each.operation === 'update').map((each) => each.connectionId),
  )
  const inactive = new Set<string>()
  const withoutUpdates = new Set<string>()
  for (const { workflow, pendingChange } of lines) {
    if (pendingChange === null || pendingChange.intent === 'cancel') continue
    const { connectionId, driverSourceId, vehicleSourceId } = pendingChange.plan
    for (const [known, id] of [
      [drivers, driverSourceId],
      [vehicles, vehicleSourceId],
    ] as const) {
      if (id === null || assigneeOf(known, connectionId, id)?.isActive !== false) continue
      inactive.add(assigneeName(known, connectionId, id))
    }
    const isUpdate = workflow.sync?.resourceId != null
    if (isUpdate && connectionId !== null && refusing.has(connectionId)) withoutUpdates.add(connectionId)
  }
  return { inactive: [...inactive], withoutUpdates: [...withoutUpdates] }
}
