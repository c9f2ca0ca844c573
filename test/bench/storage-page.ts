import { createBoardStore } from '../../renderer/db/board-store.ts'
import type { WorkflowCommands, WorkflowEdit } from '../../renderer/db/command-types.ts'
import { createWorkflowCommands } from '../../renderer/db/commands.ts'
import { createMintId } from '../../renderer/db/mint-id.ts'
import { openDatabase } from '../../renderer/db/open-database.ts'
import { PlannerDatabase, type WorkflowRecord } from '../../renderer/db/schema.ts'
import { createSearchIndex, searchTextOf } from '../../renderer/db/search-index.ts'
import { benchPlan, DAY_MS, FIRST_DAY_MS } from './bench-data.ts'
import { deleteRaw, openRaw, readRangeRaw, writeRaw } from './raw-idb.ts'

/**
 * What is measured inside a real page. Each function does the raw thing and the planner's thing in turns, so that what
 * else the computer does falls on both alike. Times are in milliseconds.
 */
export interface StorageBench {
  readonly save: (
    stored: number,
    rounds: number,
  ) => Promise<Record<'raw' | 'rawWithHistory' | 'ours', number[]>>
  readonly importMany: (count: number, rounds: number) => Promise<Record<'raw' | 'ours', number[]>>
  readonly bulkEdit: (
    stored: number,
    count: number,
    rounds: number,
  ) => Promise<Record<'raw' | 'ours', number[]>>
  readonly fill: (count: number) => Promise<void>
  readonly openRawDay: () => Promise<{ ms: number; rows: number }>
  readonly openDay: () => Promise<{ ms: number; rows: number }>
  readonly openAll: () => Promise<{ ms: number; rawMs: number; rows: number }>
  readonly search: (count: number) => Promise<{
    raw: number[]
    ours: number[]
    buildMs: number
    preparedMb: number
    heapMb: number
  }>
}
declare global {
  var storageBench: StorageBench
}

const RAW_STORES = {
  workflows: { keyPath: 'id', indexes: ['departsAtMs', 'shownState', 'updatedAtMs'] },
  outbox: { keyPath: 'workflowId', indexes: ['isHanded'] },
  history: { keyPath: 'id', indexes: ['workflowId'], autoIncrement: true },
  undo: { keyPath: 'id', indexes: ['position'] },
}
const BIG = 'planner-live'
const mint = createMintId(
  () => Date.now(),
  (bytes) => crypto.getRandomValues(bytes),
)

function commandsOver(db: PlannerDatabase): WorkflowCommands {
  return createWorkflowCommands({
    db,
    nowMs: () => Date.now(),
    mintId: mint,
    installId: 'BENCHBENCH',
    account: () => ({ issuer: 'https://id.example', subject: 'bench' }),
  })
}
function newEdits(from: number, count: number, intent: WorkflowEdit['intent']): WorkflowEdit[] {
  return Array.from({ length: count }, (_, index) => ({
    workflowId: mint(),
    baseRev: null,
    plan: benchPlan(from + index),
    intent,
  }))
}
function wishOf(record: WorkflowRecord) {
  return {
    workflowId: record.id,
    seq: record.seq + 1,
    isHanded: 0,
    wasEverHanded: false,
    intent: 'send',
    plan: record.plan,
    sourceId: `dp_BENCHBENCH_${record.id}`,
    account: { issuer: 'https://id.example', subject: 'bench' },
    overBase: null,
    queuedAtMs: record.updatedAtMs,
  }
}
async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
async function freshPair(name: string, stored: number) {
  await Promise.all([deleteRaw(`${name}-raw`), deleteRaw(name)])
  const raw = await openRaw(`${name}-raw`, RAW_STORES)
  const db = new PlannerDatabase(name)
  await db.open()
  const commands = commandsOver(db)
  if (stored > 0) await commands.apply('Fill', newEdits(0, stored, 'draft'))
  const records = await db.workflows.toArray()
  await writeRaw(raw, ['workflows'], (transaction) => {
    for (const each of records) transaction.objectStore('workflows').put(each)
  })
  return {
    raw,
    db,
    commands,
    records,
    async end() {
      raw.close()
      db.workflowFeed.close()
      db.close()
      await Promise.all([deleteRaw(`${name}-raw`), deleteRaw(name)])
    },
  }
}

