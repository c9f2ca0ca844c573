import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../electron/host/sync/core/journal/journal-record.ts'
import type { Journal } from '../../../../../electron/host/sync/core/ports.ts'
import { JournalWriter } from '../../../../../electron/host/sync/journal/journal-writer.ts'
import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'
import { intentRecord } from '../../../../contract/journal-contract.ts'
import { createVirtualClock } from '../../../../doubles/virtual-clock.ts'

/** An appender over a journal whose calls end when the test says so. */
function openBench(sizeAtStart = 0) {
  const clock = createVirtualClock()
  const calls: { kind: 'append' | 'compact'; numbers: number[]; end: (error?: Error) => void }[] = []
  const applied: number[][] = []
  const broken: boolean[] = []
  const state = { size: sizeAtStart }
  const numbersOf = (records: readonly JournalRecord[]) => records.map((each) => each.at - 1_795_000_000_000)
  function call(kind: 'append' | 'compact', records: readonly JournalRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => (error === undefined ? resolve() : reject(error))
      calls.push({ kind, numbers: numbersOf(records), end })
    })
  }
  const journal: Journal = {
    append: (records) => call('append', records),
    compact: (snapshot, facts = []) => call('compact', [...snapshot, ...facts]),
    size: () => state.size,
    close: async () => undefined,
  }
  const appender = new JournalWriter({
    clock: clock.viewFor({ isAlive: true }),
    journal,
    apply: (records) => applied.push(numbersOf(records)),
    snapshot: () => applied.flat().map(intentRecord),
    onBrokenChange: (isBroken) => broken.push(isBroken),
    step: () => undefined,
  })
  return {
    clock,
    calls,
    applied,
    broken,
    state,
    appender,
    /** Appends record `n` and notes how it ended. */
    add(n: number, onFailure: 'reject' | 'keep' = 'reject') {
      const ended: { how: string | null } = { how: null }
      appender.append([intentRecord(n)], onFailure).then(
        () => {
          ended.how = 'done'
        },
        (error: unknown) => {
          ended.how = error instanceof Error && 'code' in error ? String(error.code) : 'other'
        },
      )
      return ended
    },
    /** Ends the newest call on the journal. */
    async end(error?: Error) {
      await clock.drain()
      calls.at(-1)?.end(error)
      await clock.drain()
    },
  }
}

const FULL = Object.assign(new Error('full'), { code: 'journal.full' })

describe('[I1] putting records on the disk', () => {
  it('folds records in and answers only after they are on the disk', async () => {
    const { calls, applied, add, end, clock } = openBench()
    const one = add(1)
    await clock.drain()
    expect([calls.length, applied.length, one.how]).toEqual([1, 0, null])
    await end()
    expect([applied, one.how]).toEqual([[[1]], 'done'])
  })

  it('writes one call after the other, and what came meanwhile together, in order', async () => {
    const { calls, applied, add, end } = openBench()
    const ends = [add(1), add(2), add(3, 'keep')]
    await end()
    await end()
    expect(calls.map((each) => each.numbers)).toEqual([[1], [2, 3]])
    expect(applied).toEqual([[1], [2, 3]])
    expect(ends.map((each) => each.how)).toEqual(['done', 'done', 'done'])
  })

  it('has nothing to do for no records', async () => {
    const { appender, calls } = openBench()
    await appender.append([], 'reject')
    expect(calls).toEqual([])
  })
})

