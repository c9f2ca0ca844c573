import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { emptyPlan, emptyStop } from '../../../shared/model/plan/workflow.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { createChannelPair } from '../../../shared/rpc/memory-channel.ts'
import { createRpcClient, type RpcClient } from '../../../shared/rpc/rpc-client.ts'
import { clockMessage } from '../../../shared/text/clock-message.ts'
import { en } from '../../../shared/text/en/en.ts'
import { createTexts } from '../../../shared/text/texts.ts'
import { startTestHost } from '../../doubles/host/test-host.ts'
import { type SandboxProcess, startSandboxProcess } from '../../doubles/network/sandbox-process.ts'
import { setClockAhead, setClockRight } from '../../doubles/wrong-clock.ts'
import { createFormBrowser } from './auth/sign-in-by-form.ts'

const { t } = createTexts('en', en)

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TIMINGS = {
  absenceQuietMs: 1_500,
  absenceGapMs: 500,
  lookSteps: [200, 500, 1_000],
  pollSteps: [200, 400],
  backoffMin: 100,
  backoffMax: 500,
  probeOffline: 300,
  probeOnline: 500,
}
const received = z.object({ createsBySourceId: z.record(z.string(), z.number()) })
const world = z.object({ connections: z.array(z.object({ id: z.string() })) })

let sandbox: SandboxProcess
const undo: (() => Promise<void> | void)[] = []
beforeEach(async () => {
  sandbox = await startSandboxProcess()
})
afterEach(async () => {
  setClockRight()
  for (const step of undo.splice(0).reverse()) await step()
  await sandbox.close()
})

interface Desk {
  readonly page: RpcClient
  /** Resolves when the newest status of the workflow is in one of these states. */
  reached(workflowId: string, states: readonly WorkflowSync['state'][]): Promise<void>
  /** Resolves when the page is told of this message about the clock. */
  told(message: string | null): Promise<void>
  close(): Promise<void>
}

async function start(dataDir: string): Promise<Desk> {
  const { host } = await startTestHost(
    {
      CATENA_API_URL: sandbox.apiUrl,
      CATENA_ISSUER_URL: sandbox.issuerUrl,
      CATENA_CLIENT_ID: sandbox.clientId,
      PLANNER_SYNC_TIMINGS: JSON.stringify(TIMINGS),
    },
    dataDir,
  )
  let isClosed = false
  const close = async (): Promise<void> => {
    if (!isClosed) await host.close()
    isClosed = true
  }
  undo.push(close)
  const pair = createChannelPair(true)
  host.attach(pair.left)
  const page = createRpcClient(pair.right, () => undefined)
  const states = new Map<string, WorkflowSync['state']>()
  const listeners = new Set<() => void>()
  let clockAheadMs: number | null = null
  page.on('sync.changed', ({ statuses }) => {
    for (const each of statuses) states.set(each.workflowId, each.state)
    for (const listener of [...listeners]) listener()
  })
  page.on('auth.changed', (auth) => {
    clockAheadMs = auth.clockAheadMs
    for (const listener of [...listeners]) listener()
  })

  function until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!holds()) return
        listeners.delete(check)
        resolve()
      }
      listeners.add(check)
      check()
    })
  }

  return {
    page,
    reached: (workflowId, wanted) => until(() => wanted.includes(states.get(workflowId) ?? 'draft')),
    told: (message) => until(() => clockMessage(clockAheadMs, t) === message),
    close,
  }
}

async function signIn({ page }: Desk): Promise<void> {
  const { authorizationUrl } = await page.call('auth.signIn', {})
  const signedIn = new Promise<void>((resolve) => {
    page.on('auth.changed', ({ step }) => {
      if (step === 'signedIn') resolve()
    })
  })
  await createFormBrowser().signIn(authorizationUrl ?? '')
  await signedIn
  await page.call('app.enter', { workspace: 'live' })
  await page.call('sync.begin', { installId: null })
}

async function control(name: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${new URL(sandbox.apiUrl).origin}/_sandbox/${name}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  return answer.json()
}

async function submit({ page }: Desk, workflowId: string): Promise<void> {
  const { connections } = world.parse(await control('world'))
  const { account } = await page.call('auth.status', {})
  await page.call('sync.submit', {
    entries: [
      {
        workflowId,
        seq: 1,
        intent: 'send',
        plan: {
          ...emptyPlan(),
          reference: workflowId,
          connectionId: connections[0]?.id ?? '',
          startsAt: '2026-12-01T08:00:00Z',
          stops: [{ ...emptyStop(`stop of ${workflowId}`), locationName: 'Depot 1' }],
        },
        sourceId: `source of ${workflowId}`,
        account,
        overBase: null,
        wasSubmitted: false,
        known: null,
      },
    ],
  })
}

const AT_CATENA = ['accepted', 'done', 'failed'] as const

describe.each([
  { byMs: 12 * MINUTE, message: "This computer's clock is 12 min fast" },
  { byMs: -12 * MINUTE, message: "This computer's clock is 12 min slow" },
  { byMs: 3 * DAY, message: "This computer's clock is 3 days fast" },
  { byMs: -3 * DAY, message: "This computer's clock is 3 days slow" },
])('with the message "$message"', ({ byMs, message }) => {
  test('a change whose answer is lost while the clock jumps reaches Catena once, and the page is told', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'planner-clock-'))
    undo.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const desk = await start(dataDir)
    await signIn(desk)
    await control('faults', { kind: 'drop', match: { path: '/workflows', body: '{' }, count: 1 })
    await submit(desk, 'W1')
    await desk.reached('W1', ['uncertain'])
    setClockAhead(byMs)
    await desk.reached('W1', AT_CATENA)
    await desk.told(message)
    await submit(desk, 'W2')
    await desk.reached('W2', AT_CATENA)
    setClockRight()
    await desk.told(null)
    await submit(desk, 'W3')
    await desk.reached('W3', AT_CATENA)
    const { createsBySourceId } = received.parse(await control('received'))
    expect(createsBySourceId).toEqual({ 'source of W1': 1, 'source of W2': 1, 'source of W3': 1 })
  })

  test('with a wrong clock from the start somebody signs in and sends once', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'planner-clock-'))
    undo.push(() => rmSync(dataDir, { recursive: true, force: true }))
    setClockAhead(byMs)
    const desk = await start(dataDir)
    await signIn(desk)
    await desk.told(message)
    await submit(desk, 'W1')
    await desk.reached('W1', AT_CATENA)
    expect((await desk.page.call('app.hello', {})).auth).toMatchObject({ step: 'signedIn' })
    const { createsBySourceId } = received.parse(await control('received'))
    expect(createsBySourceId).toEqual({ 'source of W1': 1 })
  })
})