async function save(stored: number, rounds: number) {
  const { raw, commands, records, end } = await freshPair('bench-save', stored)
  const times: Record<'raw' | 'rawWithHistory' | 'ours', number[]> = { raw: [], rawWithHistory: [], ours: [] }
  const current = new Map(records.map((each) => [each.id, each]))
  const ids = [...current.keys()]
  const warmUp = 20
  for (let round = -warmUp; round < rounds; round += 1) {
    const record = current.get(ids[(round + warmUp) % ids.length] ?? '')
    if (record === undefined) throw new Error('nothing stored')
    const plan = { ...record.plan, territoryName: `T${round}` }
    const next = { ...record, plan, rev: record.rev + 1 }
    const history = { workflowId: record.id, at: 1, label: 'Edit', rev: next.rev, changes: [] }
    const undo = {
      id: `u${round}`,
      position: round,
      entries: [{ workflowId: record.id, before: record.plan }],
    }
    const rawMs = await timed(() =>
      writeRaw(raw, ['workflows', 'outbox'], (transaction) => {
        transaction.objectStore('workflows').put(next)
        transaction.objectStore('outbox').put(wishOf(next))
      }),
    )
    const ours = await timed(async () => {
      const { saved } = await commands.apply('Edit', [
        { workflowId: record.id, baseRev: record.rev, plan, intent: 'send' },
      ])
      for (const each of saved) current.set(each.id, each)
    })
    const rawFullMs = await timed(() =>
      writeRaw(raw, ['workflows', 'outbox', 'history', 'undo'], (transaction) => {
        transaction.objectStore('workflows').put(next)
        transaction.objectStore('outbox').put(wishOf(next))
        transaction.objectStore('history').add(history)
        transaction.objectStore('undo').add(undo)
      }),
    )
    if (round < 0) continue
    times.raw.push(rawMs)
    times.rawWithHistory.push(rawFullMs)
    times.ours.push(ours)
  }
  await end()
  return times
}

async function importMany(count: number, rounds: number) {
  const times: Record<'raw' | 'ours', number[]> = { raw: [], ours: [] }
  for (let round = 0; round < rounds; round += 1) {
    const { raw, db, commands, end } = await freshPair('bench-import', 0)
    const edits = newEdits(0, count, 'send')
    const ours = await timed(() => commands.apply('Import', edits))
    const records = await db.workflows.toArray()
    const wishes = await db.outbox.toArray()
    const rawMs = await timed(() =>
      writeRaw(raw, ['workflows', 'outbox'], (transaction) => {
        for (const each of records) transaction.objectStore('workflows').add(each)
        for (const each of wishes) transaction.objectStore('outbox').add(each)
      }),
    )
    times.raw.push(rawMs)
    times.ours.push(ours)
    await end()
  }
  return times
}

async function bulkEdit(stored: number, count: number, rounds: number) {
  const { raw, db, commands, end } = await freshPair('bench-bulk', stored)
  const times: Record<'raw' | 'ours', number[]> = { raw: [], ours: [] }
  for (let round = 0; round < rounds; round += 1) {
    const records = (await db.workflows.toArray()).slice(round * count, (round + 1) * count)
    const edits = records.map((each): WorkflowEdit => {
      const plan = { ...each.plan, driverSourceId: `drv-${round}` }
      return { workflowId: each.id, baseRev: each.rev, plan, intent: 'send' }
    })
    times.ours.push(await timed(() => commands.apply('Assign', edits)))
    times.raw.push(
      await timed(() =>
        writeRaw(raw, ['workflows', 'outbox'], (transaction) => {
          for (const each of records) {
            transaction.objectStore('workflows').put(each)
            transaction.objectStore('outbox').put(wishOf(each))
          }
        }),
      ),
    )
  }
  await end()
  return times
}

async function fill(count: number): Promise<void> {
  await deleteRaw(BIG)
  const db = new PlannerDatabase(BIG)
  const commands = commandsOver(db)
  for (let from = 0; from < count; from += 5_000) {
    await commands.apply('Fill', newEdits(from, Math.min(5_000, count - from), 'draft'))
  }
  db.workflowFeed.close()
  db.close()
}

async function openRawDay() {
  const start = performance.now()
  const db = await openRaw(BIG)
  const rows = await readRangeRaw(db, 'workflows', 'departsAtMs', FIRST_DAY_MS, FIRST_DAY_MS + DAY_MS)
  const ms = performance.now() - start
  db.close()
  return { ms, rows: rows.length }
}

function opened(range: Parameters<typeof createBoardStore>[0]['range'], db: PlannerDatabase) {
  const store = createBoardStore({ db, range, nowMs: () => Date.now() })
  return new Promise<number>((resolve) => {
    store.subscribe(() => resolve(store.getSnapshot().rows.length))
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

async function openDay() {
  const start = performance.now()
  const { db, close } = await openPlanner()
  const rows = await opened({ kind: 'days', startMs: FIRST_DAY_MS, endMs: FIRST_DAY_MS + DAY_MS }, db)
  const ms = performance.now() - start
  close()
  return { ms, rows }
}

async function openAll() {
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

async function search(count: number) {
  const rows = Array.from({ length: count }, (_, index) => {
    const parts: Pick<WorkflowRecord, 'plan'> = { plan: benchPlan(index) }
    return parts as WorkflowRecord
  })
  const texts = rows.map(searchTextOf)
  globalThis.gc?.()
  const heapBefore = heapMb()
  const index = createSearchIndex()
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
function heapMb(): number {
  const { memory } = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } }
  return (memory?.usedJSHeapSize ?? Number.NaN) / 1_048_576
}

globalThis.storageBench = { save, importMany, bulkEdit, fill, openRawDay, openDay, openAll, search }
