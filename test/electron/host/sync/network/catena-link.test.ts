import { describe, expect, it } from 'vitest'
import type { AnswerClass } from '../../../../../electron/catena/classify.ts'
import type { SyncEngineParts } from '../../../../../electron/host/sync/core/engine-types.ts'
import type { ReadOutcome } from '../../../../../electron/host/sync/core/ports.ts'
import { DEFAULT_TIMINGS } from '../../../../../electron/host/sync/core/timings.ts'
import { type CatenaLink, createCatenaLink } from '../../../../../electron/host/sync/network/catena-link.ts'
import { inEnglish } from '../../../../doubles/english.ts'
import { createScriptedTokens } from '../../../../doubles/host/scripted-tokens.ts'
import { createVirtualClock, START_EPOCH_MS } from '../../../../doubles/virtual-clock.ts'
import { ACCOUNT } from '../engine-bench.ts'

const SLOTS = 12
type Outcome = ReadOutcome<null> | 'hang'

/** A link whose every probe ends as the test has said, and which counts them. */
function openBench(chance = 0.5) {
  const clock = createVirtualClock()
  const tokens = createScriptedTokens(ACCOUNT)
  const probes: number[] = []
  const gates: boolean[] = []
  const log: string[] = []
  let next: () => Outcome = ok
  let later: (() => Promise<ReadOutcome<null>>) | null = null
  const { monotonicMs, wallMs, schedule } = clock.viewFor({ isAlive: true })

  function ok(offsetMs = 0): ReadOutcome<null> {
    return { kind: 'ok', value: null, serverDateMs: START_EPOCH_MS + clock.nowMs() + offsetMs }
  }
  const parts = {
    clock: { monotonicMs, wallMs, schedule },
    tokens,
    timings: DEFAULT_TIMINGS,
    random: () => chance,
    log: (level: string, text: string) => log.push(`${level} ${text}`),
  } as unknown as SyncEngineParts // the link uses no more of the engine's parts
  const link: CatenaLink = createCatenaLink(parts, {
    onGate: (isUpAgain) => gates.push(isUpAgain),
    onStatus: () => undefined,
    probe: (asking) => {
      probes.push(clock.nowMs())
      return later === null ? read(asking, next()) : asking.read('probe', later)
    },
    step: () => undefined,
  })
  function read(asking: CatenaLink, outcome: Outcome) {
    return asking.read('probe', () =>
      outcome === 'hang' ? new Promise<never>(() => {}) : Promise.resolve(outcome),
    )
  }
  return {
    clock,
    tokens,
    link,
    probes,
    gates,
    log,
    ok,
    /** What each probe from now on ends with. */
    answer(outcome: () => Outcome) {
      next = outcome
    },
    /** What each probe from now on ends with, once that is known. */
    answerLater(outcome: () => Promise<ReadOutcome<null>>) {
      later = outcome
    },
    /** One read, ended at once. */
    async read(outcome: ReadOutcome<null>) {
      const answered = await read(link, outcome)
      await clock.drain()
      return answered
    },
    async up() {
      link.probeNow()
      await clock.drain()
    },
    pass: (ms: number) => clock.runUntil(clock.nowMs() + ms),
    /** A write ends so. */
    async write(answer: AnswerClass) {
      link.observeWrite({ kind: 'lost', reason: 'test' }, answer, 'token-1')
      await clock.drain()
    },
  }
}

const unauthorized: ReadOutcome<null> = { kind: 'unauthorized', serverDateMs: null }
const limited = (retryAfterMs: number): ReadOutcome<null> => ({
  kind: 'rateLimited',
  retryAfterMs,
  serverDateMs: null,
})

