import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo } from 'react'
import {
  createWarningContext,
  type UnsupportedWrites,
  unsupportedWrites,
  type WarningContext,
} from '../shared/model/warnings.ts'
import type { WorkflowRecord } from './db/schema.ts'
import { useDesk } from './desk-state.tsx'
import { useServices } from './services.ts'

/** Workflows that may overlap depart within this time of each other; none is planned to run longer. */
const NEIGHBOUR_MS = 48 * 3_600_000

const NOBODY: readonly WorkflowRecord[] = []

/**
 * What board, editor and outbox judge a workflow by: the same for all three, so that they warn of the same things.
 * Moves with the minute.
 */
export function useWarningContext(): WarningContext {
  const { db } = useServices()
  const { nowMs, time, settings, connections, drivers, vehicles } = useDesk()
  const { distanceUnit } = settings
  const minuteMs = Math.floor(nowMs / 60_000) * 60_000
  // As a text, which stays the same while its content does: a new set at each save would warn of the whole board anew.
  const refusedWrites = useLiveQuery(async () => {
    const blocked = await db.workflows.where('shownState').equals('blocked').toArray()
    return [...unsupportedWrites(blocked)].sort().join('\n')
  }, [db])
  const unsupported = useMemo(() => unsupportedOf(refusedWrites), [refusedWrites])
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

function unsupportedOf(lines: string | undefined): UnsupportedWrites {
  return new Set((lines ?? '').split('\n').filter((each) => each !== ''))
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
