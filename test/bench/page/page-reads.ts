import { changeOf } from '../../../renderer/db/commands/apply-edit.ts'
import { createBoardStore } from '../../../renderer/db/queries/workflow-range-store.ts'
import { openDatabase } from '../../../renderer/db/schema/open-database.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { PlannerDatabase } from '../../../renderer/db/schema/schema.ts'
import { searchedParts } from '../../../renderer/planning/workflow-row.ts'
import { createSearchIndex, searchTextOf, wordsOf } from '../../../shared/util/search-index.ts'
import { syncOf } from '../../doubles/host/workflow-sync.ts'
import { benchPlan, DAY_MS, FIRST_DAY_MS, PER_DAY } from '../bench-data.ts'
import { mint } from './page-writes.ts'
import { deleteRaw, openRaw, readRangeRaw, timed, writeRaw } from './raw-idb.ts'

/** Reading and searching, inside a real page. */

/** How long it took, and how many rows came. */
export interface ReadTime {
  readonly ms: number
  readonly rows: number
}
/** What to store: `onFirstDay` workflows on the day that begins at `firstDayMs`, the others on the days after it. */
export interface FillParts {
  readonly count: number
  readonly firstDayMs: number
  readonly onFirstDay: number
}
const BIG = 'planner-live'
const FILL_BATCH = 5_000

/** Stores workflows as the planner would, without its undo, history and disk sync: 100,000 must not take minutes. */
export async function fill({ count, firstDayMs, onFirstDay }: FillParts): Promise<void> {
  await deleteRaw(BIG)
  const db = new PlannerDatabase(BIG)
  await db.open()
  const raw = db.backendDB()
  for (let from = 0; from < count; from += FILL_BATCH) {
    await writeRaw(
      raw,
      ['workflows'],
      (transaction) => {
        for (let index = from; index < Math.min(count, from + FILL_BATCH); index += 1) {
          const laterDay = index < onFirstDay ? 0 : 1 + Math.floor((index - onFirstDay) / PER_DAY)
          transaction.objectStore('workflows').add(storedRecord(index, firstDayMs + laterDay * DAY_MS))
        }
      },
      'relaxed',
    )
  }
  db.workflowFeed.close()
  db.close()
}

/** Most are at the TSP; one in forty was queued and is not sent. */
function storedRecord(index: number, dayMs: number): WorkflowRecord {
  const context = {
    nowMs: Date.now(),
    stepId: 'fill',
    label: 'Fill',
    by: null,
    account: null,
    mintId: mint,
    mintSourceId: mint,
    nameConflictCopy: (reference: string) => reference,
  }
  const edit = {
    workflowId: mint(),
    baseRev: null,
    plan: benchPlan(index, dayMs),
    intent: 'send',
  } as const
  const record = changeOf(context, edit, undefined, undefined)?.record
  if (record === undefined) throw new Error('A new workflow made no change')
  if (index % 40 === 0) return record
  return {
    ...record,
    shownState: 'done',
    sync: syncOf(record.id, {
      state: 'done',
      sourceId: `dp_BENCHBENCH_${record.id}`,
      operationId: `op-${index}`,
      resourceId: `res-${index}`,
      attempts: 1,
      since: '2026-11-24T04:00:01Z',
    }),
  }
}

/** The rows of one day by nothing but IndexedDB, the database opened for it. */
export async function openRawDay(firstDayMs: number): Promise<ReadTime> {
  const start = performance.now()
  const db = await openRaw(BIG)
  const rows = await readRangeRaw(db, 'workflows', 'departsAtMs', firstDayMs, firstDayMs + DAY_MS)
  const ms = performance.now() - start
  db.close()
  return { ms, rows: rows.length }
}

function opened(range: Parameters<typeof createBoardStore>[0]['range'], db: PlannerDatabase) {
  const store = createBoardStore({ db, range, nowMs: () => Date.now() })
  return new Promise<number>((resolve) => {
    store.subscribe(() => {
      const { isWhole, rows } = store.getSnapshot()
      if (isWhole) resolve(rows.length)
    })
    store.open()
  })
}
async function openPlanner() {
  return openDatabase('live', {
    onVersionChange: () => undefined,
    storage: navigator.storage,
    schedule(delayMs, run) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
  })
}

/** The same by what the board reads with. */
export async function openDay(): Promise<ReadTime> {
  const start = performance.now()
  const { db, close } = await openPlanner()
  const rows = await opened({ kind: 'days', startMs: FIRST_DAY_MS, endMs: FIRST_DAY_MS + DAY_MS }, db)
  const ms = performance.now() - start
  close()
  return { ms, rows }
}