describe('the gate for writes', () => {
  it('is shut until Catena has answered somebody it knows, and told its time', async () => {
    const bench = openBench()
    expect(bench.link.writesAllowed(SLOTS)).toBe(0)
    await bench.up()
    expect([bench.link.status().state, bench.link.writesAllowed(SLOTS)]).toEqual(['online', SLOTS])
    expect(bench.gates).toContain(true)
  })

  it('shuts when nothing was heard for 60 seconds', async () => {
    const bench = openBench()
    await bench.up()
    bench.answer(() => 'hang')
    await bench.pass(59_999)
    expect(bench.link.writesAllowed(SLOTS)).toBe(SLOTS)
    await bench.pass(1)
    expect(bench.link.writesAllowed(SLOTS)).toBe(0)
  })

  it.each([
    { kind: 'uncertain', reason: 'cut' },
    { kind: 'unsent', reason: 'refused' },
  ] as const)('shuts at a write that ended $kind, until Catena has answered again', async (answer) => {
    const bench = openBench()
    await bench.up()
    bench.answer(() => 'hang')
    const before = bench.probes.length
    await bench.write(answer)
    expect(bench.link.writesAllowed(SLOTS)).toBe(0)
    expect(bench.probes).toHaveLength(before + 1) // it looks at once
    await bench.read(bench.ok())
    expect(bench.link.writesAllowed(SLOTS)).toBe(SLOTS)
  })

  it('[E5] stays shut before the first Date, and says why', async () => {
    const bench = openBench()
    bench.answer(() => ({ kind: 'ok', value: null, serverDateMs: null }))
    await bench.up()
    expect(inEnglish(bench.link.status())).toMatchObject({
      state: 'unreachable',
      detail: expect.stringContaining('its time'),
    })
    expect([bench.link.writesAllowed(SLOTS), bench.link.canRead()]).toEqual([0, false])
  })

  it('[E5] a Date that is far off is no time to prove by before a second one agrees', async () => {
    const bench = openBench()
    await bench.up()
    const hour = 3_600_000
    const isProof = async () => {
      const answered = await bench.read(bench.ok(hour))
      return answered?.kind === 'ok' && answered.server !== null
    }
    expect([await isProof(), await isProof()]).toEqual([false, true])
  })
})

describe('a 401', () => {
  it('refreshes once for all that ask at the same time, with the gate shut meanwhile', async () => {
    const { link, tokens, probes, read, up, clock } = openBench()
    await up()
    const before = probes.length
    await Promise.all([read(unauthorized), read(unauthorized)])
    expect(tokens.refreshed).toEqual(['token-1'])
    expect([link.writesAllowed(SLOTS), link.canRead()]).toEqual([0, false])
    expect(link.status().state).toBe('online') // nothing is known against the sign-in yet
    tokens.endRefresh({ kind: 'token', accessToken: 'token-2' })
    await clock.drain()
    expect(probes).toHaveLength(before + 1)
    expect(link.writesAllowed(SLOTS)).toBe(SLOTS)
  })

  it('of the fresh token means signing in: nothing is refreshed again, and it looks once a minute', async () => {
    const { link, tokens, probes, answer, read, up, clock, pass } = openBench()
    await up()
    await read(unauthorized)
    answer(() => unauthorized)
    tokens.endRefresh({ kind: 'token', accessToken: 'token-2' })
    await clock.drain()
    expect(link.status().state).toBe('signInNeeded')
    expect(tokens.refreshed).toEqual(['token-1'])
    const before = probes.length
    await pass(60_000)
    expect(probes).toHaveLength(before + 1)
    expect([tokens.refreshed, link.writesAllowed(SLOTS)]).toEqual([['token-1'], 0])
  })

  it('long after the refresh that helped is a new one, and refreshes again', async () => {
    const { tokens, read, up, clock } = openBench()
    await up()
    await read(unauthorized)
    tokens.endRefresh({ kind: 'token', accessToken: 'token-2' })
    await clock.drain()
    await read(unauthorized)
    expect(tokens.refreshed).toEqual(['token-1', 'token-2'])
  })

  it.each([
    [{ kind: 'signInNeeded' }, 'signInNeeded'],
    [{ kind: 'unreachable', detail: 'no route' }, 'offline'],
  ] as const)('whose refresh ends in %o leaves the network %s', async (result, state) => {
    const { link, tokens, read, up, clock } = openBench()
    await up()
    await read(unauthorized)
    tokens.endRefresh(result)
    await clock.drain()
    expect(link.status().state).toBe(state)
  })

  it('whose refresh hangs keeps the gate shut for a minute, not for ever', async () => {
    const { link, tokens, answer, ok, read, up, pass } = openBench()
    await up()
    answer(() => ok())
    await read(unauthorized)
    await pass(59_999)
    expect(link.canRead()).toBe(false)
    await pass(1)
    expect(link.canRead()).toBe(true)
    expect(tokens.refreshed).toHaveLength(1)
  })
})

