import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import { addTally, newTally, type Tally } from './tally.ts'

/** Seeds `from` to `from + seeds − 1`, run by one worker. */
export interface Batch {
  readonly from: number
  readonly seeds: number
  readonly workflows: number
  readonly isBeyond: boolean
  /** In the form that `parseCharacter` reads. */
  readonly character?: string
}
export interface BatchOptions extends Batch {
  /** The progress of an earlier run of the same seeds. */
  readonly resume?: BatchProgress | null
  /** Called when every seed before `next` is done, with a progress that can be resumed. */
  readonly onKept?: (progress: BatchProgress) => void
  /** Called after each batch with the number of seeds done so far. */
  readonly onProgress?: (done: number, tally: Tally) => void
  readonly workers?: number
}

/** The tally of every seed before `next`, and of none after it. */
export interface BatchProgress {
  readonly next: number
  readonly tally: Tally
}

/** Seeds in one batch: few for a smooth progress bar, many for few messages. */
const SEEDS_PER_BATCH = 20
/** Memory of the young generation, in MB. With the default of 16 MB the garbage collector takes much longer. */
const YOUNG_MB = 64

/** Runs many seeds on every core. The tally does not depend on their distribution. */
export async function runBatches(options: BatchOptions): Promise<Tally> {
  const kept = createKeptSum(options)
  const end = options.from + options.seeds
  let next = kept.progress().next

  function nextBatch(): Batch | null {
    if (next >= end) return null
    const seeds = Math.min(SEEDS_PER_BATCH, end - next)
    const { workflows, isBeyond, character = '' } = options
    const batch = { from: next, seeds, workflows, isBeyond, character }
    next += seeds
    return batch
  }

  const program = await bundleWorker()

  async function runWorker(): Promise<void> {
    const worker = new Worker(program, { eval: true, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
    try {
      for (let batch = nextBatch(); batch !== null; batch = nextBatch()) {
        const answer = answerOf(worker)
        worker.postMessage(batch)
        kept.add(batch, await answer)
        const { tally } = kept.progress()
        options.onProgress?.(tally.seeds, tally)
      }
    } finally {
      await worker.terminate()
    }
  }

  const workers = options.workers ?? availableParallelism()
  await Promise.all(Array.from({ length: workers }, runWorker))
  return kept.progress().tally
}

/** Adds batches in the order of their seeds, although they end in any order, so that a stop loses only the last few. */
function createKeptSum(options: BatchOptions) {
  const tally = newTally()
  let next = options.resume?.next ?? options.from
  if (options.resume != null) addTally(tally, options.resume.tally)
  const waiting = new Map<number, { readonly batch: Batch; readonly sum: Tally }>()
  return {
    progress: (): BatchProgress => ({ next, tally }),
    add(batch: Batch, sum: Tally): void {
      waiting.set(batch.from, { batch, sum })
      for (let first = waiting.get(next); first !== undefined; first = waiting.get(next)) {
        waiting.delete(next)
        addTally(tally, first.sum)
        next += first.batch.seeds
      }
      options.onKept?.({ next, tally })
    },
  }
}

/** Bundles the worker into one file: a TypeScript loader keeps function names, which halves the speed. */
async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./simulate.worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20.20',
    logLevel: 'warning',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('esbuild gave no worker')
  return file.text
}

function answerOf(worker: Worker): Promise<Tally> {
  return new Promise((resolve, reject) => {
    worker.once('message', (tally: Tally) => {
      worker.off('error', reject)
      resolve(tally)
    })
    worker.once('error', reject)
  })
}