describe('[R4] a journal that cannot be written', () => {
  it('rejects what asked for it, changes nothing by it, and says so once', async () => {
    const { appender, applied, broken, add, end } = openBench()
    const one = add(1)
    await end(FULL)
    expect([one.how, applied, broken, appender.isBroken()]).toEqual([
      'sync.journalUnwritable',
      [],
      [true],
      true,
    ])
  })

  it('says why when another planner has the folder, also to what comes later', async () => {
    const { appender, end } = openBench()
    const first = appender.append([intentRecord(1)], 'reject')
    first.catch(() => undefined) // looked at below
    await end(new TypedError('journal.lockLost', 'Another planner has the plans'))
    const expected = { code: 'sync.journalUnwritable', message: messageRef('errors.journal.lockLost') }
    await expect(first).rejects.toMatchObject(expected)
    await expect(appender.append([intentRecord(2)], 'reject')).rejects.toMatchObject(expected)
    expect(appender.brokenDetail()).toBe(JSON.stringify(['errors.journal.lockLost', {}]))
  })

  it('rejects at once while it is broken, and touches the disk only every 5 seconds', async () => {
    const { calls, clock, add, end } = openBench()
    add(1)
    await end(FULL)
    const two = add(2)
    await clock.drain()
    expect(two.how).toBe('sync.journalUnwritable')
    await clock.runUntil(4_999)
    expect(calls).toHaveLength(1)
    await clock.runUntil(5_000)
    expect(calls.map((each) => each.kind)).toEqual(['append', 'compact'])
    await end(FULL)
    await clock.runUntil(9_999)
    expect(calls).toHaveLength(2)
    await clock.runUntil(10_000)
    expect(calls).toHaveLength(3)
  })

  it('keeps facts in their order and writes them when it works again, over a journal made whole', async () => {
    const { calls, clock, applied, broken, add, end } = openBench()
    add(1)
    await end()
    const facts = [add(2, 'keep'), add(3, 'keep')]
    await end(FULL)
    facts.push(add(4, 'keep'))
    await clock.drain()
    expect(facts.map((each) => each.how)).toEqual([null, null, null])
    await clock.runUntil(5_000)
    // The torn append must not stay, and the facts are in the very step that makes the journal whole: a crash between two
    // would leave a sound journal that knows of no uncertainty.
    expect(calls.at(-1)).toMatchObject({ kind: 'compact', numbers: [1, 2, 3, 4] })
    await end()
    expect(broken).toEqual([true, false])
    expect(calls).toHaveLength(3)
    expect(applied).toEqual([[1], [2, 3, 4]])
    expect(facts.map((each) => each.how)).toEqual(['done', 'done', 'done'])
  })

  it('of a batch that fails keeps the facts and rejects the pending changes, also those that wait behind it', async () => {
    const { calls, clock, applied, add, end } = openBench()
    add(1, 'keep')
    const [pendingChange, fact] = [add(2), add(3, 'keep')]
    await end()
    const late = add(4)
    await end(FULL)
    expect([pendingChange.how, fact.how, late.how]).toEqual([
      'sync.journalUnwritable',
      null,
      'sync.journalUnwritable',
    ])
    await clock.runUntil(5_000)
    await end()
    expect(calls.at(-1)).toMatchObject({ kind: 'compact', numbers: [1, 3] })
    expect(applied).toEqual([[1], [3]])
  })
})

describe('compaction', () => {
  const MIB = 1024 * 1024

  it('comes between two appends, once the journal is 8 MiB and three times its last size', async () => {
    const { calls, state, add, end } = openBench()
    state.size = 8 * MIB - 1
    add(1)
    await end()
    expect(calls).toHaveLength(1)
    state.size = 8 * MIB
    add(2)
    await end()
    expect(calls.at(-1)).toMatchObject({ kind: 'compact', numbers: [1, 2] })
    const waiting = add(3)
    state.size = 5 * MIB
    await end()
    expect(calls.at(-1)).toMatchObject({ kind: 'append', numbers: [3] })
    await end()
    expect(waiting.how).toBe('done')
    state.size = 15 * MIB - 1
    add(4)
    await end()
    expect(calls.at(-1)?.kind).toBe('append')
    state.size = 15 * MIB
    add(5)
    await end()
    expect(calls.at(-1)?.kind).toBe('compact')
  })

  it('[R4] that fails leaves the journal broken, to be tried again', async () => {
    const { appender, calls, clock, broken, end } = openBench()
    const asked = appender.compact()
    await end(FULL)
    await asked
    expect(broken).toEqual([true])
    await clock.runUntil(5_000)
    expect(calls).toHaveLength(2)
    await end()
    expect(broken).toEqual([true, false])
  })
})

describe('closing', () => {
  it('writes nothing any more, not even what waits, and ends the timer', async () => {
    const { appender, calls, clock, applied, add, end } = openBench()
    add(1)
    add(2)
    appender.close()
    await end()
    expect([calls.length, applied]).toEqual([1, []])
    expect(await clock.step()).toBe(false)
  })

  it('ends the trying again of a broken journal', async () => {
    const { appender, calls, clock, add, end } = openBench()
    add(1)
    await end(FULL)
    appender.close()
    expect([await clock.step(), calls.length]).toEqual([false, 1])
  })
})
