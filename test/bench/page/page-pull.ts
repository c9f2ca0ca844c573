import { createBoardStore } from '../../../renderer/db/queries/workflow-range-store.ts'
import { applyRemotePage } from '../../../renderer/db/remote/apply-remote-page.ts'
import { createDexieRemoteStore } from '../../../renderer/db/remote/dexie-remote-store.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { PlannerDatabase } from '../../../renderer/db/schema/schema.ts'
import type { RemoteWorkflow } from '../../../shared/model/remote-workflow.ts'
import { BENCH_CONNECTION, benchPlan, DAY_MS, FIRST_DAY_MS, PER_DAY } from '../bench-data.ts'
import { heapMb } from './page-reads.ts'
import { mint, RAW_STORES } from './page-writes.ts'
import { deleteRaw, openRaw, timed, writeRaw } from './raw-idb.ts'

/** Taking in what Catena lists, inside a real page. The pages are ready: neither host nor network is measured. */

/** Items of one page, as the reader asks for. */
const PAGE_SIZE = 200
const NAME = 'planner-pull'

/** Times in milliseconds, memory in MB. */
export interface PullTimes {
  /** From the first page to the rows of its day on a board that was empty. */
  readonly firstRowsMs: number
  /** All pages, ours and the same records by nothing but IndexedDB. */
  readonly wholeMs: number
  readonly rawMs: number
  /** All pages once more, without a change, and what that wrote. */
  readonly againMs: number
  readonly writesAgain: number
  /** Growth of the heap over all pages. */
  readonly heapMb: number
}

/** Reads `count` workflows of other desks into an empty database, the newest day first. */
export async function pull(count: number): Promise<PullTimes> {
  for (const name of [NAME, 'raw-pull']) await deleteRaw(name)
  const db = new PlannerDatabase(NAME)
  await db.open()
  const store = createDexieRemoteStore(db)
  const pages = Math.ceil(count / PAGE_SIZE)
  const apply = (page: number) =>
    applyRemotePage(store, remotePage(page, count), { nowMs: Date.now(), mintId: mint })
  globalThis.gc?.()
  const heapBefore = heapMb()
  const start = performance.now()
  const board = firstRows(db)
  await apply(0)
  const firstRowsMs = (await board) - start
  for (let page = 1; page < pages; page += 1) await apply(page)
  const wholeMs = performance.now() - start
  globalThis.gc?.()
  const heapAfter = heapMb()
  const writes = countWrites()
  const againMs = await timed(async () => {
    for (let page = 0; page < pages; page += 1) await apply(page)
  })
  const writesAgain = writes()
  const rawMs = await writeAllRaw(await db.workflows.toArray())
  db.workflowFeed.close()
  db.close()
  return { firstRowsMs, wholeMs, rawMs, againMs, writesAgain, heapMb: heapAfter - heapBefore }
}

function remotePage(page: number, count: number): readonly RemoteWorkflow[] {
  const from = page * PAGE_SIZE
  const items = Math.min(PAGE_SIZE, count - from)
  return Array.from({ length: items }, (_, offset) => {
    const index = from + offset
    return {
      resourceId: `res-${index}`,
      connectionId: BENCH_CONNECTION,
      sourceId: `tsp-${index}`,
      updatedAt: '2026-11-24T04:00:00Z',
      deletedAt: null,
      plan: benchPlan(index, FIRST_DAY_MS - Math.floor(index / PER_DAY) * DAY_MS),
      workflowId: null,
      settledSeq: null,
      isPerhapsOurs: false,
    }
  })
}

/** When the board of the first day shows rows. */
function firstRows(db: PlannerDatabase): Promise<number> {
  const range = { kind: 'days', startMs: FIRST_DAY_MS, endMs: FIRST_DAY_MS + DAY_MS } as const
  const store = createBoardStore({ db, range, nowMs: () => Date.now() })
  return new Promise((resolve) => {
    store.subscribe(() => {
      if (store.getSnapshot().rows.length > 0) resolve(performance.now())
    })
    store.open()
  })
}

/** Counts every record that is written from now on. */
function countWrites(): () => number {
  const { prototype } = IDBObjectStore
  const { put, add } = prototype
  let count = 0
  prototype.put = function (...args) {
    count += 1
    return put.apply(this, args)
  }
  prototype.add = function (...args) {
    count += 1
    return add.apply(this, args)
  }
  return () => {
    Object.assign(prototype, { put, add })
    return count
  }
}

async function writeAllRaw(records: readonly WorkflowRecord[]): Promise<number> {
  const raw = await openRaw('raw-pull', { workflows: RAW_STORES.workflows })
  const ms = await timed(async () => {
    for (let from = 0; from < records.length; from += PAGE_SIZE) {
      const part = records.slice(from, from + PAGE_SIZE)
      await writeRaw(
        raw,
        ['workflows'],
        (transaction) => {
          for (const each of part) transaction.objectStore('workflows').put(each)
        },
        'relaxed',
      )
    }
  })
  raw.close()
  return ms
}
