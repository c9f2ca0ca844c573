import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TemplateRecord, UndoStep, ViewRecord } from '../../../../renderer/db/schema/records.ts'
import { templateStep } from '../../../../renderer/features/templates/template-step.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import { createTexts } from '../../../../shared/text/texts.ts'
import { createPlanner, editOf, type Planner, samplePlan } from '../planner-fixture.ts'

const { t } = createTexts('en', en)
let planner: Planner
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

const template: TemplateRecord = {
  id: 't1',
  name: 'N-26-0111',
  plan: samplePlan(),
  anchorDay: '2026-11-24',
  rrule: null,
  madeDays: [],
  updatedAtMs: 1,
}
const view: ViewRecord = { id: 'v1', name: 'North', position: 1, view: { query: 'N-' } }

async function change(before: TemplateRecord | null, after: TemplateRecord | null): Promise<void> {
  const step = templateStep(before, after)
  await planner.commands.applyToTables(textOf(t, step.label), step.changes)
}
async function held(): Promise<TemplateRecord | undefined> {
  return planner.db.templates.get('t1')
}
async function restart(): Promise<void> {
  planner.close()
  planner = createPlanner({ indexedDB: planner.indexedDB, idPrefix: 'LATER' })
}

describe('undo of templates and views', () => {
  it('takes back making, renaming and removing a template one by one, and does them again', async () => {
    const renamed = { ...template, name: 'Morning' }
    await change(null, template)
    await change(template, renamed)
    await change(renamed, null)
    const states = [renamed, template, undefined]
    for (const state of states) {
      await planner.commands.undo()
      expect(await held()).toEqual(state)
    }
    expect(await planner.commands.undo()).toBeNull()
    for (const state of [template, renamed, undefined]) {
      await planner.commands.redo()
      expect(await held()).toEqual(state)
    }
  })

  it('takes back saving, replacing and removing a view', async () => {
    const { commands, db } = planner
    const replaced = { ...view, view: { query: 'S-' } }
    const change = { store: 'views', key: 'v1' } as const
    await commands.applyToTables('Save view North', [{ ...change, before: null, after: view }])
    await commands.applyToTables('Replace view North', [{ ...change, before: view, after: replaced }])
    await commands.applyToTables('Remove view North', [{ ...change, before: replaced, after: null }])
    expect(await db.views.count()).toBe(0)
    await commands.undo()
    expect(await db.views.get('v1')).toEqual(replaced)
    await commands.undo()
    expect(await db.views.get('v1')).toEqual(view)
    await commands.redo()
    await commands.redo()
    expect(await db.views.count()).toBe(0)
  })

  it('stands in one row with the steps of workflows, and takes nothing else back', async () => {
    await planner.commands.apply('Save w1', [editOf('w1', samplePlan(), 'send')])
    await change(null, template)
    await change(template, null)
    const pendingChange = await planner.db.outbox.get('w1')
    expect((await planner.commands.undo())?.label).toBe('Remove template N-26-0111')
    expect(await held()).toEqual(template)
    expect((await planner.db.workflows.get('w1'))?.isRemoved).toBe(false)
    expect(await planner.db.outbox.get('w1')).toEqual(pendingChange)
    await planner.commands.undo()
    expect(await held()).toBeUndefined()
    expect((await planner.commands.undo())?.label).toBe('Save w1')
    expect((await planner.db.workflows.get('w1'))?.isRemoved).toBe(true)
  })

  it('is named before the key is pressed, with nothing that would be sent', async () => {
    await change(null, template)
    await change(template, null)
    const preview = { label: 'Remove template N-26-0111', count: 0, sentCount: 0 }
    expect(await planner.commands.peek()).toEqual({ undo: preview, redo: null })
  })

  it('is there after a restart, in both directions', async () => {
    await change(null, template)
    await change(template, null)
    await restart()
    await planner.commands.undo()
    expect(await held()).toEqual(template)
    await restart()
    await planner.commands.redo()
    expect(await held()).toBeUndefined()
  })

  it('goes on over steps that were stored before templates had any', async () => {
    await planner.commands.apply('Save w1', [editOf('w1', samplePlan(), 'draft')])
    const [old] = (await planner.db.undo.toArray()) as [UndoStep]
    expect(old).not.toHaveProperty('tables')
    await change(null, template)
    await planner.commands.undo()
    await planner.commands.undo()
    await planner.commands.redo()
    const [again] = await planner.db.undo.where('id').equals(old.id).toArray()
    expect(again).toMatchObject({ isUndone: 0 })
    expect(again).not.toHaveProperty('tables')
    await planner.commands.redo()
    expect(await held()).toEqual(template)
  })

  it('leaves a template that was changed after the step as it is, and names it', async () => {
    await change(null, template)
    await change(template, { ...template, name: 'Morning' })
    const later = { ...template, name: 'Evening' }
    await planner.db.templates.put(later)
    expect((await planner.commands.undo())?.kept).toEqual(['Evening'])
    expect(await held()).toEqual(later)
    expect((await planner.commands.redo())?.kept).toEqual(['Evening'])
    expect(await held()).toEqual(later)
  })

  it('refuses a change that was made on an older template, and writes nothing', async () => {
    await change(null, template)
    const later = { ...template, name: 'Evening' }
    await change(template, later)
    await expect(change(template, { ...template, name: 'Morning' })).rejects.toMatchObject({
      code: 'record.changed',
    })
    expect(await held()).toEqual(later)
    expect(planner.db.health.failure()).toBeNull()
  })

  it('makes no step of a change that changes nothing', async () => {
    await change(null, template)
    await change(template, template)
    expect(await planner.db.undo.count()).toBe(1)
  })

  it('never forgets for which days drafts were made', async () => {
    await change(null, template)
    const recurring = { ...template, rrule: 'FREQ=WEEKLY;BYDAY=MO' }
    await change(template, recurring)
    await planner.db.templates.put({ ...recurring, madeDays: ['2026-11-30'] })
    expect((await planner.commands.undo())?.kept).toEqual([])
    expect(await held()).toEqual({ ...template, madeDays: ['2026-11-30'] })
    await planner.commands.undo()
    await planner.commands.redo()
    await planner.commands.redo()
    expect(await held()).toEqual({ ...recurring, madeDays: ['2026-11-30'] })
  })

  it('ends what could be done again, as every new step does', async () => {
    await planner.commands.apply('Save w1', [editOf('w1', samplePlan(), 'draft')])
    await planner.commands.undo()
    await change(null, template)
    expect((await planner.commands.peek()).redo).toBeNull()
    expect(await planner.db.undo.count()).toBe(1)
  })
})
