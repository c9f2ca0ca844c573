import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import '../../../renderer/components/theme/theme.css'
import { MantineProvider } from '@mantine/core'
import { setNonce } from 'get-nonce'
import { createRoot } from 'react-dom/client'
import { ulid } from 'ulid'
import { Boot } from '../../../renderer/app/boot.tsx'
import { Toasts } from '../../../renderer/components/feedback/notify.tsx'
import { readStyleNonce } from '../../../renderer/components/theme/nonce.ts'
import { cssVariables, theme } from '../../../renderer/components/theme/theme.ts'
import { createWorkflowCommands } from '../../../renderer/db/commands/commands.ts'
import { PlannerDatabase } from '../../../renderer/db/schema/schema.ts'
import type { REFERENCE_KINDS, ReferencePage } from '../../../shared/model/reference.ts'
import { settings } from '../../../shared/model/settings.ts'
import type { Hello } from '../../../shared/rpc/contract.ts'
import { BENCH_CONNECTION, benchAssignees } from '../../bench/bench-data.ts'
import { createFakeHost } from '../../doubles/host/fake-host.ts'
import { CONNECTION, DAY, DRIVERS, seedDay, statusOf, VEHICLES } from './desk-day.ts'

/**
 * The whole desk in a real browser over a host of the test: to look at it, to measure it, and to check it with axe.
 * `?scheme=dark&workspace=live|training|none&count=42&state=offline`. With `stored=42` it shows what the bench has stored,
 * with so many drivers and vehicles; else it plans a day anew.
 */
const query = new URLSearchParams(location.search)
const scheme = query.get('scheme') === 'dark' ? 'dark' : 'light'
const workspace = query.get('workspace') ?? 'live'
const count = Number(query.get('count') ?? 42)
const connectionState = (query.get('state') ?? 'offline') as Hello['connection']['state']

const hello: Hello = {
  shell: 'test',
  version: '0.0.0',
  workspace: workspace === 'live' || workspace === 'training' ? workspace : null,
  hostRunId: 'run',
  installId: 'INSTALL-0123456789',
  auth: {
    step: workspace === 'waiting' ? 'waitingForBrowser' : 'signedOut',
    account: null,
    displayName: null,
    isSessionOnly: false,
    detail: null,
    authorizationUrl: workspace === 'waiting' ? 'http://127.0.0.1:9/auth?client_id=depot-planner' : null,
    mode: null,
    clockAheadMs: null,
  },
  connection: {
    state: connectionState,
    checkedAt: `${DAY}T11:33:40Z`,
    since: `${DAY}T11:12:00Z`,
    detail: null,
    waitUntil: null,
    isAllHeld: false,
    allHeldSince: null,
    unsupported: [],
  },
  settings: settings.parse({
    depotTimeZone: 'America/Chicago',
    colorScheme: scheme,
    territories: ['North', 'Harbour', 'West'],
  }),
  overridden: ['apiUrl'],
  notices: [],
}

const seeds = new Map<string, ReturnType<typeof seedDay>[number]>()
const host = createFakeHost({
  hello,
  statusOf: (entry) => statusOf(entry, seeds.get(entry.workflowId)?.sync ?? null),
  answers: {
    'reference.page': ({ kind }) => ({ page: pageOf(kind), asOf: `${DAY}T10:12:00Z` }),
  },
})
host.open()
Object.assign(window, { fakeHost: host })

const stored = query.get('stored')
const assignee = stored === null ? { drivers: DRIVERS, vehicles: VEHICLES } : benchAssignees(Number(stored))

function pageOf(kind: (typeof REFERENCE_KINDS)[number]): ReferencePage {
  if (kind === 'drivers') return { kind, items: [...assignee.drivers], nextCursor: null }
  if (kind === 'vehicles') return { kind, items: [...assignee.vehicles], nextCursor: null }
  const fleet = { fleetId: null, tspId: null, sourceName: 'samsara', status: 'active' }
  return {
    kind,
    items: [
      {
        id: stored === null ? CONNECTION : BENCH_CONNECTION,
        description: 'Norte Freight · Samsara',
        ...fleet,
      },
    ],
    nextCursor: null,
  }
}

/** Plans the day as a dispatcher would have; the desk then hands it over by itself. */
async function seed(): Promise<void> {
  const db = new PlannerDatabase(`planner-${workspace}`)
  await db.delete()
  await db.open()
  const nowMs = (): number => Date.now() - 22 * 60_000
  const commands = createWorkflowCommands({
    db,
    nowMs,
    mintId: ulid,
    installId: hello.installId,
    account: () => null,
    nameConflictCopy: (reference) => reference,
  })
  const day = seedDay(count)
  const edits = day.map((each) => {
    const workflowId = ulid()
    seeds.set(workflowId, each)
    return {
      workflowId,
      baseRev: null,
      plan: each.plan,
      intent: each.sync === null ? 'draft' : 'send',
    } as const
  })
  if (edits.length > 0) await commands.apply(`Plan ${edits.length} workflows`, edits)
  const cancelled = edits.filter((each) => seeds.get(each.workflowId)?.isCancelled)
  await commands.apply(
    'Cancel H-24-0622',
    cancelled.map(({ workflowId, plan }) => ({
      workflowId,
      baseRev: 1,
      plan: { ...plan, status: 'CANCELLED' },
      intent: 'cancel',
    })),
  )
  await db.views.bulkPut(
    ['Morning North', 'Unassigned', 'Reefer loads'].map((name, position) => ({
      id: name,
      name,
      position,
      view: {},
    })),
  )
  db.close()
}

if (hello.workspace !== null && stored === null) await seed()
const root = document.getElementById('root')
if (root === null) throw new Error('no root')
const nonce = readStyleNonce(document)
if (nonce !== undefined) setNonce(nonce)
createRoot(root).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariables}
    defaultColorScheme={scheme}
    {...(nonce === undefined ? {} : { getStyleNonce: () => nonce })}
  >
    <Toasts />
    <Boot host={host.client} />
  </MantineProvider>,
)
