import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../electron/host/sync/core/journal/journal-record.ts'
import { openJournal } from '../../../../../electron/host/sync/journal/journal.ts'
import {
  decodeJournal,
  encodeHeader,
  FORMAT_VERSION,
} from '../../../../../electron/host/sync/journal/journal-format.ts'
import { MAX_SET_ASIDE_BYTES } from '../../../../../electron/host/sync/journal/quarantine.ts'
import { TypedError } from '../../../../../shared/util/typed-error.ts'
import { intentRecord, registerJournalContract } from '../../../../contract/journal-contract.ts'
import { createMemoryDisk, type DiskFault, type MemoryDisk } from '../../../../doubles/disk/memory-disk.ts'

const FOLDER = '/data'

async function freshFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'journal-'))
}

registerJournalContract('on a disk', async () => {
  const folder = await freshFolder()
  return {
    open: () => openJournal({ folder }),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
})

registerJournalContract('on the disk of the tests', async () => {
  const disk = createMemoryDisk()
  return { open: () => openJournal({ folder: FOLDER, disk }), remove: async () => undefined }
})

/** A journal's bytes with `count` records, and where each record begins. */
async function written(
  count: number,
): Promise<{ bytes: Buffer; starts: number[]; records: JournalRecord[] }> {
  const disk = createMemoryDisk()
  const { journal } = await openJournal({ folder: FOLDER, disk })
  const records = Array.from({ length: count }, (_, n) => intentRecord(n))
  const starts: number[] = []
  await journal.compact([])
  for (const record of records) {
    starts.push(journal.size())
    await journal.append([record])
  }
  return { bytes: contentOf(disk), starts, records }
}

function contentOf(disk: MemoryDisk, name = 'journal'): Buffer {
  const bytes = disk.content(name)
  if (bytes === null) throw new Error(`no ${name}`)
  return bytes
}

/** Opens damaged bytes, appends one record and opens once more: the damage is gone, the new record is not. */
async function reopened(bytes: Buffer) {
  const disk = createMemoryDisk({ journal: bytes })
  const { journal, read } = await openJournal({ folder: FOLDER, disk })
  await journal.append([intentRecord(99)])
  await journal.close()
  const again = await openJournal({ folder: FOLDER, disk })
  expect(again.read).toEqual({ records: [...read.records, intentRecord(99)], cutBytes: 0, existed: true })
  return { read, disk }
}

describe('[T6] a damaged journal', () => {
  it('keeps the older records when it is cut at any byte of the last two', async () => {
    const { bytes, starts, records } = await written(5)
    const [first = 0, second = 0] = starts.slice(-2)
    for (let length = first; length < bytes.length; length++) {
      const { read, disk } = await reopened(bytes.subarray(0, length))
      expect(read.records).toEqual(records.slice(0, length < second ? 3 : 4))
      expect(read.cutBytes).toBe(length - (length < second ? first : second))
      if (read.cutBytes > 0)
        expect(contentOf(disk, 'journal.set-aside').length).toBeGreaterThan(read.cutBytes)
    }
  })

  it('keeps the records before any flipped bit of the last two, and trusts nothing after it', async () => {
    const { bytes, starts, records } = await written(5)
    const [first = 0, second = 0] = starts.slice(-2)
    for (let bit = first * 8; bit < bytes.length * 8; bit += 3) {
      const flipped = Buffer.from(bytes)
      const at = bit >> 3
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7))
      const disk = createMemoryDisk({ journal: flipped })
      const { read } = await openJournal({ folder: FOLDER, disk })
      expect(read.records).toEqual(records.slice(0, at < second ? 3 : 4))
      expect(read.cutBytes).toBe(bytes.length - (at < second ? first : second))
    }
  })

  it('gives the beginning when the middle is damaged, and keeps the rest aside', async () => {
    const { bytes, starts, records } = await written(6)
    const damaged = Buffer.from(bytes)
    damaged.fill(0x55, (starts[2] ?? 0) + 20, (starts[2] ?? 0) + 24)
    const { read, disk } = await reopened(damaged)
    expect(read.records).toEqual(records.slice(0, 2))
    expect(read.cutBytes).toBe(bytes.length - (starts[2] ?? 0))
    const kept = JSON.parse(contentOf(disk, 'journal.set-aside').toString()) as { base64: string }
    expect(Buffer.from(kept.base64, 'base64')).toEqual(damaged.subarray(starts[2]))
  })

  it.each([1, 7, 8, 512, 4096])('reports a tail of %i zeros and of ones', async (length) => {
    const { bytes, records } = await written(3)
    for (const value of [0x00, 0xff]) {
      const { read } = await reopened(Buffer.concat([bytes, Buffer.alloc(length, value)]))
      expect(read).toEqual({ records, cutBytes: length, existed: true })
    }
  })

  it('does not take a record twice when the tail is doubled', async () => {
    const { bytes, starts, records } = await written(4)
    for (const start of starts) {
      const tail = bytes.subarray(start)
      const { read } = await reopened(Buffer.concat([bytes, tail]))
      expect(read).toEqual({ records, cutBytes: tail.length, existed: true })
    }
  })

  it('does not take records in another order, nor after one that is missing', async () => {
    const { bytes, starts, records } = await written(4)
    const [, second = 0, third = 0, fourth = 0] = starts
    const swapped = [bytes.subarray(0, second), bytes.subarray(third, fourth), bytes.subarray(second, third)]
    expect((await reopened(Buffer.concat(swapped))).read.records).toEqual(records.slice(0, 1))
    const missing = [bytes.subarray(0, second), bytes.subarray(third)]
    expect((await reopened(Buffer.concat(missing))).read.records).toEqual(records.slice(0, 1))
  })

  it('loses no record to a damaged header, and reports it', async () => {
    const { bytes, records } = await written(3)
    for (let at = 0; at < 16; at++) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 0x10
      const { read, disk } = await reopened(damaged)
      expect(read.records).toEqual(records)
      expect(read.cutBytes).toBeGreaterThan(0)
      expect(decodeJournal(contentOf(disk)).header).toBe('good')
    }
  })

  it('opens anything at all: every length of a header, noise, a text file', async () => {
    const { bytes } = await written(1)
    for (let length = 1; length < 24; length++) {
      const { read } = await reopened(bytes.subarray(0, length))
      expect(read).toMatchObject({ records: [], existed: true })
    }
    const noise = Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919 + (n >> 3) * 104729) & 0xff))
    expect((await reopened(noise)).read).toEqual({ records: [], cutBytes: 5000, existed: true })
    expect((await reopened(Buffer.from('{"not":"a journal"}\n'.repeat(9)))).read.cutBytes).toBe(180)
  })

  it('counts an empty file as no journal, so that what was submitted is uncertain', async () => {
    expect((await reopened(Buffer.alloc(0))).read).toEqual({ records: [], cutBytes: 0, existed: false })
  })
})

