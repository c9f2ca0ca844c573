import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import type { JournalRecord, LaneRecord } from '../../electron/host/sync/core/journal/journal-record.ts'
import { apply, type JournalState, newState } from '../../electron/host/sync/core/journal/journal-state.ts'
import { snapshot } from '../../electron/host/sync/core/journal/snapshot.ts'
import type { Operation } from '../../electron/host/sync/core/lane/lane.ts'
import { createOperation, updateOperation } from '../../electron/host/sync/core/steps/build-write.ts'
import { openJournal } from '../../electron/host/sync/journal/journal.ts'
import type { Plan } from '../../shared/model/plan/workflow.ts'
import type { Bench } from './bench.ts'
import { benchPlan, DAY_MS, FIRST_DAY_MS, PER_DAY } from './bench-data.ts'
import type { JournalStart } from './journal-start.ts'

/** What a year of work leaves in the journal, and what the next start costs. */
export interface JournalYear extends JournalStart {
  /** Size of the journal in the morning after the year, in bytes. */
  readonly journalBytes: number
}

/** How much is planned. */
export interface YearOptions {
  readonly days: number
  /** Workflows planned each day. */
  readonly perDay: number
}

const YEAR: YearOptions = { days: 365, perDay: PER_DAY }
const ACCOUNT = { issuer: 'https://auth.example.com/', subject: 'auth0|65f1c0ffee00000000000001' }
/** Of each hundred workflows: so many are edited after they were sent, cancelled, and withdrawn or discarded unsent. */
const EDITED = 10
const CANCELLED = 3
const WITHDRAWN = 2
const DISCARDED = 1
const STOPS = 5

/**
 * Writes a journal as a year leaves it: each morning the program starts and its one compaction of the run is made, then
 * the day's workflows are sent. Then starts on it in a process of its own. Takes about a minute.
 */
