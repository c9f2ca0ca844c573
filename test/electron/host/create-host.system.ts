import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { createChannelPair } from '../../../shared/rpc/memory-channel.ts'
import { createRpcClient, type RpcClient } from '../../../shared/rpc/rpc-client.ts'
import { startTestHost, type TestHost } from '../../doubles/host/test-host.ts'

const undo: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

function freshFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-host-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function start(
  folder: string,
  variables: Record<string, string> = {},
): Promise<TestHost & { page: RpcClient }> {
  const running = await startTestHost(variables, folder)
  let isClosed = false
  const close = async (): Promise<void> => {
    if (!isClosed) await running.host.close()
    isClosed = true
  }
  undo.push(close)
  const pair = createChannelPair(true)
  running.host.attach(pair.left)
  const page = createRpcClient(pair.right, (text) => running.logged.push(`page ${text}`))
  return { ...running, host: { ...running.host, close }, page }
}

describe('the host', () => {
  test('the first start shows the first screen, with nothing to be sent', async () => {
    const { host, page } = await start(freshFolder())
    await host.enterFirst(false)
    const hello = await page.call('app.hello', {})
    expect(hello).toMatchObject({ workspace: null, auth: { step: 'signedOut', account: null }, notices: [] })
    await expect(page.call('sync.begin', { installId: null })).rejects.toMatchObject({
      code: 'workspace.none',
    })
    await expect(page.call('reference.page', { kind: 'drivers', cursor: null })).rejects.toMatchObject({
      code: 'workspace.none',
    })
  })

  test('training mode takes a planned day to the TSP with no account and no network', async () => {
    const { host, page } = await start(freshFolder())
    await host.enterFirst(true)
    expect((await page.call('app.hello', {})).workspace).toBe('training')
    const { installId, isSameInstall } = await page.call('sync.begin', { installId: null })
    expect(isSameInstall).toBe(true)
    const { page: drivers } = await page.call('reference.page', { kind: 'drivers', cursor: null })
    expect(drivers.kind).toBe('drivers')
    const { plans } = await page.call('training.day', { day: '2026-11-24', timeZone: 'Europe/Berlin' })
    expect(plans.length).toBeGreaterThan(20)
    const first = plans.find((each) => each.isToSend)
    if (first === undefined) throw new Error('the training day sends nothing')
    const arrived = new Promise<WorkflowSync>((resolve) => {
      page.on('sync.changed', ({ statuses }) => {
        const done = statuses.find((status) => status.state === 'done' || status.state === 'failed')
        if (done !== undefined) resolve(done)
      })
    })
    await page.call('sync.submit', {
      entries: [
        {
          workflowId: 'W1',
          seq: 1,
          intent: 'send',
          plan: first.plan,
          sourceId: 'S1',
          account: (await page.call('auth.status', {})).account,
          overBase: null,
          wasSubmitted: false,
          known: null,
        },
      ],
    })
    expect((await arrived).workflowId).toBe('W1')
    expect(installId).not.toBe('')
  })

  test('leaving and entering keeps the two sets of data apart, and tells the page', async () => {
    const { page } = await start(freshFolder())
    const seen: (string | null)[] = []
    page.on('workspace.changed', ({ workspace }) => seen.push(workspace))
    expect((await page.call('app.enter', { workspace: 'training' })).workspace).toBe('training')
    expect((await page.call('app.enter', { workspace: 'live' })).workspace).toBe('live')
    expect((await page.call('app.enter', { workspace: 'live' })).workspace).toBe('live')
    await expect(page.call('training.day', { day: '2026-11-24', timeZone: 'UTC' })).rejects.toMatchObject({
      code: 'training.notOpen',
    })
    expect((await page.call('app.enter', { workspace: null })).workspace).toBeNull()
    expect(seen).toEqual(['training', 'live', null])
  })

  test('a second planner over the same data is refused', async () => {
    const folder = freshFolder()
    const first = await start(folder)
    await first.page.call('app.enter', { workspace: 'training' })
    const second = await start(folder)
    await expect(second.host.enterFirst(true)).rejects.toMatchObject({ code: 'journal.locked' })
  })

  test('the install id stays with the data folder', async () => {
    const folder = freshFolder()
    const first = await start(folder)
    const { installId } = await first.page.call('app.hello', {})
    await first.host.close()
    const second = await start(folder)
    expect((await second.page.call('app.hello', {})).installId).toBe(installId)
  })

  test('a damaged settings file becomes defaults and a notice that can be dismissed', async () => {
    const folder = freshFolder()
    writeFileSync(path.join(folder, 'settings.json'), '{"depotTimeZone": "Eur')
    const { page } = await start(folder)
    const hello = await page.call('app.hello', {})
    expect(hello.settings.depotTimeZone).toBeNull()
    expect(hello.notices.map((notice) => notice.code)).toEqual(['settings.reset'])
    await page.call('app.dismissNotice', { id: hello.notices[0]?.id ?? '' })
    expect((await page.call('app.hello', {})).notices).toEqual([])
    const shown: unknown[] = []
    page.on('notices.changed', ({ notices }) => shown.push(notices))
    expect(shown).toEqual([[]]) // every page that shows it hears that it is gone
  })

  test('the environment wins, is named, and is never written into the file', async () => {
    const folder = freshFolder()
    const first = await start(folder, { CATENA_API_URL: 'http://127.0.0.1:9' })
    const hello = await first.page.call('app.hello', {})
    expect(hello.settings.catena.apiUrl).toBe('http://127.0.0.1:9')
    expect(hello.overridden).toEqual(['catena.apiUrl'])
    const saved = await first.page.call('settings.save', {
      settings: { ...hello.settings, distanceUnit: 'mi' },
    })
    expect(saved.catena.apiUrl).toBe('http://127.0.0.1:9')
    await first.host.close()
    const second = await start(folder)
    const after = (await second.page.call('app.hello', {})).settings
    expect(after.distanceUnit).toBe('mi')
    expect(after.catena.apiUrl).toBe('https://api.catenatelematics.com')
  })

  test('an address that can never work is refused beside its field', async () => {
    const { page } = await start(freshFolder())
    const { settings } = await page.call('app.hello', {})
    const bad = { ...settings, catena: { ...settings.catena, apiUrl: 'http://catena.example' } }
    await expect(page.call('settings.save', { settings: bad })).rejects.toMatchObject({
      code: 'catena.badAddress',
      fieldErrors: [{ path: ['catena', 'apiUrl'] }],
    })
  })

  test('a client secret of the environment signs in at once and reaches neither page nor log', async () => {
    const folder = freshFolder()
    const running = await start(folder, {
      CATENA_API_URL: 'http://127.0.0.1:9',
      CATENA_ISSUER_URL: 'http://127.0.0.1:9/realm',
      CATENA_CLIENT_SECRET: 'hush-hush-hush',
    })
    await running.host.enterFirst(false)
    const hello = await running.page.call('app.hello', {})
    expect(hello).toMatchObject({ workspace: 'live', auth: { mode: 'clientCredentials' } })
    expect(JSON.stringify(hello) + running.logged.join('')).not.toContain('hush')
  })

  test('a page cannot send the client secret of the environment elsewhere, and is told so beside the field', async () => {
    const asked: string[] = []
    const listen = async (name: string): Promise<string> => {
      const server = createServer((request, response) => {
        asked.push(name)
        request.resume()
        response.writeHead(500).end()
      }).listen(0, '127.0.0.1')
      await once(server, 'listening')
      undo.push(() => void server.close())
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    }
    const foreign = await listen('foreign')
    const folder = freshFolder()
    // Written by the page of an earlier start, before the environment had a secret.
    const earlier = { apiUrl: foreign, issuerUrl: foreign, clientId: 'evil', scope: 'organization' }
    writeFileSync(path.join(folder, 'settings.json'), JSON.stringify({ catena: earlier }))
    const running = await start(folder, {
      CATENA_ISSUER_URL: await listen('own'),
      CATENA_API_URL: await listen('own'),
      CATENA_CLIENT_SECRET: 'hush-hush-hush',
    })
    await running.host.enterFirst(false)
    const { settings, overridden } = await running.page.call('app.hello', {})
    expect(overridden).toEqual(
      expect.arrayContaining(['catena.issuerUrl', 'catena.apiUrl', 'catena.clientId']),
    )
    for (const name of ['issuerUrl', 'apiUrl', 'clientId'] as const) {
      const value = name === 'clientId' ? 'evil' : foreign
      const changed = { ...settings, catena: { ...settings.catena, [name]: value } }
      await expect(running.page.call('settings.save', { settings: changed })).rejects.toMatchObject({
        code: 'settings.setByEnvironment',
        fieldErrors: [{ path: ['catena', name] }],
      })
    }
    await running.page.call('settings.save', { settings: { ...settings, distanceUnit: 'mi' } })
    await running.page.call('sync.sendNow', { workflowId: null })
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    expect(asked).not.toContain('foreign')
  })

  test('only keys open external addresses, and no sign-in waits by itself', async () => {
    const { page, openedAddresses } = await start(freshFolder())
    await page.call('app.openExternal', { key: 'catena' })
    await expect(page.call('app.openExternal', { key: 'signIn' })).rejects.toMatchObject({
      code: 'auth.notWaiting',
    })
    await expect(
      page.call('app.openExternal', { key: 'https://evil.example' as never }),
    ).rejects.toMatchObject({
      code: 'rpc.badInput',
    })
    expect(openedAddresses).toHaveLength(1)
  })
})
