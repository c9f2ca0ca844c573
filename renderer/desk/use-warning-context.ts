import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import {
  createWarningContext,
  unsupportedKey,
  type WarningContext,
} from '../../shared/model/warnings/warnings.ts'
import type { WorkflowRecord } from '../db/schema/records.ts'
import { useMinuteMs } from './desk-clock.tsx'
import { useDesk } from './desk-context.tsx'
import { useServices } from './services.ts'

/** Workflows that may overlap depart within this time of each other; none is planned to run longer. */
const NEIGHBOUR_MS = 48 * 3_600_000

const NOBODY: readonly WorkflowRecord[] = []

/**
 * What board, editor and outbox judge a workflow by: the same for all three, so that they warn of the same things.
 * It changes once a minute.
 */
export function useWarningContext(): WarningContext {
  const { time, settings, connection, connections, drivers, vehicles } = useDesk()
  const minuteMs = useMinuteMs()
  const { distanceUnit } = settings
  // As a text, which stays the same while its content does: a new set at each event would warn of the whole board anew.
  const refused = connection.unsupported.map((each) => unsupportedKey(each.connectionId, each.operation))
  const refusedLines = refused.sort().join('\n')
  const unsupported = useMemo(
    () => new Set(refusedLines === '' ? [] : refusedLines.split('\n')),
    [refusedLines],
  )
  return useMemo(
    () =>
      createWarningContext({
        nowMs: minuteMs,
        time,
        distanceUnit,
        connections,
        drivers,
        vehicles,
        unsupported,
      }),
    [minuteMs, time, distanceUnit, connections, drivers, vehicles, unsupported],
  )
}

/** Whoever may be booked twice with workflows that depart in this span; `null` = they have no departure. */
export function useNeighbours(firstMs: number | null, lastMs: number | null): readonly WorkflowRecord[] {
  const { db } = useServices()
  const found = useLiveQuery(async () => {
    if (firstMs === null || lastMs === null) return NOBODY
    const near = db.workflows.where('departsAtMs').between(firstMs - NEIGHBOUR_MS, lastMs + NEIGHBOUR_MS)
    return near.filter((each) => !each.isRemoved).toArray()
  }, [db, firstMs, lastMs])
  return found ?? NOBODY
}