describe('what was set aside', () => {
  const name = 'journal.set-aside'

  /** Damages the journal at its end with `length` odd bytes, and lets the program come upon it. */
  async function damage(disk: MemoryDisk, length: number, value: number): Promise<void> {
    const { journal } = await openJournal({ folder: FOLDER, disk })
    await journal.append([intentRecord(1)])
    await journal.close()
    disk.put('journal', Buffer.concat([contentOf(disk), Buffer.alloc(length, value)]))
    const damaged = await openJournal({ folder: FOLDER, disk })
    expect(damaged.read.cutBytes).toBe(length)
    await damaged.journal.append([intentRecord(2)])
    await damaged.journal.close()
  }

  function kept(disk: MemoryDisk, file: string): { value: number; length: number }[] {
    const lines = contentOf(disk, file).toString().trim().split('\n')
    return lines.map((line) => {
      const bytes = Buffer.from((JSON.parse(line) as { base64: string }).base64, 'base64')
      return { value: bytes[0] ?? -1, length: bytes.length }
    })
  }

  it('is bounded: the newest damages are kept whole, the oldest go, and no readable record ever does', async () => {
    const disk = createMemoryDisk()
    const length = MAX_SET_ASIDE_BYTES / 4
    for (let value = 1; value <= 9; value++) await damage(disk, length, value)
    const [older, newer] = [kept(disk, `${name}.1`), kept(disk, name)]
    const values = [...older, ...newer].map((each) => each.value)
    expect(values).toEqual([7, 8, 9].slice(-values.length))
    expect(values.length).toBeGreaterThanOrEqual(2)
    expect([...older, ...newer].every((each) => each.length === length)).toBe(true)
    for (const file of [name, `${name}.1`]) {
      expect(contentOf(disk, file).length).toBeLessThanOrEqual(MAX_SET_ASIDE_BYTES)
    }
    const { read } = await openJournal({ folder: FOLDER, disk })
    expect(read.records).toHaveLength(18)
  })

  it('keeps one damage whole that alone is larger than the bound', async () => {
    const disk = createMemoryDisk()
    await damage(disk, 10, 1)
    await damage(disk, MAX_SET_ASIDE_BYTES, 2)
    expect(kept(disk, name)).toEqual([{ value: 2, length: MAX_SET_ASIDE_BYTES }])
    expect(kept(disk, `${name}.1`)).toEqual([{ value: 1, length: 10 }])
  })

  it('does not grow while the disk is full, and nothing is cut off the journal before it is kept', async () => {
    const { bytes, starts } = await written(3)
    const torn = bytes.subarray(0, bytes.length - 3)
    const disk = createMemoryDisk({ journal: torn })
    const { journal } = await openJournal({ folder: FOLDER, disk })
    disk.setFault((_step, step) => (step === 'write' ? { kind: 'partial', code: 'ENOSPC' } : null))
    for (let n = 0; n < 5; n++) await expect(journal.append([intentRecord(9)])).rejects.toThrow()
    expect(contentOf(disk, name)).toHaveLength(0)
    expect(contentOf(disk)).toEqual(torn)
    disk.setFault(() => null)
    await journal.append([intentRecord(9)])
    expect(kept(disk, name)).toMatchObject([{ length: torn.length - (starts[2] ?? 0) }])
  })
})

