import { Dexie } from 'dexie'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHistory } from '../../../../renderer/db/queries/read-history.ts'
import { historyRecords, keepLines } from '../../../../renderer/db/schema/history-record.ts'
import { PlannerDatabase } from '../../../../renderer/db/schema/schema.ts'
import { createPlanner, editOf, type Planner, samplePlan } from '../planner-fixture.ts'

let planner: Planner
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

const line = (workflowId: string, rev: number) => ({
  workflowId,
  at: 1,
  label: 'Edit',
  by: 'Ana',
  stepId: 's',
  rev,
  seq: null,
  changes: [{ path: 'territoryName', before: 'North', after: `T${rev}` }],
})

describe('the history of a bulk edit', () => {
  it('stands in few records, and each workflow finds its own lines only', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `w${index}`)
    await planner.commands.apply(
      'Make',
      ids.map((id) => editOf(id, samplePlan(), 'draft')),
    )
    const stored = await planner.db.workflows.toArray()
    const edits = stored.map((each) => editOf(each, samplePlan({ territoryName: `T ${each.id}` }), 'draft'))
    await planner.commands.apply('Set territory', edits)
    expect(await planner.db.history.count()).toBe(3)
    for (const id of ['w0', 'w49', 'w50', 'w119']) {
      const [own, creation] = await readHistory(planner.db, id)
      expect(own).toMatchObject({
        workflowId: id,
        label: 'Set territory',
        rev: 2,
        changes: [{ path: 'territoryName', before: 'North', after: `T ${id}` }],
      })
      expect(creation?.label).toBe('Make')
    }
  })

  it('loses the lines of some workflows and keeps the rest as it was', () => {
    const [record] = historyRecords([line('a', 2), line('b', 5), line('c', 3)])
    if (record === undefined) throw new Error('no record')
    const stored = { ...record, id: 7 }
    const kept = keepLines(stored, (id) => id !== 'b')
    expect(kept).toEqual({ ...historyRecords([line('a', 2), line('c', 3)])[0], id: 7 })
    expect(keepLines(stored, () => true)).toBe(stored)
    expect(keepLines(stored, () => false)).toBeNull()
  })
})

describe('a database of version 4', () => {
  it('keeps every line of its history', async () => {
    const old = new Dexie('old', planner.dexieOptions)
    old.version(4).stores({ history: '++id, workflowId', workflows: '&id', outbox: '&workflowId' })
    const overridden = [{ path: 'reference', before: 'theirs', after: 'ours' }]
    await old.table('history').bulkAdd([line('a', 2), { ...line('a', 3), overridden }, line('b', 2)])
    old.close()
    const db = new PlannerDatabase('old', planner.dexieOptions)
    expect(await readHistory(db, 'a')).toEqual([{ ...line('a', 3), overridden }, line('a', 2)])
    expect(await readHistory(db, 'b')).toEqual([line('b', 2)])
    expect(await db.history.count()).toBe(3)
    db.workflowFeed.close()
    db.close()
  })
})
