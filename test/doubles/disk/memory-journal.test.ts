import type { Journal } from '../../../electron/host/sync/core/ports.ts'
import { type JournalPlace, registerJournalContract } from '../../contract/journal-contract.ts'
import { createSeededRandom } from '../seeded-random.ts'
import { createVirtualClock } from '../virtual-clock.ts'
import { createMemoryDisk } from './memory-journal.ts'

registerJournalContract('of the simulation', async (): Promise<JournalPlace> => {
  const clock = createVirtualClock()
  const disk = createMemoryDisk({
    clock,
    random: createSeededRandom(1),
    slowestAppendMs: 5,
    onDurable: () => undefined,
    onCompacted: () => undefined,
  })

  /** Runs the virtual clock until `work` is done. */
  async function running<T>(work: Promise<T>): Promise<T> {
    const end = { isReached: false }
    const settled = work.finally(() => {
      end.isReached = true
    })
    settled.catch(() => undefined) // the caller handles the error
    while (!end.isReached) {
      if (!(await clock.step())) await clock.drain()
    }
    return settled
  }

  return {
    async open() {
      const { journal, read } = disk.open({ isAlive: true })
      const timed: Journal = {
        append: (records) => running(journal.append(records)),
        compact: (...records) => running(journal.compact(...records)),
        size: () => journal.size(),
        close: () => running(journal.close()),
      }
      return { journal: timed, read }
    },
    remove: async () => undefined,
  }
})
