import type { WorkflowCommands, WorkflowEdit } from '../../../renderer/db/commands/command-types.ts'
import { createWorkflowCommands } from '../../../renderer/db/commands/commands.ts'
import { historyRecords } from '../../../renderer/db/schema/history-record.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { PlannerDatabase } from '../../../renderer/db/schema/schema.ts'
import { createMintId } from '../../../shared/util/ulid.ts'
import { benchPlan } from '../bench-data.ts'
import { deleteRaw, openRaw, timed, writeRaw } from './raw-idb.ts'

/** Writing, inside a real page: raw IndexedDB and the planner in turns, so that what else the computer does falls on both. */

/** Milliseconds of each round. */
export type WriteTimes<More extends string = never> = Record<'raw' | 'ours' | More, number[]>

/** The stores of the planner, as far as their indexes cost something. */
export const RAW_STORES = {
  workflows: { keyPath: 'id', indexes: ['departsAtMs', 'shownState', 'hasDuplicates'] },
  outbox: { keyPath: 'workflowId', indexes: ['isAcknowledged'] },
  history: { keyPath: 'id', indexes: ['*workflowIds'], autoIncrement: true },
  undo: { keyPath: 'id', indexes: ['position'] },
}
/** Ids as the planner mints them. */
export const mint = createMintId(
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
    nameConflictCopy: (reference) => reference,
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
function changeOf(record: WorkflowRecord) {
  return {
    workflowId: record.id,
    seq: record.seq + 1,
    isAcknowledged: 0,
    wasEverSubmitted: false,
    intent: 'send',
    plan: record.plan,
    sourceId: `dp_BENCHBENCH_${record.id}`,
    account: { issuer: 'https://id.example', subject: 'bench' },
    overBase: null,
    queuedAtMs: record.updatedAtMs,
  }
}
function historyOf(records: readonly WorkflowRecord[]) {
  return historyRecords(
    records.map(({ id, rev, plan }) => ({
      workflowId: id,
      at: 1,
      label: 'Edit',
      by: null,
      stepId: 's',
      rev,
      seq: 1,
      changes: [{ path: 'territoryName', before: 'North', after: plan.territoryName }],
    })),
  )
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

/** Single edits that are sent, at `stored` workflows. */
export async function save(stored: number, rounds: number) {
  const { raw, commands, records, end } = await freshPair('bench-save', stored)
  const times: WriteTimes<'rawWithHistory' | 'rawWithUndo' | 'rawWithReads'> = {
    raw: [],
    rawWithHistory: [],
    rawWithUndo: [],
    rawWithReads: [],
    ours: [],
  }
  const current = new Map(records.map((each) => [each.id, each]))
  const ids = [...current.keys()]
  const warmUp = 20
  for (let round = -warmUp; round < rounds; round += 1) {
    const record = current.get(ids[(round + warmUp) % ids.length] ?? '')
    if (record === undefined) throw new Error('nothing stored')
    const plan = { ...record.plan, territoryName: `T${round}` }
    const next = { ...record, plan, rev: record.rev + 1 }
    const [history] = historyOf([next])
    const undo = {
      id: `u${round}`,
      position: round,
      entries: [{ workflowId: record.id, before: record.plan }],
    }
    const rawMs = await timed(() =>
      writeRaw(raw, ['workflows', 'outbox'], (transaction) => {
        transaction.objectStore('workflows').put(next)
        transaction.objectStore('outbox').put(changeOf(next))
      }),
    )
    const ours = await timed(async () => {
      const { saved } = await commands.apply('Edit', [
        { workflowId: record.id, baseRev: record.rev, plan, intent: 'send' },
      ])
      for (const each of saved) current.set(each.id, each)
    })
    const rawHistoryMs = await timed(() =>
      writeRaw(raw, ['workflows', 'outbox', 'history'], (transaction) => {
        transaction.objectStore('workflows').put(next)
        transaction.objectStore('outbox').put(changeOf(next))
        transaction.objectStore('history').add(history)
      }),
    )
    const stores = ['workflows', 'outbox', 'history', 'undo']
    const writeAll = (transaction: IDBTransaction, undoId: string): void => {
      transaction.objectStore('workflows').put(next)
      transaction.objectStore('outbox').put(changeOf(next))
      transaction.objectStore('history').add(history)
      transaction.objectStore('undo').add({ ...undo, id: undoId })
    }
    const rawFullMs = await timed(() =>
      writeRaw(raw, stores, (transaction) => writeAll(transaction, `u${round}`)),
    )
    // With the comparison that every write makes: what is stored, what waits, and which step is the newest.
    const rawReadsMs = await timed(() =>
      writeRaw(raw, stores, (transaction) => {
        transaction.objectStore('workflows').get(record.id)
        transaction.objectStore('outbox').get(record.id)
        const newest = transaction.objectStore('undo').index('position').openKeyCursor(null, 'prev')
        newest.onsuccess = () => writeAll(transaction, `r${round}`)
      }),
    )
    if (round < 0) continue
    times.raw.push(rawMs)
    times.rawWithHistory.push(rawHistoryMs)
    times.rawWithUndo.push(rawFullMs)
    times.rawWithReads.push(rawReadsMs)
    times.ours.push(ours)
  }
  await end()
  return times
}

/** Imports of `count` into an empty database. */
export async function importMany(count: number, rounds: number) {
  const times: WriteTimes = { raw: [], ours: [] }
  for (let round = 0; round < rounds; round += 1) {
    const { raw, db, commands, end } = await freshPair('bench-import', 0)
    const edits = newEdits(0, count, 'send')
    const ours = await timed(() => commands.apply('Import', edits))
    const records = await db.workflows.toArray()
    const pendingChanges = await db.outbox.toArray()
    const rawMs = await timed(() =>
      writeRaw(raw, ['workflows', 'outbox'], (transaction) => {
        for (const each of records) transaction.objectStore('workflows').add(each)
        for (const each of pendingChanges) transaction.objectStore('outbox').add(each)
      }),
    )
    times.raw.push(rawMs)
    times.ours.push(ours)
    await end()
  }
  return times
}

/** Edits of `count` of `stored` workflows as one step. */
export async function bulkEdit(stored: number, count: number, rounds: number) {
  const { raw, db, commands, end } = await freshPair('bench-bulk', stored)
  const times: WriteTimes<'rawWithUndo'> = { raw: [], rawWithUndo: [], ours: [] }
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
            transaction.objectStore('outbox').put(changeOf(each))
          }
        }),
      ),
    )
    times.rawWithUndo.push(
      await timed(() =>
        writeRaw(raw, ['workflows', 'outbox', 'history', 'undo'], (transaction) => {
          for (const each of records) {
            transaction.objectStore('workflows').put(each)
            transaction.objectStore('outbox').put(changeOf(each))
          }
          for (const each of historyOf(records)) transaction.objectStore('history').add(each)
          const entries = records.map((each) => ({ workflowId: each.id, before: each.plan }))
          transaction.objectStore('undo').add({ id: `u${round}`, position: round, entries })
        }),
      ),
    )
  }
  await end()
  return times
}
