import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useRef } from 'react'
import type { Connection, Driver, ReferenceKind, Vehicle } from '../../shared/model/reference.ts'
import { REFERENCE_KINDS } from '../../shared/model/reference.ts'
import { isSameJson } from '../../shared/util/same-json.ts'
import { useTexts } from '../components/display/texts.tsx'
import { type ReferenceState, referenceMetaKey, referenceState } from '../db/reference/reference-cache.ts'
import type { PlannerDatabase } from '../db/schema/schema.ts'
import { useServices } from './services.ts'

/** Connections, drivers and vehicles as cached on this computer. */
export interface ReferenceData {
  /** False until the first read of the cache has ended. */
  readonly isLoaded: boolean
  readonly connections: readonly Connection[]
  /** By name. */
  readonly drivers: readonly Driver[]
  /** By name. */
  readonly vehicles: readonly Vehicle[]
  /** By the external id that a workflow carries. */
  readonly driverBySourceId: ReadonlyMap<string, Driver>
  readonly vehicleBySourceId: ReadonlyMap<string, Vehicle>
  readonly connectionById: ReadonlyMap<string, Connection>
  /** When each list was fetched and why the newest attempt failed: "as of HH:MM". */
  readonly states: Readonly<Record<ReferenceKind, ReferenceState>>
}

const NEVER: ReferenceState = { asOf: null, failure: null }

async function readAll(db: PlannerDatabase) {
  const tables = [db.connections, db.drivers, db.vehicles, db.meta]
  return db.transaction('r', tables, async () => {
    const [connections, drivers, vehicles, metas] = await Promise.all([
      db.connections.toArray(),
      db.drivers.toArray(),
      db.vehicles.toArray(),
      db.meta.bulkGet(REFERENCE_KINDS.map(referenceMetaKey)),
    ])
    const states = { connections: NEVER, drivers: NEVER, vehicles: NEVER }
    for (const [index, kind] of REFERENCE_KINDS.entries()) {
      const parsed = referenceState.safeParse(metas[index]?.value)
      if (parsed.success) states[kind] = parsed.data
    }
    return { connections, drivers, vehicles, states }
  })
}

/** A list that was fetched again and says the same stays the same: a board of 10,000 is not made anew for it. */
function sameOr<T>(before: readonly T[], now: readonly T[]): readonly T[] {
  return isSameJson(before, now) ? before : now
}

/** The cached reference data, live. Works with no network; `states` say how old they are. */
export function useReferenceData(): ReferenceData {
  const { db } = useServices()
  const { compare } = useTexts()
  const stored = useLiveQuery(() => readAll(db), [db])
  const kept = useRef<Pick<ReferenceData, 'connections' | 'drivers' | 'vehicles'>>({
    connections: [],
    drivers: [],
    vehicles: [],
  })
  return useMemo(() => {
    const byName = (a: { name: string }, b: { name: string }) => compare(a.name, b.name)
    const last = kept.current
    const drivers = sameOr(last.drivers, [...(stored?.drivers ?? [])].sort(byName))
    const vehicles = sameOr(last.vehicles, [...(stored?.vehicles ?? [])].sort(byName))
    const connections = sameOr(last.connections, stored?.connections ?? [])
    kept.current = { connections, drivers, vehicles }
    return {
      isLoaded: stored !== undefined,
      connections,
      drivers,
      vehicles,
      driverBySourceId: new Map(drivers.map((each) => [each.sourceId, each])),
      vehicleBySourceId: new Map(vehicles.map((each) => [each.sourceId, each])),
      connectionById: new Map(connections.map((each) => [each.id, each])),
      states: stored?.states ?? { connections: NEVER, drivers: NEVER, vehicles: NEVER },
    }
  }, [stored, compare])
}