describe('records this version does not read', () => {
  function bare(record: unknown): JournalRecord {
    return record as JournalRecord // only the bytes matter: it stands for what another version wrote
  }

  it('sets a newer and an unreadable record aside, reports them and reads on', async () => {
    const disk = createMemoryDisk()
    const { journal } = await openJournal({ folder: FOLDER, disk })
    const newer = bare({ v: 3, at: 1, type: 'INTENT', workflowId: 'w' })
    const odd = bare({ v: 2, at: 1, type: 'NEVER_HEARD_OF' })
    await journal.append([intentRecord(1), newer, odd, bare('text'), intentRecord(2)])
    await journal.close()
    const again = await openJournal({ folder: FOLDER, disk })
    expect(again.read.records).toEqual([intentRecord(1), intentRecord(2)])
    expect(again.read.cutBytes).toBeGreaterThan(0)
    expect(again.setAside.map((each) => each.reason)).toEqual(['newer', 'unreadable', 'unreadable'])
    await again.journal.append([intentRecord(3)])
    const side = contentOf(disk, 'journal.set-aside').toString().trim().split('\n')
    expect(side.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(
      [newer, odd, 'text'].map((each) => JSON.stringify(each)),
    )
    // Gone from the journal: else each start would make every waiting change uncertain once more, and set the same aside again.
    const third = await openJournal({ folder: FOLDER, disk })
    expect(third.read).toMatchObject({ records: [1, 2, 3].map(intentRecord), cutBytes: 0 })
    await third.journal.append([intentRecord(4)])
    expect(contentOf(disk, 'journal.set-aside').toString().trim().split('\n')).toEqual(side)
  })

  it('upgrades older records step by step', async () => {
    const disk = createMemoryDisk()
    const old = await openJournal({ folder: FOLDER, disk })
    await old.journal.append([
      bare({ v: 1, type: 'WAS', at: 1, id: 'a' }),
      bare({ v: 2, type: 'WAS', at: 2, install: 'b' }),
    ])
    await old.journal.close()
    const upgraded = await openJournal({
      folder: FOLDER,
      disk,
      shape: {
        recordVersion: 3,
        schema: (await import('zod')).z.looseObject({}).transform((value) => bare(value)),
        upgrades: {
          1: ({ id, ...rest }) => ({ ...rest, install: id }),
          2: ({ install, ...rest }) => ({ ...rest, type: 'INSTALL', installId: install }),
        },
      },
    })
    expect(upgraded.read).toMatchObject({
      cutBytes: 0,
      records: [
        { v: 3, type: 'INSTALL', installId: 'a' },
        { v: 3, type: 'INSTALL', installId: 'b' },
      ],
    })
  })

  it('sets a file of a newer format aside whole and starts an empty one', async () => {
    const { bytes } = await written(2)
    const newer = Buffer.from(bytes)
    encodeHeader(FORMAT_VERSION + 1).copy(newer)
    const { read, disk } = await reopened(newer)
    expect(read).toEqual({ records: [], cutBytes: bytes.length, existed: true })
    const kept = JSON.parse(contentOf(disk, 'journal.set-aside').toString()) as { base64: string }
    expect(Buffer.from(kept.base64, 'base64')).toEqual(newer)
  })
})

describe('a disk that fails', () => {
  const faults: DiskFault[] = [
    { kind: 'error', code: 'ENOSPC' },
    { kind: 'partial', code: 'ENOSPC' },
    { kind: 'error', code: 'EIO' },
  ]

  it.each(faults)(
    '[T6] $kind $code at any step: rejects with its code, and what was kept stays',
    async (fault) => {
      // Open over a torn tail, append twice, compact, append: each step fails once in turn.
      for (let failing = 1; ; failing++) {
        const { bytes, records } = await written(2)
        const disk = createMemoryDisk({ journal: bytes.subarray(0, bytes.length - 3) })
        let hasFailed = false
        disk.setFault((step) => {
          if (step !== failing) return null
          hasFailed = true
          return fault
        })
        const { journal, read } = await openJournal({ folder: FOLDER, disk })
        let expected = [...read.records]
        expect(expected).toEqual(records.slice(0, 1))
        for (const act of ['append', 'append', 'compact', 'append', 'append'] as const) {
          const record = intentRecord(expected.length + 10)
          const next = act === 'append' ? [...expected, record] : expected.slice(-1)
          try {
            await (act === 'append' ? journal.append([record]) : journal.compact(next))
            expected = next
          } catch (error) {
            expect(error).toMatchObject({
              code: fault.kind !== 'crash' && fault.code === 'ENOSPC' ? 'journal.full' : 'journal.failed',
            })
            // A compaction whose last step failed has taken place.
            if (act === 'compact' && disk.steps.at(-1) === 'syncFolder') expected = next
          }
        }
        disk.setFault(() => null)
        await journal.append([intentRecord(99)]) // whatever the last failure left is taken away before this
        expected = [...expected, intentRecord(99)]
        await journal.close()
        const again = await openJournal({ folder: FOLDER, disk })
        expect(again.read).toEqual({ records: expected, cutBytes: 0, existed: true })
        if (!hasFailed) break
      }
    },
  )

  it('sends nothing while the disk stays full: every append rejects until there is space', async () => {
    const disk = createMemoryDisk()
    const { journal } = await openJournal({ folder: FOLDER, disk })
    await journal.append([intentRecord(1)])
    disk.setFault((_step, name) => (name === 'write' ? { kind: 'partial', code: 'ENOSPC' } : null))
    for (let n = 0; n < 5; n++) {
      await expect(journal.append([intentRecord(2)])).rejects.toMatchObject({ code: 'journal.full' })
      await expect(journal.compact([intentRecord(1)])).rejects.toMatchObject({ code: 'journal.full' })
    }
    disk.setFault(() => null)
    await journal.append([intentRecord(3)])
    const again = await openJournal({ folder: FOLDER, disk })
    expect(again.read).toEqual({ records: [intentRecord(1), intentRecord(3)], cutBytes: 0, existed: true })
  })

  it('survives a power cut at any step with everything acknowledged, whatever else was kept', async () => {
    for (const kept of ['all', 'none', 'names', 'content'] as const) {
      for (let failing = 0; ; failing++) {
        const disk = createMemoryDisk()
        let hasFailed = false
        disk.setFault((step) => {
          if (step !== failing) return null
          hasFailed = true
          return { kind: 'crash' }
        })
        const acknowledged = await runUntilCrash(disk)
        const { read } = await openJournal({ folder: FOLDER, disk: disk.afterCrash(kept) })
        const numbers = read.records.map((record) => record.at - 1_795_000_000_000)
        expect(acknowledged.possible).toContainEqual(numbers)
        if (!hasFailed) break
      }
    }
  })
})

describe('[R2] the first append after a damage', () => {
  it('ends the damage and brings its records in one step, whatever step the power is cut at', async () => {
    const { bytes, records } = await written(4)
    const torn = bytes.subarray(0, bytes.length - 3)
    for (const kept of ['all', 'none', 'names', 'content'] as const) {
      for (let failing = 0; ; failing++) {
        const disk = createMemoryDisk({ journal: torn })
        let hasFailed = false
        disk.setFault((step) => {
          if (step !== failing) return null
          hasFailed = true
          return { kind: 'crash' }
        })
        await appendOnce(disk)
        const { read } = await openJournal({ folder: FOLDER, disk: disk.afterCrash(kept) })
        if (read.cutBytes > 0) expect(read.records).toEqual(records.slice(0, 3))
        else expect(read.records).toEqual([...records.slice(0, 3), intentRecord(99)])
        if (!hasFailed) break
      }
    }
  })
})

async function appendOnce(disk: MemoryDisk): Promise<void> {
  try {
    const { journal } = await openJournal({ folder: FOLDER, disk })
    await journal.append([intentRecord(99)])
  } catch {
    // The power is gone; what is on the disk is looked at afterwards.
  }
}

/** Appends 1, 2, 3, compacts to 3, appends 4, until the disk stops. @returns the contents that would be right after it. */
async function runUntilCrash(disk: MemoryDisk): Promise<{ possible: number[][] }> {
  let sure: number[] = []
  const plan: { add: number[] | null; after: number[] }[] = [
    { add: [1], after: [1] },
    { add: [2, 3], after: [1, 2, 3] },
    { add: null, after: [3] },
    { add: [4], after: [3, 4] },
  ]
  try {
    const { journal } = await openJournal({ folder: FOLDER, disk })
    for (const { add, after } of plan) {
      try {
        const records = (add ?? after).map(intentRecord)
        await (add === null ? journal.compact(records) : journal.append(records))
        sure = after
      } catch {
        // Power is gone: a prefix of an append, or either side of a compaction, may be there.
        const prefixes = (add ?? []).map((_, count) => [...sure, ...(add ?? []).slice(0, count + 1)])
        return { possible: [sure, ...prefixes, after] }
      }
    }
  } catch {
    return { possible: [[]] }
  }
  return { possible: [sure] }
}

describe('the data folder', () => {
  it('belongs to one process: a second opening is refused, and works after the first is closed', async () => {
    const folder = await freshFolder()
    try {
      const first = await openJournal({ folder })
      await expect(openJournal({ folder })).rejects.toMatchObject({ code: 'journal.locked' })
      await first.journal.close()
      const second = await openJournal({ folder })
      await second.journal.close()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it.each([
    ['a dead process', JSON.stringify({ pid: 2 ** 22 + 1, birth: null, run: 'gone' })],
    ['an earlier life of this number', JSON.stringify({ pid: process.pid, birth: 'boot:1', run: 'gone' })],
    ['half a lock', '{"pid":'],
    ['an empty lock', ''],
  ])('is taken over from %s', async (_name, stale) => {
    const folder = await freshFolder()
    try {
      const file = path.join(folder, 'host.lock.gone')
      await writeFile(file, stale)
      await utimes(file, 0, 0) // a fresh one would be watched for a while
      const { journal } = await openJournal({ folder })
      const locks = (await readdir(folder)).filter((name) => name.startsWith('host.lock.'))
      expect(locks).toHaveLength(1)
      const lock = await readFile(path.join(folder, locks[0] ?? ''), 'utf8')
      expect(JSON.parse(lock)).toMatchObject({ pid: process.pid })
      await journal.close()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('is never given to two of many that try at once over a stale lock', async () => {
    const folder = await freshFolder()
    try {
      await writeFile(path.join(folder, 'host.lock.gone'), '{"pid":4194305,"birth":null,"run":"gone"}')
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => openJournal({ folder })))
      const opened = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
      expect(opened.length).toBeLessThanOrEqual(1)
      for (const each of opened) await each.journal.close()
      const next = await openJournal({ folder })
      await next.journal.close()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it('is not written any more by a process that has lost it, which says so', async () => {
    const folder = await freshFolder()
    try {
      const losses: string[] = []
      const onLockLost = (error: Error): void => void losses.push(error.message)
      const first = await openJournal({ folder, onLockLost })
      await first.journal.append([intentRecord(1)])
      for (const name of await readdir(folder))
        if (name.startsWith('host.lock.')) await rm(path.join(folder, name))
      const second = await openJournal({ folder })
      await second.journal.append([intentRecord(2)])
      await expect(first.journal.append([intentRecord(3)])).rejects.toMatchObject({
        code: 'journal.lockLost',
      })
      await expect(first.journal.compact([])).rejects.toMatchObject({ code: 'journal.lockLost' })
      expect(losses).toHaveLength(1)
      await first.journal.close()
      await second.journal.append([intentRecord(4)])
      await second.journal.close()
      const third = await openJournal({ folder })
      expect(third.read).toMatchObject({ records: [1, 2, 4].map(intentRecord), cutBytes: 0 })
      await third.journal.close()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })

  it.each([
    ['append', 'write'],
    ['append', 'sync'],
    ['compact', 'write'],
    ['compact', 'syncFolder'],
  ] as const)(
    'lost during the %s at its %s: the caller is told, not that it is written',
    async (call, step) => {
      const disk = createMemoryDisk()
      let isLost = false
      const lost = new TypedError('journal.lockLost', 'taken')
      const lock = {
        verify: async () => {
          if (isLost) throw lost
        },
        onLost: () => undefined,
        release: async () => undefined,
      }
      const { journal } = await openJournal({ folder: FOLDER, disk: { ...disk, lock: async () => lock } })
      await journal.append([intentRecord(1)])
      disk.setFault((_step, name) => {
        if (name === step) isLost = true
        return null
      })
      await expect(journal[call]([intentRecord(2)])).rejects.toBe(lost)
      const stepsBefore = disk.steps.length
      await expect(journal.append([intentRecord(3)])).rejects.toBe(lost)
      expect(disk.steps).toHaveLength(stepsBefore)
      if (step === 'write' && call === 'compact') expect(disk.steps).not.toContain('truncate')
    },
  )

  it.skipIf(process.platform === 'win32')('lets only its owner read the journal', async () => {
    const folder = await freshFolder()
    try {
      const { journal } = await openJournal({ folder })
      await journal.append([intentRecord(1)])
      expect((await stat(path.join(folder, 'journal'))).mode & 0o777).toBe(0o600)
      await journal.compact([])
      expect((await stat(path.join(folder, 'journal'))).mode & 0o777).toBe(0o600)
      await journal.close()
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
