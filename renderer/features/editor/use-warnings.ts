import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import {
  createWarningContext,
  unsupportedWrites,
  type Warning,
  type WarningSubject,
  warningsOf,
} from '../../../shared/model/warnings.ts'
import { departureOf, type Plan } from '../../../shared/model/workflow.ts'
import { readInstantMs } from '../../../shared/util/depot-time.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import { useServices } from '../../services.ts'

/** Workflows that may overlap depart within this time of each other; none is planned to run longer. */
const NEIGHBOUR_MS = 48 * 3_600_000

/** Warnings of a plan as it stands in the form, double bookings with its neighbours included. Never blocks. */
export function useWarnings(plan: Plan, record: WorkflowRecord | null): readonly Warning[] {
  const { db } = useServices()
  const { nowMs, time, settings, connections, drivers, vehicles } = useDesk()
  const departure = departureOf(plan)
  const departureMs = departure === null ? null : readInstantMs(departure)
  const neighbours = useLiveQuery(async () => {
    if (departureMs === null) return []
    const near = db.workflows
      .where('departsAtMs')
      .between(departureMs - NEIGHBOUR_MS, departureMs + NEIGHBOUR_MS)
    return near.filter((each) => !each.isRemoved).toArray()
  }, [db, departureMs])
  const unsupported = useLiveQuery(
    async () => unsupportedWrites(await db.workflows.where('shownState').equals('blocked').toArray()),
    [db],
  )
  const context = useMemo(
    () =>
      createWarningContext({
        nowMs,
        time,
        distanceUnit: settings.distanceUnit,
        connections,
        drivers,
        vehicles,
        unsupported: unsupported ?? new Set<string>(),
      }),
    [nowMs, time, settings.distanceUnit, connections, drivers, vehicles, unsupported],
  )
  return useMemo(() => {
    const subject: WarningSubject = {
      id: record?.id ?? '',
      plan,
      shownState: record?.shownState ?? 'draft',
      sync: record?.sync ?? null,
    }
    return warningsOf(subject, context, neighbours ?? [])
  }, [plan, record, context, neighbours])
}
