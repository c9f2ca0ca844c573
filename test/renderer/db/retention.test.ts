import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  isSheetVoid,
  keepPrinted,
  staleSheets,
  takeBackSheets,
} from '../../../renderer/db/queries/printed-sheets.ts'
import { readHistory } from '../../../renderer/db/queries/read-history.ts'
import {
  createRetention,
  DELETED_DAYS,
  HISTORY_DAYS,
  pruneOldRecords,
  type RetentionLocks,
  SHEET_DAYS,
} from '../../../renderer/db/retention.ts'
import { historyRecords } from '../../../renderer/db/schema/history-record.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { storageError } from '../../../renderer/db/schema/storage-health.ts'
import { applyStatuses } from '../../../renderer/db/sync/apply-statuses.ts'
import { createDexieSyncStore } from '../../../renderer/db/sync/dexie-sync-store.ts'
import { statusOf } from '../../doubles/host/workflow-sync.ts'
import { createManualSchedule } from '../../doubles/manual-schedule.ts'
import { until } from '../../doubles/until.ts'
import { createPlanner, editOf, type Planner, samplePlan } from './planner-fixture.ts'

const DAY_MS = 86_400_000
let planner: Planner
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

/** A workflow with a line of history, sent, and closed at the TSP. */
async function closed(id: string): Promise<void> {
  await save(id, 'One')
  await save(id, 'Two')
  await applyStatuses(createDexieSyncStore(planner.db), [statusOf(id, 2, 'done')], {
    nowMs: planner.clock.nowMs,
    account: null,
  })
}
async function save(id: string, territoryName: string): Promise<void> {
  const stored = await planner.db.workflows.get(id)
  await planner.commands.apply(`Save ${id}`, [editOf(stored ?? id, samplePlan({ territoryName }), 'send')])
}
async function change(id: string, fields: Partial<WorkflowRecord>): Promise<void> {
  await planner.db.workflows.update(id, fields)
}
async function linesOf(id: string): Promise<number> {
  return (await readHistory(planner.db, id)).filter((each) => each.rev > 1).length
}
function later(days: number): number {
  return planner.clock.nowMs + days * DAY_MS
}

describe('the history', () => {
  it('of a workflow that is long closed is forgotten, its creation is not, and a younger one is kept', async () => {
    await closed('w1')
    await planner.db.undo.clear()
    await pruneOldRecords(planner.db, later(HISTORY_DAYS - 1))
    expect(await linesOf('w1')).toBe(1)
    await pruneOldRecords(planner.db, later(HISTORY_DAYS + 1))
    expect(await linesOf('w1')).toBe(0)
    expect((await planner.db.workflows.get('w1'))?.creation?.label).toBe('Save w1')
  })

  const kept: [string, (id: string) => Promise<void>][] = [
    ['was never sent', (id) => change(id, { shownState: 'draft', hasUnqueuedEdit: true })],
    ['has an edit that is not queued', (id) => change(id, { hasUnqueuedEdit: true })],
    ['was refused', (id) => change(id, { shownState: 'rejected' })],
    ['is at Catena more than once', (id) => change(id, { hasDuplicates: 1 })],
    ['departs later', (id) => change(id, { departsAtMs: later(HISTORY_DAYS) })],
    ['was edited since', (id) => change(id, { updatedAtMs: later(HISTORY_DAYS) })],
    [
      'still waits in the outbox',
      async (id) => {
        const shownState = (await planner.db.workflows.get(id))?.shownState
        await save(id, 'Three')
        await change(id, { shownState: shownState ?? 'done' })
        expect(await planner.db.outbox.get(id)).toBeDefined()
      },
    ],
  ]
  it.each(kept)('of a workflow that %s is kept', async (_name, prepare) => {
    await closed('w1')
    await prepare('w1')
    await planner.db.undo.clear()
    const before = await linesOf('w1')
    await pruneOldRecords(planner.db, later(HISTORY_DAYS + 1))
    expect(before).toBeGreaterThan(0)
    expect(await linesOf('w1')).toBe(before)
  })

  it('is kept as far back as a step reaches that can be undone or done again, and both then still work', async () => {
    await closed('w1')
    await pruneOldRecords(planner.db, later(HISTORY_DAYS + 1))
    expect(await linesOf('w1')).toBe(1)
    await planner.commands.undo()
    expect((await planner.db.workflows.get('w1'))?.plan.territoryName).toBe('One')
    await planner.db.undo.filter((each) => each.isUndone === 0).delete()
    await pruneOldRecords(planner.db, later(HISTORY_DAYS + 1))
    await planner.commands.redo()
    expect((await planner.db.workflows.get('w1'))?.plan.territoryName).toBe('Two')
  })

  it('is gone through piece by piece, past what is kept, and ends when the desk closes', async () => {
    await closed('w1')
    await closed('w2')
    await change('w1', { shownState: 'failed' })
    await planner.db.undo.clear()
    const lines = Array.from({ length: 1_200 }, (_, index) => ({
      workflowId: index % 2 === 0 ? 'w1' : 'w2',
      at: planner.clock.nowMs,
      label: 'Edit',
      by: null,
      stepId: 's',
      rev: index + 3,
      seq: null,
      changes: [],
    }))
    for (const line of lines) await planner.db.history.bulkAdd(historyRecords([line]))
    let asked = 0
    await pruneOldRecords(planner.db, later(HISTORY_DAYS + 1), () => {
      asked += 1
      return asked > 2
    })
    expect(await linesOf('w2')).toBeGreaterThan(0)
    await pruneOldRecords(planner.db, later(HISTORY_DAYS + 1))
    expect([await linesOf('w1'), await linesOf('w2')]).toEqual([601, 0])
  })
})