describe('a 429', () => {
  it.each([
    [0, 10_000],
    [0.5, 11_000],
    [0.999, 11_998],
  ])('shuts the gate for what it asks and up to 20 %% more (chance %s: %i ms)', async (chance, waitMs) => {
    const { link, gates, probes, read, up, pass } = openBench(chance)
    await up()
    await read(limited(10_000))
    const [gatesBefore, probesBefore] = [gates.length, probes.length]
    await pass(waitMs - 1)
    expect([link.isRateLimited(), link.canRead(), link.writesAllowed(SLOTS)]).toEqual([true, false, 0])
    link.needProbe()
    link.probeNow()
    expect(probes).toHaveLength(probesBefore) // not even a look
    await pass(3)
    expect(link.isRateLimited()).toBe(false)
    expect(gates.length).toBeGreaterThan(gatesBefore) // somebody is told that it is open
  })

  it('halves the rate, and it comes back by a tenth of the full one each minute', async () => {
    const { link, ok, read, up, pass } = openBench(0)
    await up()
    await read(limited(1_000))
    await pass(1_001)
    await read(ok())
    expect(link.writesAllowed(SLOTS)).toBe(6)
    const later: number[] = []
    for (let minute = 0; minute < 6; minute += 1) {
      await pass(60_000)
      await read(ok())
      later.push(link.writesAllowed(SLOTS))
    }
    expect(later).toEqual([7, 8, 9, 10, 12, 12])
  })

  it('[E5] is an answer of Catena, so the network is up; but it tells no time, so nothing is sent after it', async () => {
    const { link, answer, up, pass } = openBench(0)
    answer(() => limited(5_000))
    await up()
    expect(link.status().state).toBe('online')
    answer(() => 'hang')
    await pass(5_002)
    expect([link.isRateLimited(), link.canRead(), link.writesAllowed(SLOTS)]).toEqual([false, false, 0])
  })
})

describe('a 429 that is not in Catena’s shape', () => {
  const ofGateway = (retryAfterMs: number): ReadOutcome<null> => ({
    kind: 'rateLimited',
    retryAfterMs,
    serverDateMs: null,
    isOfGateway: true,
  })

  it('asks to wait as well, but proves nothing of Catena: it looks first when the wait is over', async () => {
    const bench = openBench(0)
    await bench.up()
    await bench.read(ofGateway(20_000))
    bench.answer(() => 'hang')
    const before = bench.probes.length
    expect(bench.link.status()).toMatchObject({
      state: 'unreachable',
      waitUntil: new Date(START_EPOCH_MS + bench.clock.nowMs() + 20_000).toISOString(),
    })
    await bench.pass(19_999)
    expect([bench.link.isRateLimited(), bench.probes.length]).toEqual([true, before])
    await bench.pass(2)
    expect([bench.link.isRateLimited(), bench.probes.length]).toEqual([false, before + 1])
    expect([bench.link.status().waitUntil, bench.link.writesAllowed(SLOTS)]).toEqual([null, 0])
    await bench.read(bench.ok())
    expect(bench.link.status().state).toBe('online')
  })

  it('as the answer to a write, shuts the gate while the write stays uncertain', async () => {
    const bench = openBench(0)
    await bench.up()
    const answer = { status: 429, headers: { 'retry-after': '30' }, body: '<html>', isTruncated: false }
    bench.link.observeWrite({ kind: 'answered', answer }, { kind: 'uncertain', reason: 'a page' }, 'token-1')
    await bench.pass(29_999)
    expect(bench.link.isRateLimited()).toBe(true)
    await bench.pass(2)
    expect(bench.link.isRateLimited()).toBe(false)
  })
})

