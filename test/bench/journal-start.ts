import type { CatenaReader, Clock } from '../../electron/host/sync/core/ports.ts'
import { DEFAULT_TIMINGS } from '../../electron/host/sync/core/timings.ts'
import { createSyncEngine } from '../../electron/host/sync/engine/engine.ts'
import { openJournal } from '../../electron/host/sync/journal/journal.ts'

/** What one start of the sync engine cost. Times in milliseconds, sizes in bytes. */
export interface JournalStart {
  readonly lanes: number
  /** From opening the journal until the engine answers. */
  readonly openMs: number
  /** Until a page has read every status, too. */
  readonly startMs: number
  /** Of all cores, the loading of the program not counted. */
  readonly cpuMs: number
  /** The most memory that was resident at any time. */
  readonly rssBytes: number
}

const clock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  schedule: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}

/** A network that is down: a start needs nothing of Catena. */
const offline = async () => ({ kind: 'offline' as const, detail: 'no network' })
const reader: CatenaReader = {
  listOperations: offline,
  getOperation: offline,
  listWorkflows: offline,
  workflowPage: offline,
  getWorkflow: offline,
  probe: offline,
  referencePage: offline,
}

async function start(folder: string): Promise<JournalStart> {
  const cpuBefore = process.cpuUsage()
  const begunMs = performance.now()
  const { journal, read } = await openJournal({ folder })
  if (read.cutBytes > 0) throw new Error(`${read.cutBytes} bytes of the journal cannot be read`)
  const engine = await createSyncEngine({
    clock,
    random: Math.random,
    journal,
    journalRead: read,
    write: async () => ({ kind: 'unsent', reason: 'no network' }),
    reader,
    tokens: {
      account: () => null,
      accessToken: async () => ({ kind: 'unreachable', detail: 'no network' }),
      refresh: async () => ({ kind: 'unreachable', detail: 'no network' }),
      onChange: () => () => {},
    },
    timings: DEFAULT_TIMINGS,
    installId: 'bench-install',
    log: (level, text) => {
      if (level === 'error') throw new Error(text)
    },
  })
  const openMs = performance.now() - begunMs
  let lanes = 0
  for (let after: string | null = null; ; ) {
    const page = engine.statuses({ after })
    lanes += page.statuses.length
    if (page.next === null) break
    after = page.next
  }
  const startMs = performance.now() - begunMs
  const { user, system } = process.cpuUsage(cpuBefore)
  const rssBytes = process.resourceUsage().maxRSS * 1024
  await engine.close(0)
  await journal.close()
  return { lanes, openMs, startMs, cpuMs: (user + system) / 1000, rssBytes }
}

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: journal-start FOLDER')
process.stdout.write(JSON.stringify(await start(folder)))
process.exit(0)
