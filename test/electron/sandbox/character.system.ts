import { afterEach, describe, expect, test } from 'vitest'
import { ASYNC_WRITE_QUERY, PATHS } from '../../../electron/catena/wire.ts'
import { TRAITS } from '../../../electron/sandbox/character/character.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../electron/sandbox/start-sandbox.ts'

const opened: Sandbox[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

async function start(options: SandboxOptions['world'] = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    acceptsAnyToken: true,
    world: { finishDelayMs: [0, 0], listingLagMs: [0, 0], ...options },
    nowMs: () => Date.parse('2026-11-24T05:00:00Z'),
  })
  opened.push(sandbox)
  return sandbox
}

function control(sandbox: Sandbox, method: string, name: string, body?: unknown): Promise<Response> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) }
  return fetch(`${sandbox.controlUrl}/_sandbox/${name}`, init)
}

function get(sandbox: Sandbox, path: string): Promise<Response> {
  return fetch(`${sandbox.apiUrl}${path}`, { headers: { authorization: 'Bearer any' } })
}

async function create(sandbox: Sandbox): Promise<unknown> {
  const answer = await fetch(`${sandbox.apiUrl}${PATHS.workflows}?${ASYNC_WRITE_QUERY}`, {
    method: 'POST',
    headers: { authorization: 'Bearer any' },
    body: JSON.stringify({ connection_id: sandbox.world.fleet.connections[0]?.id, source_id: 'dp_1' }),
  })
  return answer.json()
}

describe('the character over HTTP', () => {
  test('is switched over the control address while the sandbox runs', async () => {
    const sandbox = await start()
    expect(await create(sandbox)).toMatchObject({ source_id: 'dp_1' })
    await control(sandbox, 'POST', 'character', { sourceId: 'nullThenTsp', payload: 'absent' })
    expect(await create(sandbox)).toMatchObject({ source_id: null, payload: null })
    const shown = await (await control(sandbox, 'GET', 'character')).json()
    expect(shown).toMatchObject({ character: { sourceId: 'nullThenTsp', writes: 'up' }, traits: TRAITS })
    await control(sandbox, 'DELETE', 'character')
    expect(await create(sandbox)).toMatchObject({ source_id: 'dp_1' })
  })

  test('a trait that does not exist is refused with what there is', async () => {
    const sandbox = await start()
    expect((await control(sandbox, 'POST', 'character', { mood: 'bad' })).status).toBe(400)
    expect((await control(sandbox, 'POST', 'character', { sourceId: 'theirs' })).status).toBe(400)
  })

  test('the first Date after a start or a switch is a day off', async () => {
    const sandbox = await start({ character: { firstDate: 'dayAhead' } })
    const date = async () => (await get(sandbox, PATHS.connections)).headers.get('date')
    expect([await date(), await date()]).toEqual([
      'Wed, 25 Nov 2026 05:00:00 GMT',
      'Tue, 24 Nov 2026 05:00:00 GMT',
    ])
    await control(sandbox, 'POST', 'character', { firstDate: 'dayBehind' })
    expect(await date()).toBe('Mon, 23 Nov 2026 05:00:00 GMT')
  })

  test('a second desk works and the TSP deletes on command', async () => {
    const sandbox = await start()
    expect((await control(sandbox, 'POST', 'second-desk', { do: 'edit' })).status).toBe(400)
    expect((await control(sandbox, 'POST', 'second-desk', { do: 'create' })).status).toBe(200)
    await get(sandbox, PATHS.workflows)
    const [workflow] = sandbox.world.workflows()
    await control(sandbox, 'POST', 'delete-workflow', { id: workflow?.record.id })
    const read = await (await get(sandbox, PATHS.workflow(workflow?.record.id ?? ''))).json()
    expect(read).toMatchObject({ source_id: 'dp_seconddesk_1', deleted_at: '2026-11-24T05:00:00.000Z' })
  })

  test('the control page has a switch for each value of each trait', async () => {
    const sandbox = await start({ character: { readLag: 90_000, payload: 'absent' } })
    await create(sandbox)
    const answer = await control(sandbox, 'GET', '')
    const page = await answer.text()
    expect(answer.headers.get('content-type')).toContain('text/html')
    for (const [name, values] of Object.entries(TRAITS)) {
      expect(page).toContain(`<select id="${name}"`)
      for (const value of Object.keys(values)) expect(page).toMatch(new RegExp(`<option[^>]*>${value}<`))
    }
    expect(page).toContain('<option selected>absent</option>')
    expect(page).toContain('<option selected>90000</option>')
  })
})