describe('looking whether the network is there', () => {
  it.each([
    [{ kind: 'offline', detail: 'no route' }, 'offline'],
    [{ kind: 'unreachable', detail: 'HTTP 503' }, 'unreachable'],
    [{ kind: 'portal', detail: 'a page' }, 'networkLoginNeeded'],
    [{ kind: 'untrusted', detail: 'it has expired' }, 'certificateNotTrusted'],
  ] as const)('%o is shown as %s, and looked at again every 10 seconds', async (outcome, state) => {
    const bench = openBench()
    bench.answer(() => outcome)
    await bench.up()
    expect(bench.link.status()).toMatchObject({ state, detail: outcome.detail })
    await bench.pass(30_000)
    expect(bench.probes).toEqual([0, 10_000, 20_000, 30_000])
    bench.answer(() => bench.ok())
    bench.gates.length = 0
    await bench.pass(10_000)
    expect(bench.link.status()).toMatchObject({ state: 'online', detail: null })
    expect(bench.gates[0]).toBe(true) // "up again": what failed for want of it is due now
  })

  it('says since when: the time of the change, not of the last look', async () => {
    const bench = openBench()
    bench.answer(() => ({ kind: 'offline', detail: 'no route' }))
    await bench.pass(5_000)
    await bench.up()
    const { since } = bench.link.status()
    bench.answer(() => ({ kind: 'offline', detail: 'its name is not found' }))
    await bench.pass(60_000)
    expect(bench.link.status().detail).toBe('its name is not found')
    expect(bench.link.status().since).toBe(since)
    expect(bench.link.status().checkedAt).not.toBe(since)
  })

  it('[B3] one item that cannot be read for an hour never changes the network status', async () => {
    const bench = openBench()
    await bench.up()
    const before = bench.link.status()
    for (let minute = 0; minute < 60; minute += 1) {
      await bench.pass(60_000)
      const { serverDateMs } = bench.ok() as Extract<Outcome, { kind: 'ok' }>
      const answered = await bench.read({ kind: 'unusable', reason: 'one item', serverDateMs })
      expect(answered).toEqual({ kind: 'unusable', reason: 'one item' })
      expect(bench.link.writesAllowed(SLOTS)).toBe(SLOTS)
    }
    expect(bench.link.status()).toEqual({ ...before, checkedAt: expect.any(String) })
  })

  it('while it is up and quiet, every 45 seconds; what is heard meanwhile counts', async () => {
    const bench = openBench()
    await bench.up()
    await bench.pass(30_000)
    await bench.read(bench.ok())
    await bench.pass(44_999)
    expect(bench.probes).toEqual([0, 0])
    await bench.pass(1)
    expect(bench.probes).toEqual([0, 0, 75_000])
  })

  it('a look that hangs is replaced after a minute, and its late answer does no harm', async () => {
    const bench = openBench()
    bench.answer(() => 'hang')
    await bench.up()
    await bench.pass(59_999)
    bench.answer(() => bench.ok())
    await bench.pass(1)
    expect(bench.probes).toEqual([0, 60_000, 60_000])
    expect(bench.link.status().state).toBe('online')
  })

  it('asked for while one is under way, needs no second; asked for now, has one', async () => {
    const bench = openBench()
    bench.answer(() => 'hang')
    await bench.up()
    bench.link.needProbe()
    expect(bench.probes).toHaveLength(1)
    bench.link.probeNow()
    expect(bench.probes).toHaveLength(2)
  })

  it('a read that throws is a fault of ours: logged, and the network unreachable', async () => {
    const { link, log, clock } = openBench()
    expect(await link.read('probe', () => Promise.reject(new Error('bug')))).toBeNull()
    await clock.drain()
    expect(link.status().state).toBe('unreachable')
    expect(log).toEqual(['error a read of Catena failed unexpectedly'])
  })
})