describe('printed sheets', () => {
  it('are listed when the plan has moved on, by their newest print, and no longer after a month', async () => {
    await closed('w1')
    await closed('w2')
    const [w1, w2] = await planner.db.workflows.bulkGet(['w1', 'w2'])
    if (w1 === undefined || w2 === undefined) throw new Error('not saved')
    const now = planner.clock.nowMs
    await keepPrinted(planner.db, [{ id: 'w1', planVersion: 1 }, w2], now)
    expect((await staleSheets(planner.db, now)).map((each) => each.record.id)).toEqual(['w1'])
    await keepPrinted(planner.db, [w1], now + 1)
    expect(await planner.db.printed.count()).toBe(2)
    expect(await staleSheets(planner.db, now)).toEqual([])
    await save('w1', 'Three')
    const [stale] = await staleSheets(planner.db, now)
    expect(stale).toMatchObject({
      record: { id: 'w1', planVersion: 3 },
      printed: { planVersion: 2, at: now + 1 },
    })
    if (stale === undefined) throw new Error('not listed')
    expect(isSheetVoid(stale)).toBe(false)
    await takeBackSheets(planner.db, 'w1')
    expect(await staleSheets(planner.db, now)).toEqual([])
    await keepPrinted(planner.db, [w1], now + 1)
    expect(await staleSheets(planner.db, later(SHEET_DAYS + 1))).toEqual([])
    await pruneOldRecords(planner.db, later(SHEET_DAYS) + 1)
    expect((await planner.db.printed.toArray()).map((each) => each.workflowId)).toEqual(['w1'])
    await pruneOldRecords(planner.db, later(SHEET_DAYS + 1))
    expect(await planner.db.printed.count()).toBe(0)
  })
})

describe('retention', () => {
  function start(lock: 'free' | 'taken' | 'none' = 'none') {
    const time = createManualSchedule()
    const errors: unknown[] = []
    const locks: RetentionLocks = {
      request: (_name, _options, run) => run(lock === 'free' ? {} : null),
    }
    const house = createRetention({
      db: planner.db,
      nowMs: () => planner.clock.nowMs,
      schedule: time.schedule,
      locks: lock === 'none' ? null : locks,
      onError: (error) => errors.push(error),
    })
    house.start()
    return { house, time, errors }
  }
  const lastMs = async () => (await planner.db.meta.get('housekeeping'))?.value

  it('is done once a day, and again when the clock was set back', async () => {
    await keepPrinted(planner.db, [{ id: 'w1', planVersion: 1 }], planner.clock.nowMs - 40 * DAY_MS)
    const { house, time, errors } = start('free')
    time.runAll()
    await until(async () => (await lastMs()) === planner.clock.nowMs)
    expect(await planner.db.printed.count()).toBe(0)
    const first = planner.clock.nowMs
    planner.clock.nowMs += DAY_MS / 2
    time.runAll()
    await until(() => time.delays().length > 0)
    expect(await lastMs()).toBe(first)
    planner.clock.nowMs = first - DAY_MS
    time.runAll()
    await until(async () => (await lastMs()) === planner.clock.nowMs)
    house.close()
    expect([errors, time.delays().length]).toEqual([[], 0])
  })

  it('is left to the tab that has the lock, and left alone while the database takes no writes', async () => {
    const taken = start('taken')
    taken.time.runAll()
    await until(() => taken.time.delays().length > 0)
    expect(await lastMs()).toBeUndefined()
    taken.house.close()
    planner.db.health.fail(storageError('storage.quota'))
    const full = start('free')
    full.time.runAll()
    await until(() => full.time.delays().length > 0)
    expect([await lastMs(), full.errors]).toEqual([undefined, []])
    full.house.close()
  })
})

describe('what the TSP has deleted', () => {
  const deletedAt = '2026-11-24T05:12:00Z'
  async function deleted(id: string, changes: Partial<WorkflowRecord> = {}): Promise<void> {
    await closed(id)
    await planner.db.undo.clear()
    const remoteVersion = { seq: 2, updatedAt: deletedAt, deletedAt }
    await change(id, { shownState: 'withdrawn', remoteVersion, ...changes })
  }
  const isHidden = async (id: string) => (await planner.db.workflows.get(id))?.isRemoved
  const daysAfter = (days: number) => Date.parse(deletedAt) + days * DAY_MS

  it('leaves every list 30 days later', async () => {
    await deleted('w1')
    await pruneOldRecords(planner.db, daysAfter(DELETED_DAYS - 1))
    expect(await isHidden('w1')).toBe(false)
    await pruneOldRecords(planner.db, daysAfter(DELETED_DAYS + 1))
    expect(await isHidden('w1')).toBe(true)
  })

  it('stays while a newer change of it is here, or a step of undo may reach it', async () => {
    await deleted('newer', { seq: 3 })
    await deleted('undoable')
    await save('other', 'A')
    await change('undoable', { updatedAtMs: planner.clock.nowMs + DAY_MS })
    await pruneOldRecords(planner.db, daysAfter(DELETED_DAYS + 1))
    expect([await isHidden('newer'), await isHidden('undoable')]).toEqual([false, false])
  })
})
