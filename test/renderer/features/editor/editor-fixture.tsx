import { MantineProvider } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { cssVariables, theme } from '../../../../renderer/components/theme/theme.ts'
import { createWorkflowCommands } from '../../../../renderer/db/commands/commands.ts'
import type { WorkflowRecord } from '../../../../renderer/db/schema/records.ts'
import { PlannerDatabase } from '../../../../renderer/db/schema/schema.ts'
import { ClockProvider, createDeskClock } from '../../../../renderer/desk/desk-clock.tsx'
import { DeskProvider, useDepotTime, useHostState } from '../../../../renderer/desk/desk-context.tsx'
import type { DraftWindow } from '../../../../renderer/desk/draft-window.ts'
import { type Services, ServicesContext } from '../../../../renderer/desk/services.ts'
import { useReferenceData } from '../../../../renderer/desk/use-reference-data.ts'
import { WorkflowEditor } from '../../../../renderer/features/editor/workflow-editor.tsx'
import { emptyPlan, emptyStop, type Plan, type Stop } from '../../../../shared/model/plan/workflow.ts'
import { settings } from '../../../../shared/model/settings.ts'
import type { SyncDetail, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import type { Hello } from '../../../../shared/rpc/contract.ts'
import { conflictCopyReference } from '../../../../shared/text/field-text.ts'
import { english } from '../../../doubles/english.ts'
import { createFakeHost } from '../../../doubles/host/fake-host.ts'

/** The clock of the editor's tests: 24 November 2026, 05:12 in Chicago. */
/** Nothing is read from elsewhere. */
const NO_PULL: Services['pull'] = {
  state: () => NOTHING_READ,
  subscribe: () => () => undefined,
  readNow: () => undefined,
}
const NOTHING_READ = { readAtMs: null, readCount: null, changeCount: 0, unreadableCount: 0 } as const

export const NOW = Date.parse('2026-11-24T11:12:00Z')
export const CONNECTION = '00000000-0000-4000-8000-000000000001'

/** What the page hears at its start. */
export function helloOf(): Hello {
  return {
    shell: 'test',
    version: '0',
    workspace: 'live',
    hostRunId: 'run',
    installId: 'INSTALL-0123456789',
    auth: {
      step: 'signedIn',
      account: null,
      displayName: null,
      isSessionOnly: false,
      detail: null,
      authorizationUrl: null,
      mode: 'code',
      clockAheadMs: null,
    },
    connection: {
      state: 'offline',
      checkedAt: null,
      since: '2026-11-24T11:00:00Z',
      detail: null,
      waitUntil: null,
      isAllHeld: false,
      allHeldSince: null,
      unsupported: [],
    },
    settings: settings.parse({ depotTimeZone: 'America/Chicago', territories: ['North', 'Harbour'] }),
    overridden: [],
    notices: [],
  }
}

/** A desk over a database of its own: services, clock, ids that can be foretold. */
export async function createEditorDesk(
  name: string,
  options?: ConstructorParameters<typeof PlannerDatabase>[1],
) {
  const db = new PlannerDatabase(name, options)
  await db.open()
  const host = createFakeHost({ hello: helloOf() })
  host.open()
  let minted = 0
  const mintId = () => `01J${String(++minted).padStart(23, '0')}`
  let now = NOW
  const nowMs = () => now
  const commands = createWorkflowCommands({
    db,
    nowMs,
    mintId,
    installId: 'INSTALL-0123456789',
    account: () => null,
    actor: () => 'Dana Reyes',
    nameConflictCopy: (reference) => conflictCopyReference(reference, english.t),
  })
  const draftWindow = draftWindowOf('here')
  const services: Services = {
    host: host.client,
    db,
    commands,
    hello: helloOf(),
    nowMs,
    mintId,
    draftWindow,
    pull: NO_PULL,
    refreshLists: async () => {},
  }
  await seedFleet(db)
  return {
    db,
    host,
    services,
    commands,
    setNow: (ms: number) => {
      now = ms
    },
    async save(plan: Plan, intent: 'draft' | 'send' = 'draft'): Promise<WorkflowRecord> {
      const made = { workflowId: mintId(), baseRev: null, plan, intent }
      const { saved } = await commands.apply('New', [made])
      const record = saved[0]
      if (record === undefined) throw new Error('nothing was saved')
      return record
    },
  }
}

/** A window. `others` are open beside it. */
export function draftWindowOf(id: string, others: ReadonlySet<string> = new Set(['open'])): DraftWindow {
  const isOpen = (windowId: string) => windowId === id || others.has(windowId)
  return {
    keyOf: (workflowId) => `${workflowId}:${id}`,
    orphansOf: async (keys) => keys.filter((each) => !isOpen(each.split(':')[1] ?? '')),
  }
}

export type EditorDesk = Awaited<ReturnType<typeof createEditorDesk>>

async function seedFleet(db: PlannerDatabase): Promise<void> {
  await db.connections.bulkPut([
    {
      id: CONNECTION,
      fleetId: null,
      tspId: null,
      sourceName: 'samsara',
      status: 'active',
      description: 'Norte Freight',
    },
    {
      id: '00000000-0000-4000-8000-000000000002',
      fleetId: null,
      tspId: null,
      sourceName: 'geotab',
      status: 'stale',
      description: 'Harbour Lines',
    },
  ])
  const names = ['J. Whitefeather', 'A. Moreno', 'S. Okafor', 'P. Lindqvist', 'K. Adeyemi', 'R. Núñez']
  await db.drivers.bulkPut(
    names.map((each, index) => ({
      id: `d${index}`,
      connectionId: CONNECTION,
      sourceId: `drv-${index + 1}`,
      name: each,
      employeeNumber: `10${index}`,
      phoneNumber: null,
      isActive: index !== 3,
    })),
  )
  await db.vehicles.bulkPut(
    ['T-118', 'T-204', 'T-077'].map((each) => ({
      id: each,
      connectionId: CONNECTION,
      sourceId: each.toLowerCase(),
      name: each,
      licensePlate: `IL ${each.slice(2)}`,
      vin: null,
      isActive: true,
    })),
  )
  for (const kind of ['connections', 'drivers', 'vehicles']) {
    await db.meta.put({
      key: `reference.${kind}`,
      value: { asOf: '2026-11-24T10:12:00.000Z', failure: null },
    })
  }
}

/** Services and desk around a screen, as the frame gives them. */
export function DeskFrame(props: {
  services: Services
  colorScheme?: 'light' | 'dark'
  children: ReactNode
}) {
  const { services } = props
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={props.colorScheme ?? 'light'}
      env={props.colorScheme === undefined ? 'test' : 'default'}
    >
      <ServicesContext value={services}>
        <DeskOf services={services}>{props.children}</DeskOf>
      </ServicesContext>
    </MantineProvider>
  )
}

