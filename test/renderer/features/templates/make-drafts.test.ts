import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  dueDays,
  madeFrom,
  makeDueDrafts,
  shownDays,
  templateOf,
} from '../../../../renderer/features/templates/make-drafts.ts'
import {
  addedWeekdays,
  daysOfRule,
  ruleOf,
  weekdaysOf,
} from '../../../../renderer/features/templates/weekday-rule.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { textOf } from '../../../../shared/text/stored-text.ts'
import { createTexts } from '../../../../shared/text/texts.ts'
import { createPlanner, editOf, type Planner, samplePlan } from '../../db/planner-fixture.ts'

const { t } = createTexts('en', en)
const ZONE = 'America/Chicago'
let planner: Planner
beforeEach(() => {
  planner = createPlanner()
})
afterEach(() => planner.close())

function services() {
  return {
    db: planner.db,
    commands: planner.commands,
    mintId: planner.mintId,
    nowMs: () => planner.clock.nowMs,
  }
}
function clockOn(today: string) {
  return { zone: ZONE, today, nowMs: planner.clock.nowMs }
}
/** Makes what is due, after these weekdays of a template were ticked by hand. */
function tick(templateId: string, weekdays: readonly number[]) {
  return makeDueDrafts(services(), ZONE, '2026-11-24', { templateId, rrule: ruleOf(weekdays) })
}
async function daysOnCard(templateId: string, today = '2026-11-24') {
  const template = await planner.db.templates.get(templateId)
  if (template === undefined) throw new Error('no such template')
  return shownDays(template, await madeFrom(planner.db, templateId, today), clockOn(today))
}
async function addTemplate(startsAt: string, anchorDay: string, weekdays: readonly number[]) {
  const plan = samplePlan({ startsAt, endsAt: null, stops: [] })
  const template = {
    ...templateOf({ plan }, anchorDay, planner.mintId, 0, 'Template'),
    rrule: ruleOf(weekdays),
  }
  await planner.db.templates.add(template)
  return template
}

describe('weekday rules', () => {
  it('go to an RFC 5545 rule and back', () => {
    expect(ruleOf([4, 0])).toBe('FREQ=WEEKLY;BYDAY=MO,FR')
    expect(weekdaysOf('FREQ=WEEKLY;BYDAY=MO,FR')).toEqual([0, 4])
    expect(ruleOf([])).toBeNull()
  })

  it('fall on days without a zone, both ends included', () => {
    expect(daysOfRule('FREQ=WEEKLY;BYDAY=MO,FR', '2026-11-23', '2026-11-30')).toEqual([
      '2026-11-23',
      '2026-11-27',
      '2026-11-30',
    ])
  })

  it('tell which weekdays were ticked', () => {
    expect(addedWeekdays('FREQ=WEEKLY;BYDAY=MO', 'FREQ=WEEKLY;BYDAY=MO,FR')).toBe('FREQ=WEEKLY;BYDAY=FR')
    expect(addedWeekdays('FREQ=WEEKLY;BYDAY=MO', null)).toBeNull()
  })

  it('that cannot be read fall on no day', () => {
    expect(daysOfRule('FREQ=SOMETIMES', '2026-11-23', '2026-11-30')).toEqual([])
  })
})

describe('recurring workflows', () => {
  it('are made as drafts at the same wall-clock time, once, in one undo step', async () => {
    await addTemplate('2026-11-23T11:55:00Z', '2026-11-23', [0, 2])
    expect(await makeDueDrafts(services(), ZONE, '2026-11-24')).toEqual({ count: 2, problems: [] })
    expect(await makeDueDrafts(services(), ZONE, '2026-11-24')).toEqual({ count: 0, problems: [] })
    const made = await planner.db.workflows.toArray()
    expect(made.map((each) => [each.plan.startsAt, each.shownState]).sort()).toEqual([
      ['2026-11-25T11:55:00Z', 'draft'],
      ['2026-11-30T11:55:00Z', 'draft'],
    ])
    await planner.commands.undo()
    expect((await planner.db.workflows.toArray()).every((each) => each.isRemoved)).toBe(true)
    expect(await makeDueDrafts(services(), ZONE, '2026-11-24')).toEqual({ count: 0, problems: [] })
  })

  it('are not made again when a crash came between making and remembering', async () => {
    const template = await addTemplate('2026-11-23T11:55:00Z', '2026-11-23', [0])
    await makeDueDrafts(services(), ZONE, '2026-11-24')
    await planner.db.templates.put(template)
    expect(await makeDueDrafts(services(), ZONE, '2026-11-24')).toEqual({ count: 0, problems: [] })
    expect(await planner.db.workflows.count()).toBe(1)
  })

  it('name the day on which their time does not exist, and make the others', async () => {
    planner.clock.nowMs = Date.parse('2026-03-02T12:00:00Z')
    await addTemplate('2026-03-01T08:30:00Z', '2026-03-01', [5, 6])
    const made = await makeDueDrafts(services(), ZONE, '2026-03-02')
    expect(made.count).toBe(1)
    expect(made.problems).toHaveLength(1)
    expect(textOf(t, made.problems[0] ?? '')).toMatch(/Sun 8 Mar 2026: .*does not exist/)
  })

  it('are not made beside the run that the template was made from, nor after their departure has passed', async () => {
    await addTemplate('2026-11-24T11:55:00Z', '2026-11-24', [1])
    expect((await makeDueDrafts(services(), ZONE, '2026-11-24')).count).toBe(1) // Tuesday next
    const earlier = await addTemplate('2026-11-17T11:55:00Z', '2026-11-17', [1])
    planner.clock.nowMs = Date.parse('2026-11-24T12:00:00Z')
    expect((await makeDueDrafts(services(), ZONE, '2026-11-24')).count).toBe(1)
    expect(await daysOnCard(earlier.id)).toEqual(['2026-12-01'])
  })

  it('that were undone are said to be gone, and come back when their weekday is ticked by hand', async () => {
    const { id } = await addTemplate('2026-11-23T11:55:00Z', '2026-11-23', [0, 2])
    await makeDueDrafts(services(), ZONE, '2026-11-24')
    expect(await daysOnCard(id)).toEqual(['2026-11-25', '2026-11-30'])
    await planner.commands.undo()
    expect(await daysOnCard(id)).toEqual([])
    expect((await makeDueDrafts(services(), ZONE, '2026-11-24')).count).toBe(0)

    expect((await tick(id, [2])).count).toBe(1)
    expect(await daysOnCard(id)).toEqual(['2026-11-25'])
    expect((await tick(id, [2])).count).toBe(0)
    expect((await planner.db.templates.get(id))?.madeDays).toEqual(['2026-11-30', '2026-11-25'])
  })

  it('are looked for on the day that they were moved to', async () => {
    const { id } = await addTemplate('2026-11-23T11:55:00Z', '2026-11-23', [2])
    await makeDueDrafts(services(), ZONE, '2026-11-24')
    const [made] = await planner.db.workflows.toArray()
    if (made === undefined) throw new Error('nothing was made')
    const plan = { ...made.plan, startsAt: '2026-12-10T11:55:00Z' }
    await planner.commands.apply('Move', [editOf(made, plan, 'draft')])
    expect(await daysOnCard(id)).toEqual(['2026-12-10'])
    expect((await tick(id, [2])).count).toBe(0)
  })

  it('have nothing due without a rule', () => {
    const template = templateOf({ plan: samplePlan() }, '2026-11-24', planner.mintId, 0, 'Template')
    expect(dueDays(template, [], clockOn('2026-11-24'))).toEqual([])
  })
})