export async function measureJournalYear(options: Partial<YearOptions> = {}): Promise<JournalYear> {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-journal-'))
  try {
    await writeYear(folder, { ...YEAR, ...options })
    const journalBytes = statSync(path.join(folder, 'journal')).size
    return { journalBytes, ...(await startOn(folder)) }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** As a bench: one line for each figure. */
export async function benchJournal(bench: Bench): Promise<void> {
  const year = await measureJournalYear(bench.isQuick ? { days: 60 } : {})
  const { add } = bench.table
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
  const size = `≤ 60 MB: ${megabytes(year.journalBytes)}, ${year.lanes} lanes`
  add('journal of a year: start (CPU)', [year.cpuMs], null, size)
  const memory = `≤ 2 s, ≤ 250 MB: ${megabytes(year.rssBytes)} resident`
  add('journal of a year: start until statuses are read', [year.startMs], null, memory)
}

/** Leaves the journal of the last evening in `folder`. */
export async function writeYear(folder: string, { days, perDay }: YearOptions): Promise<void> {
  let state = newState()
  apply(state, { v: 2, at: FIRST_DAY_MS, type: 'INSTALL', installId: 'bench-install' })
  for (let day = 0; day < days; day += 1) {
    const nowMs = FIRST_DAY_MS + day * DAY_MS
    const kept = snapshot(state, nowMs, nowMs)
    state = newState()
    for (const each of kept) apply(state, each)
    const records: JournalRecord[] = []
    for (let index = 0; index < perDay; index += 1) {
      records.push(...workflowRecords(state, day * perDay + index, nowMs + index * 60_000))
    }
    if (day < days - 1) continue
    const { journal } = await openJournal({ folder })
    await journal.compact(kept)
    await journal.append(records)
    await journal.close()
  }
}

/** Everything that happens to one workflow on its day. */
function workflowRecords(state: JournalState, index: number, atMs: number): JournalRecord[] {
  const workflowId = `01J${String(index).padStart(23, '0')}`
  const plan = yearPlan(index, atMs)
  const draw = (index * 37) % 100
  const day = new WorkflowDay(state, workflowId, atMs)
  day.pendingChange(plan, 'send')
  if (draw < WITHDRAWN) {
    day.pendingChange(plan, 'cancel')
    day.add({ ...day.head(), type: 'WITHDRAWN', seq: 2 })
  } else if (draw < WITHDRAWN + DISCARDED) day.add({ ...day.head(), type: 'DISCARDED', seq: 1 })
  else {
    day.write(createOperation(day.lane()))
    if (draw >= 100 - EDITED) day.edit({ ...plan, instructions: `${plan.instructions}; call before` }, 'send')
    else if (draw >= 100 - EDITED - CANCELLED) day.edit({ ...plan, status: 'CANCELLED' }, 'cancel')
  }
  return day.records
}

/** Writes down what the engine would, in its order. */
class WorkflowDay {
  readonly records: LaneRecord[] = []
  private seq = 0
  private operations = 0
  private readonly state: JournalState
  private readonly workflowId: string
  private readonly atMs: number

  constructor(state: JournalState, workflowId: string, atMs: number) {
    this.state = state
    this.workflowId = workflowId
    this.atMs = atMs
  }

  head() {
    return { v: 2, at: this.atMs + this.records.length * 700, workflowId: this.workflowId } as const
  }
  lane() {
    const lane = this.state.lanes.get(this.workflowId)
    if (lane === undefined) throw new Error('there is no such lane')
    return lane
  }
  add(record: LaneRecord): void {
    // As from a file: no plan is shared between records.
    const read = JSON.parse(JSON.stringify(record)) as LaneRecord
    this.records.push(read)
    apply(this.state, read)
  }
  pendingChange(plan: Plan, intent: 'send' | 'cancel'): void {
    this.seq += 1
    const sourceId = `dp_BENCHINST1_${this.workflowId}`
    this.add({
      ...this.head(),
      type: 'INTENT',
      seq: this.seq,
      intent,
      plan,
      sourceId,
      account: ACCOUNT,
      overBase: null,
    })
  }
  write(operation: Operation | null): void {
    if (operation === null) throw new Error('there is nothing to send')
    this.operations += 1
    const id = uuidOf(this.workflowId, this.operations)
    const resourceId = uuidOf(this.workflowId, 0)
    const server = Math.floor(this.atMs / 1000) * 1000
    const seen = { id, createdServer: server, status: 'pending', resourceId: null }
    this.add({ ...this.head(), type: 'ATTEMPT', n: 1, operation, server, bodyHash: 'a'.repeat(16) })
    const { sourceId } = operation
    this.add({ ...this.head(), type: 'ACCEPTED', operation: seen, sourceId, via: 'answer', server })
    if (operation.kind === 'create') this.add({ ...this.head(), type: 'LISTED' })
    this.add({ ...this.head(), type: 'DONE', resourceId, server })
  }
  edit(plan: Plan, intent: 'send' | 'cancel'): void {
    this.pendingChange(plan, intent)
    this.write(updateOperation(this.lane()))
  }
}

function uuidOf(workflowId: string, n: number): string {
  const digits = workflowId.slice(-11)
  return `${digits.slice(0, 8)}-0000-4000-8${String(n).padStart(3, '0')}-0${digits.padStart(11, '0')}`
}

function yearPlan(index: number, dayMs: number): Plan {
  const plan = benchPlan(index, dayMs - (dayMs % DAY_MS))
  const [first] = plan.stops
  if (first === undefined) throw new Error('a plan without stops')
  const stops = Array.from({ length: STOPS }, (_, n) => ({
    ...(plan.stops[n] ?? first),
    sourceStopId: `01K${String(index * STOPS + n).padStart(23, '0')}`,
    activities: [n === 0 ? 'LOADING' : 'UNLOADING'],
    instructions: n % 2 === 0 ? null : `Ring at the yard; dock ${n}, key with the caretaker until 16:00`,
  }))
  return { ...plan, stops }
}

/** Starts on the journal in a process of its own, as plain a program as the host is. */
async function startOn(folder: string): Promise<JournalStart> {
  const program = path.join(folder, 'start.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('journal-start.ts', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    external: ['node:*'],
  })
  const { stdout } = await promisify(execFile)(process.execPath, [program, folder])
  return JSON.parse(stdout) as JournalStart
}
