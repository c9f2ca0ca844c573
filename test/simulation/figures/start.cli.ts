import process from 'node:process'
import { DEFAULT_TIMINGS } from '../../../electron/host/sync/core/timings.ts'
import { createSyncEngine } from '../../../electron/host/sync/engine/engine.ts'
import { openJournal } from '../../../electron/host/sync/journal/journal.ts'

/**
 * `start.cli.ts FOLDER NOW_MS`: opens the journal in a folder, starts the engine offline, and prints time and memory.
 */
const [folder, now] = process.argv.slice(2)
if (folder === undefined || now === undefined) throw new Error('usage: start.cli.ts FOLDER NOW_MS')

function schedule(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs)
  return () => clearTimeout(timer)
}

const offline = async () => ({ kind: 'offline', detail: 'measured without a network' }) as const
const startedMs = performance.now()
const { journal, read } = await openJournal({ folder })
const readMs = performance.now()
const engine = await createSyncEngine({
  clock: { monotonicMs: () => performance.now(), wallMs: () => Number(now), schedule },
  random: () => 0.5,
  journal,
  journalRead: read,
  write: async () => ({ kind: 'unsent', reason: 'measured without a network' }),
  reader: {
    listOperations: offline,
    getOperation: offline,
    listWorkflows: offline,
    workflowPage: offline,
    getWorkflow: offline,
    probe: offline,
    referencePage: offline,
  },
  tokens: {
    account: () => null,
    accessToken: async () => ({ kind: 'signInNeeded' }),
    refresh: async () => ({ kind: 'signInNeeded' }),
    onChange: () => () => {},
  },
  timings: DEFAULT_TIMINGS,
  installId: 'install-1',
  log: () => {},
})
const upMs = performance.now()
const { heapUsed } = process.memoryUsage()
const mebibytes = (bytes: number) => (bytes / 1_048_576).toFixed(0)
console.log(
  `${((upMs - startedMs) / 1_000).toFixed(1)} s (reading ${((readMs - startedMs) / 1_000).toFixed(1)} s), ` +
    `heap ${mebibytes(heapUsed)} MiB, at most ${mebibytes(process.resourceUsage().maxRSS * 1_024)} MiB resident`,
)
await engine.close(0)
await journal.close()