/** Everything, by both. */
export async function openAll(): Promise<ReadTime & { readonly rawMs: number }> {
  const raw = await openRaw(BIG)
  const rawMs = await timed(() => readRangeRaw(raw, 'workflows', 'departsAtMs', 0, Number.MAX_SAFE_INTEGER))
  raw.close()
  const start = performance.now()
  const { db, close } = await openPlanner()
  const rows = await opened({ kind: 'all' }, db)
  const ms = performance.now() - start
  close()
  return { ms, rawMs, rows }
}

/** The board's questions put to plain arrays. */
export async function plainBoard(asked: {
  readonly kind: 'day' | 'all'
  readonly firstDayMs: number
  readonly query: { readonly start: string; readonly digits: string }
}): Promise<Record<'open' | 'filter' | 'group' | 'type', number[]>> {
  const raw = await openRaw(BIG)
  const [from, to] =
    asked.kind === 'all' ? [0, Number.MAX_SAFE_INTEGER] : [asked.firstDayMs, asked.firstDayMs + DAY_MS]
  const start = performance.now()
  const rows = (await readRangeRaw(raw, 'workflows', 'departsAtMs', from, to)) as WorkflowRecord[]
  const open = [performance.now() - start]
  raw.close()
  const texts = rows.map(searchTextOfPlan)
  const times = { open, filter: [] as number[], group: [] as number[], type: [] as number[] }
  for (let round = 0; round < 5; round += 1) {
    times.filter.push(await timed(async () => rows.filter((each) => each.shownState === 'queued')))
    times.group.push(await timed(async () => groupPlainly(rows)))
    const { start: begun, digits } = asked.query
    for (let length = 1; length <= digits.length; length += 1) {
      const [word = ''] = wordsOf(begun + digits.slice(0, length))
      times.type.push(await timed(async () => texts.filter((each) => each.includes(word))))
    }
  }
  return times
}

/** What the board searches, without the names of drivers and vehicles. */
function searchTextOfPlan({ plan }: Pick<WorkflowRecord, 'plan'>): string {
  return searchTextOf([plan.reference, ...searchedParts(plan)])
}

function groupPlainly(rows: readonly WorkflowRecord[]): Map<string | null, WorkflowRecord[]> {
  const groups = new Map<string | null, WorkflowRecord[]>()
  for (const row of rows) {
    const list = groups.get(row.plan.driverSourceId)
    if (list === undefined) groups.set(row.plan.driverSourceId, [row])
    else list.push(row)
  }
  return groups
}

const QUERIES = [
  'p',
  'po',
  'pot',
  'potsdam',
  'N-0500',
  'drv-7',
  'königs depot 12',
  'frozen gate 11',
  'zzz',
  'e',
  '39',
]

/** Searching `count` workflows for what people type, and what the prepared texts weigh. */
export async function search(count: number): Promise<{
  readonly raw: number[]
  readonly ours: number[]
  readonly buildMs: number
  readonly preparedMb: number
  readonly heapMb: number
}> {
  const rows = Array.from({ length: count }, (_, index) => {
    const parts: Pick<WorkflowRecord, 'plan'> = { plan: benchPlan(index) }
    return parts as WorkflowRecord
  })
  const texts = rows.map(searchTextOfPlan)
  globalThis.gc?.()
  const heapBefore = heapMb()
  const index = createSearchIndex(searchTextOfPlan)
  const buildMs = await timed(async () => index.search(rows, 'warm'))
  globalThis.gc?.()
  const heapAfter = heapMb()
  const times: Record<'raw' | 'ours', number[]> = { raw: [], ours: [] }
  for (let round = 0; round < 20; round += 1) {
    for (const query of QUERIES) {
      const word = query.split(' ')[0] ?? query
      times.raw.push(await timed(async () => texts.filter((each) => each.includes(word))))
      times.ours.push(await timed(async () => index.search(rows, query)))
    }
  }
  const preparedMb = texts.reduce((sum, each) => sum + each.length, 0) / 1_048_576
  return { ...times, buildMs, preparedMb, heapMb: heapAfter - heapBefore }
}
/** Megabytes that the page's objects take. */
export function heapMb(): number {
  const { memory } = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } }
  return (memory?.usedJSHeapSize ?? Number.NaN) / 1_048_576
}
