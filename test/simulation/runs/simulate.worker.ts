import { parentPort } from 'node:worker_threads'
import { createSyncEngine } from '../../../electron/host/sync/engine/engine.ts'
import type { Batch } from './run-batches.ts'
import { runSeed } from './run-seed.ts'
import { addSeed, newTally } from './tally.ts'

/** One worker: runs each batch that it gets and answers with its tally. */
parentPort?.on('message', (batch: Batch) => {
  void run(batch)
})

async function run({ from, seeds, ...options }: Batch): Promise<void> {
  const tally = newTally()
  for (let seed = from; seed < from + seeds; seed += 1) {
    addSeed(tally, await runSeed(createSyncEngine, { seed, ...options }))
  }
  parentPort?.postMessage(tally)
}