/** Stands at {@link NOW}. */
const STILL_CLOCK = createDeskClock(
  () => NOW,
  () => () => undefined,
)

function DeskOf({ services, children }: { services: Services; children: ReactNode }) {
  const state = useHostState(services.host, services.hello)
  const time = useDepotTime(state.settings, 'en-GB')
  const { connections, drivers, vehicles } = useReferenceData()
  const desk = useMemo(
    () => ({ ...state, time, today: '2026-11-24', connections, drivers, vehicles }),
    [state, time, connections, drivers, vehicles],
  )
  return (
    <DeskProvider value={desk}>
      <ClockProvider clock={STILL_CLOCK}>{children}</ClockProvider>
    </DeskProvider>
  )
}

/** The editor as the frame holds it: opens what it is told to, and has a button that asks for a correction. */
export function EditorHost(props: { start: string; initialPlan?: Plan; onClose?: () => void }) {
  const [workflowId, setWorkflowId] = useState(props.start)
  const [isToCorrect, setIsToCorrect] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setIsToCorrect(true)}>
        Correct
      </button>
      <WorkflowEditor
        workflowId={workflowId}
        day="2026-11-24"
        {...(props.initialPlan === undefined ? {} : { initialPlan: props.initialPlan })}
        isToCorrect={isToCorrect}
        onCorrecting={() => setIsToCorrect(false)}
        onOpen={setWorkflowId}
        onClose={props.onClose ?? (() => {})}
      />
    </>
  )
}

/** A plan that could be sent, with `change` on top. */
export function goodPlan(change: Partial<Plan> = {}): Plan {
  return {
    ...emptyPlan(),
    reference: 'N-24-0612',
    connectionId: CONNECTION,
    driverSourceId: 'drv-1',
    vehicleSourceId: 't-118',
    territoryName: 'North',
    startsAt: '2026-11-24T11:55:00Z',
    endsAt: '2026-11-24T18:05:00Z',
    ...change,
  }
}

/** A stop with a name, with `change` on top. */
export function namedStop(name: string, change: Partial<Stop> = {}): Stop {
  return { ...emptyStop(`stop-${name}`), locationName: name, ...change }
}

/** The answer to `sync.detail`, with `change` on top. */
export function detailOf(sync: WorkflowSync, change: Partial<SyncDetail> = {}): SyncDetail {
  return { sync, remote: null, theirs: null, lines: [], ...change }
}
