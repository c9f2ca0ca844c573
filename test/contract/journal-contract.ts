import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../electron/host/sync/core/journal/journal-record.ts'
import type { Journal, JournalRead } from '../../electron/host/sync/core/ports.ts'
import { emptyPlan } from '../../shared/model/plan/workflow.ts'

/** A place that keeps a journal between openings. */
export interface JournalPlace {
  open(): Promise<{ journal: Journal; read: JournalRead }>
  /** Takes the place away. */
  remove(): Promise<void>
}

/** A record as the engine writes it, told apart by `n`. */
export function intentRecord(n: number): JournalRecord {
  return {
    v: 2,
    at: 1_795_000_000_000 + n,
    type: 'INTENT',
    workflowId: `workflow-${n}`,
    seq: 1,
    intent: 'send',
    plan: { ...emptyPlan(), reference: `Tour ${n} · Łódź 🚚` },
    sourceId: `dp_aaaaaaaaaa_${n}`,
    account: { issuer: 'https://auth.example', subject: 'sub' },
    overBase: null,
  }
}

/** What every {@link Journal} keeps, in memory or on a disk. */
export function registerJournalContract(name: string, createPlace: () => Promise<JournalPlace>): void {
  describe(`journal contract: ${name}`, () => {
    async function withPlace(run: (place: JournalPlace) => Promise<void>): Promise<void> {
      const place = await createPlace()
      try {
        await run(place)
      } finally {
        await place.remove()
      }
    }
    const three = [intentRecord(1), intentRecord(2), intentRecord(3)]

    it('says that a new journal did not exist', async () => {
      await withPlace(async (place) => {
        const { journal, read } = await place.open()
        expect(read).toEqual({ records: [], cutBytes: 0, existed: false })
        await journal.close()
      })
    })

    it('gives back what was appended, in order, after it was closed and opened again', async () => {
      await withPlace(async (place) => {
        const first = await place.open()
        await first.journal.append([intentRecord(1)])
        await first.journal.append([intentRecord(2), intentRecord(3)])
        await first.journal.close()
        const again = await place.open()
        expect(again.read).toEqual({ records: three, cutBytes: 0, existed: true })
        await again.journal.close()
      })
    })

    it('goes on after what is there', async () => {
      await withPlace(async (place) => {
        for (const record of three) {
          const { journal } = await place.open()
          await journal.append([record])
          await journal.close()
        }
        const { journal, read } = await place.open()
        expect(read.records).toEqual(three)
        await journal.close()
      })
    })

    it('keeps the order of appends that were not waited for', async () => {
      await withPlace(async (place) => {
        const { journal } = await place.open()
        const many = Array.from({ length: 50 }, (_, n) => intentRecord(n))
        await Promise.all(many.map((record) => journal.append([record])))
        await journal.close()
        const again = await place.open()
        expect(again.read.records).toEqual(many)
        await again.journal.close()
      })
    })

    it('replaces the whole content on compaction, and goes on after it', async () => {
      await withPlace(async (place) => {
        const { journal } = await place.open()
        await journal.append(Array.from({ length: 20 }, (_, n) => intentRecord(n)))
        const before = journal.size()
        await journal.compact([intentRecord(1), intentRecord(2)])
        expect(journal.size()).toBeLessThan(before)
        await journal.append([intentRecord(3)])
        await journal.close()
        const again = await place.open()
        expect(again.read).toEqual({ records: three, cutBytes: 0, existed: true })
        await again.journal.close()
      })
    })

    it('remembers that it existed although it is empty', async () => {
      await withPlace(async (place) => {
        const { journal } = await place.open()
        await journal.append(three)
        await journal.compact([])
        await journal.close()
        const again = await place.open()
        expect(again.read).toEqual({ records: [], cutBytes: 0, existed: true })
        await again.journal.close()
      })
    })

    it('appends nothing when there is nothing to append', async () => {
      await withPlace(async (place) => {
        const { journal } = await place.open()
        await journal.append([intentRecord(1)])
        const size = journal.size()
        await journal.append([])
        expect(journal.size()).toBe(size)
        await journal.close()
      })
    })

    it('refuses to append once it is closed', async () => {
      await withPlace(async (place) => {
        const { journal } = await place.open()
        await journal.close()
        await expect(journal.append([intentRecord(1)])).rejects.toThrow()
      })
    })

    it('may be closed twice', async () => {
      await withPlace(async (place) => {
        const { journal } = await place.open()
        await journal.close()
        await journal.close()
      })
    })
  })
}
