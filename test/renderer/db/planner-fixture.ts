import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { EditIntent, WorkflowEdit } from '../../../renderer/db/commands/command-types.ts'
import { createWorkflowCommands } from '../../../renderer/db/commands/commands.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { PlannerDatabase } from '../../../renderer/db/schema/schema.ts'
import { emptyPlan, emptyStop, type Plan } from '../../../shared/model/plan/workflow.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { conflictCopyReference } from '../../../shared/text/field-text.ts'
import type { Texts } from '../../../shared/text/texts.ts'
import { english } from '../../doubles/english.ts'

export const CONNECTION_ID = '6f1b0a3e-3f55-4c7e-9d3c-0d6f3f1f2a10'
export const ACCOUNT: Account = { issuer: 'https://id.example', subject: 'dispatcher-1' }

/** An empty database in memory, with the commands over it and a clock that the test moves. */
export function createPlanner(
  options: {
    name?: string
    indexedDB?: IDBFactory
    account?: Account
    idPrefix?: string
    texts?: Texts
  } = {},
) {
  const indexedDB = options.indexedDB ?? new IDBFactory()
  const dexieOptions = { indexedDB, IDBKeyRange }
  // A live query does nothing where the global dependency is missing, whatever the database was given.
  Object.assign(Dexie.dependencies, { indexedDB, IDBKeyRange })
  const db = new PlannerDatabase(options.name ?? 'planner-test', dexieOptions)
  const clock = { nowMs: Date.parse('2026-11-24T05:00:00Z') }
  const mintId = createMint(options.idPrefix)
  const commands = createWorkflowCommands({
    db,
    nowMs: () => clock.nowMs,
    mintId,
    installId: 'INSTALL-0123456789',
    account: () => options.account ?? ACCOUNT,
    nameConflictCopy: (reference) => conflictCopyReference(reference, (options.texts ?? english).t),
  })
  return {
    db,
    commands,
    clock,
    mintId,
    indexedDB,
    dexieOptions,
    close() {
      db.workflowFeed.close()
      db.close()
    },
  }
}
export type Planner = ReturnType<typeof createPlanner>

/** Ids in order, so that a failing test can be read. Unlike in the app they repeat over databases: give a prefix. */
export function createMint(prefix = 'ID'): () => string {
  let count = 0
  return () => {
    count += 1
    return `${prefix}${String(count).padStart(24, '0')}`
  }
}

/** A plan that Catena would take. */
export function samplePlan(changes: Partial<Plan> = {}): Plan {
  return {
    ...emptyPlan(),
    reference: 'N-24-0612',
    connectionId: CONNECTION_ID,
    driverSourceId: 'drv-7',
    vehicleSourceId: 'veh-3',
    territoryName: 'North',
    startsAt: '2026-11-24T05:55:00Z',
    endsAt: '2026-11-24T13:00:00Z',
    stops: [
      { ...emptyStop('s1'), locationName: 'Depot', stopType: 'YARD' },
      {
        ...emptyStop('s2'),
        locationName: 'Müller Bäckerei',
        stopType: 'DELIVERY',
        latitude: 52.5,
        longitude: 13.4,
      },
    ],
    ...changes,
  }
}

/** An edit of a stored workflow, or of a new one. */
export function editOf(
  target: WorkflowRecord | string,
  plan: Plan,
  intent: EditIntent = 'send',
): WorkflowEdit {
  return typeof target === 'string'
    ? { workflowId: target, baseRev: null, plan, intent }
    : { workflowId: target.id, baseRev: target.rev, plan, intent }
}
