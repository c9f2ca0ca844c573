import { request as httpRequest } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { ASYNC_WRITE_QUERY, PATHS, wireOperation, wirePage } from '../../../electron/catena/wire.ts'
import { parseWireJson } from '../../../electron/catena/wire-json.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../electron/sandbox/start-sandbox.ts'

const opened: Sandbox[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    acceptsAnyToken: true,
    world: { finishDelayMs: [0, 0], listingLagMs: [0, 0] },
    ...options,
  })
  opened.push(sandbox)
  return sandbox
}

function create(sandbox: Sandbox, sourceId: string): Promise<Response> {
  const connectionId = sandbox.world.fleet.connections[0]?.id
  return fetch(`${sandbox.apiUrl}${PATHS.workflows}?${ASYNC_WRITE_QUERY}`, {
    method: 'POST',
    headers: { authorization: 'Bearer any' },
    body: JSON.stringify({ connection_id: connectionId, source_id: sourceId }),
  })
}

async function listed(sandbox: Sandbox): Promise<unknown[]> {
  const answer = await fetch(`${sandbox.apiUrl}${PATHS.operations}`, {
    headers: { authorization: 'Bearer any' },
  })
  return wirePage.parse(parseWireJson(await answer.text())).items
}

describe('the sandbox over HTTP', () => {
  test('takes a create and ends it at the TSP', async () => {
    const sandbox = await start()
    const answer = await create(sandbox, 'dp_1')
    expect(answer.status).toBe(202)
    const operation = wireOperation.parse(await answer.json())
    expect(operation).toMatchObject({ status: 'pending', source_id: 'dp_1', resource_id: null })
    const again = await fetch(
      `${sandbox.apiUrl}${PATHS.operation(operation.connection_id ?? '', operation.id)}`,
      { headers: { authorization: 'Bearer any' } },
    )
    expect(await again.json()).toMatchObject({ status: 'success', logs: [{ status: 'success' }] })
  })

  test('refuses a token that the provider has not given out', async () => {
    const sandbox = await start({ acceptsAnyToken: false })
    expect((await create(sandbox, 'dp_1')).status).toBe(401)
    expect(sandbox.world.operations()).toHaveLength(0)
  })

  test.each([
    { phase: 'before' as const, made: 0 },
    { phase: 'after' as const, made: 1 },
  ])('drops an answer $phase the commit: $made made', async ({ phase, made }) => {
    const sandbox = await start({ faults: [{ kind: 'drop', phase, count: 1 }] })
    await expect(create(sandbox, 'dp_1')).rejects.toThrow()
    expect(await listed(sandbox)).toHaveLength(made)
    expect(sandbox.received.createsBySourceId()).toEqual({ dp_1: 1 })
  })

  test('closes its port, and opens the same one again', async () => {
    const sandbox = await start()
    await sandbox.setNetwork('refused')
    const refused = await create(sandbox, 'dp_1').catch((error: Error) => error.cause)
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' })
    const control = await fetch(`${sandbox.controlUrl}/_sandbox/network`, {
      method: 'POST',
      body: JSON.stringify({ state: 'up' }),
    })
    expect(control.status).toBe(200)
    expect((await create(sandbox, 'dp_1')).status).toBe(202)
  })

  test('resets every connection, also one that is kept open', async () => {
    const sandbox = await start()
    await create(sandbox, 'dp_1')
    await sandbox.setNetwork('reset')
    await expect(create(sandbox, 'dp_2')).rejects.toThrow()
    await sandbox.setNetwork('up')
    expect((await create(sandbox, 'dp_2')).status).toBe(202)
    expect(sandbox.received.createsBySourceId()).toEqual({ dp_1: 1, dp_2: 1 })
  })

  test('a portal answers in its place, with HTML', async () => {
    const sandbox = await start({ faults: [{ kind: 'portal' }] })
    const answer = await create(sandbox, 'dp_1')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(sandbox.world.operations()).toHaveLength(0)
  })

  test('breaks off in the middle of an answer', async () => {
    const sandbox = await start({ faults: [{ kind: 'truncate' }] })
    const answer = await create(sandbox, 'dp_1')
    await expect(answer.text()).rejects.toThrow()
    expect(sandbox.world.operations()).toHaveLength(1)
  })

  test('a request that arrives late is taken after the caller has seen a reset', async () => {
    const sandbox = await start({ faults: [{ kind: 'drop', phase: 'late', delayMs: 30, count: 1 }] })
    await expect(create(sandbox, 'dp_1')).rejects.toThrow()
    await expect.poll(() => sandbox.world.operations().length).toBe(1)
    // By the sandbox's own times: on a busy computer the commit can overtake the caller's error.
    const [arrived] = sandbox.received.writes()
    const [taken] = sandbox.world.operations()
    expect(arrived?.delivery).toBe('dropped')
    expect(Date.parse(taken?.record.created_at ?? '')).toBeGreaterThan(arrived?.atMs ?? Number.NaN)
  })

  test('says what time it is by its own clock, or a skewed one', async () => {
    const sandbox = await start({
      nowMs: () => Date.parse('2026-11-24T05:00:00Z'),
      faults: [{ kind: 'clockSkew', skewMs: 86_400_000 }],
    })
    expect((await create(sandbox, 'dp_1')).headers.get('date')).toBe('Wed, 25 Nov 2026 05:00:00 GMT')
  })

  test('faults are switched over the control address while it runs', async () => {
    const sandbox = await start()
    const added = await fetch(`${sandbox.apiUrl}/_sandbox/faults`, {
      method: 'POST',
      body: JSON.stringify([{ kind: 'rateLimited', retryAfterSeconds: 7, match: { method: 'POST' } }]),
    })
    expect(await added.json()).toEqual({ ids: [1] })
    const answer = await create(sandbox, 'dp_1')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
    await fetch(`${sandbox.apiUrl}/_sandbox/faults`, { method: 'DELETE' })
    expect((await create(sandbox, 'dp_2')).status).toBe(202)
    const wrong = await fetch(`${sandbox.apiUrl}/_sandbox/faults`, { method: 'POST', body: '{"kind":"x"}' })
    expect(wrong.status).toBe(400)
  })

  test('keeps no token in what it remembers of requests', async () => {
    const sandbox = await start()
    await new Promise<void>((resolve, reject) => {
      httpRequest(`${sandbox.apiUrl}${PATHS.connections}`, { headers: { authorization: 'Bearer s3cret' } })
        .on('response', (response) => response.resume().once('end', resolve))
        .once('error', reject)
        .end()
    })
    expect(sandbox.received.all()).toHaveLength(1)
    expect(JSON.stringify(sandbox.received.all())).not.toContain('s3cret')
  })
})