describe('[I10] without a token', () => {
  it.each([
    [{ kind: 'signInNeeded' }, 'signInNeeded'],
    [{ kind: 'unreachable', detail: 'no route' }, 'offline'],
    [{ kind: 'unreachable', detail: 'it has expired', trouble: 'untrusted' }, 'certificateNotTrusted'],
    [{ kind: 'unreachable', detail: 'a login', trouble: 'portal' }, 'networkLoginNeeded'],
    [{ kind: 'unreachable', detail: 'an error', trouble: 'unreachable' }, 'unreachable'],
  ] as const)('(%o) nothing is asked, and the network is %s', async (result, state) => {
    const { link, tokens } = openBench()
    tokens.give(result)
    let asked = 0
    const answered = await link.read('probe', async () => {
      asked += 1
      return { kind: 'ok', value: null, serverDateMs: 0 }
    })
    expect([answered, asked, link.status().state]).toEqual([null, 0, state])
  })

  it('another sign-in shuts the gate, forgets the time, and looks at once', async () => {
    const { link, tokens, probes, up, answer } = openBench()
    await up()
    answer(() => 'hang')
    tokens.signIn({ ...ACCOUNT, subject: 'other' })
    expect([link.writesAllowed(SLOTS), link.serverNow(), probes.length]).toEqual([0, null, 3])
  })
})

describe('closing the link', () => {
  it('ends every timer and every subscription, and what still answers changes nothing', async () => {
    const { link, tokens, clock, read, up, gates } = openBench(0)
    await up()
    await read(limited(5_000))
    await read(unauthorized)
    let end: (outcome: ReadOutcome<null>) => void = () => undefined
    const ending = new Promise<ReadOutcome<null>>((resolve) => {
      end = resolve
    })
    const late = link.read('probe', () => ending)
    await clock.drain()
    link.close()
    end({ kind: 'offline', detail: 'late' })
    const before = gates.length
    expect(await late).toBeNull()
    tokens.endRefresh({ kind: 'signInNeeded' })
    await clock.drain()
    expect(link.status().state).toBe('online')
    expect([await clock.step(), tokens.listenerCount(), gates.length]).toEqual([false, 0, before])
  })
})

describe('[B4] the first Date after a start', () => {
  const HOUR = 3_600_000

  /** A look takes some time, so that it can be seen what is allowed between two of them. */
  function openSlowly(offsets: readonly number[]) {
    const bench = openBench()
    const ends: (() => void)[] = []
    bench.answerLater(
      () =>
        new Promise((resolve) => {
          ends.push(() => resolve(bench.ok(offsets[ends.length - 1])))
        }),
    )
    return {
      ...bench,
      async end() {
        ends.at(-1)?.()
        await bench.clock.drain()
      },
    }
  }

  it('is confirmed by a second look at once; until then the status is online and nothing counts', async () => {
    const { link, probes, up, end } = openSlowly([0, 0])
    await up()
    await end()
    expect(link.status()).toMatchObject({ state: 'online', detail: null })
    expect([link.serverNow(), link.writesAllowed(SLOTS), link.canRead(), probes]).toEqual([
      null,
      0,
      false,
      [0, 0],
    ])
    await end()
    expect([link.serverNow(), link.writesAllowed(SLOTS), link.canRead(), probes]).toEqual([
      START_EPOCH_MS,
      SLOTS,
      true,
      [0, 0],
    ])
  })

  it('that is off by hours costs one more look, and never counts', async () => {
    const { link, probes, up, end } = openSlowly([5 * HOUR, 0, 0])
    await up()
    await end()
    await end()
    expect([link.status().state, link.serverNow(), link.writesAllowed(SLOTS)]).toEqual(['online', null, 0])
    await end()
    expect([link.serverNow(), link.writesAllowed(SLOTS), probes]).toEqual([START_EPOCH_MS, SLOTS, [0, 0, 0]])
  })

  it('is no proof for whoever read it', async () => {
    const bench = openBench()
    bench.answer(() => 'hang')
    expect(await bench.read(bench.ok())).toMatchObject({ kind: 'ok', server: null })
    expect(await bench.read(bench.ok())).toMatchObject({ kind: 'ok', server: expect.any(Number) })
  })

  it('that came with any other read makes it look at once', async () => {
    const bench = openBench()
    bench.answer(() => 'hang')
    await bench.read(bench.ok())
    expect(bench.probes).toHaveLength(1)
  })

  it('is confirmed anew after another sign-in', async () => {
    const bench = openBench()
    await bench.up()
    const before = bench.probes.length
    bench.tokens.signIn({ ...ACCOUNT, subject: 'other' })
    await bench.clock.drain()
    expect([bench.probes.length, bench.link.writesAllowed(SLOTS)]).toEqual([before + 2, SLOTS])
  })

  it('of a Catena whose Dates never agree is asked for a few times at once, then every 10 seconds', async () => {
    const bench = openBench()
    let hours = 0
    bench.answer(() => {
      hours += 3
      return bench.ok(hours * HOUR)
    })
    await bench.up()
    expect(bench.probes).toEqual([0, 0, 0, 0])
    await bench.pass(20_000)
    expect(bench.probes).toEqual([0, 0, 0, 0, 10_000, 20_000])
    expect([bench.link.status().state, bench.link.writesAllowed(SLOTS)]).toEqual(['online', 0])
  })
})

describe('an error of Catena’s own (5xx)', () => {
  const failing: ReadOutcome<null> = { kind: 'serverError', status: 504 }

  it('to one read is no reason to be offline: it looks at once, and all is well again', async () => {
    const bench = openBench()
    await bench.up()
    const before = bench.probes.length
    expect(inEnglish(await bench.read(failing))).toEqual({
      kind: 'unusable',
      reason: 'Catena answers with error 504',
    })
    expect(bench.probes).toHaveLength(before + 1)
    expect(bench.link.status()).toMatchObject({ state: 'online', detail: null })
    expect([bench.link.isFailing(), bench.link.writesAllowed(SLOTS)]).toEqual([false, SLOTS])
  })

  it('to everything is online with the reason, opens no gate, and is looked at every 10 seconds', async () => {
    const bench = openBench()
    bench.answer(() => failing)
    await bench.up()
    expect(inEnglish(bench.link.status())).toMatchObject({
      state: 'online',
      detail: 'Catena answers with error 504',
    })
    await bench.pass(30_000)
    expect(bench.probes).toEqual([0, 10_000, 20_000, 30_000])
    expect([bench.link.isFailing(), bench.link.canRead(), bench.link.writesAllowed(SLOTS)]).toEqual([
      true,
      false,
      0,
    ])
  })

  it('shuts a gate that was open, and the first good answer opens it', async () => {
    const bench = openBench()
    await bench.up()
    bench.answer(() => failing)
    await bench.read(failing)
    expect([bench.link.canRead(), bench.link.writesAllowed(SLOTS)]).toEqual([false, 0])
    await bench.pass(600_000)
    bench.answer(() => bench.ok())
    await bench.pass(10_000)
    expect(bench.link.status()).toMatchObject({ state: 'online', detail: null })
    expect([bench.link.canRead(), bench.link.writesAllowed(SLOTS)]).toEqual([true, SLOTS])
  })

  it('does not end the need to sign in', async () => {
    const bench = openBench()
    await bench.up()
    bench.answer(() => 'hang')
    await bench.read(unauthorized)
    bench.tokens.endRefresh({ kind: 'signInNeeded' })
    await bench.clock.drain()
    await bench.read(failing)
    expect(bench.link.status().state).toBe('signInNeeded')
  })
})
