import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dueDays, makeDueDrafts, templateOf } from '../../../../renderer/features/templates/make-drafts.ts'
import { daysOfRule, ruleOf, weekdaysOf } from '../../../../renderer/features/templates/weekday-rule.ts'
import { createPlanner, type Planner, samplePlan } from '../../db/planner-fixture.ts'

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
async function addTemplate(startsAt: string, anchorDay: string, weekdays: readonly number[]) {
  const plan = samplePlan({ startsAt, endsAt: null, stops: [] })
  const template = { ...templateOf({ plan }, anchorDay, planner.mintId, 0), rrule: ruleOf(weekdays) }
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
    await addTemplate('2026-03-01T08:30:00Z', '2026-03-01', [5, 6])
    const made = await makeDueDrafts(services(), ZONE, '2026-03-02')
    expect(made.count).toBe(1)
    expect(made.problems).toHaveLength(1)
    expect(made.problems[0]).toMatch(/Sun 8 Mar 2026: .*does not exist/)
  })

  it('have nothing due without a rule', () => {
    const template = templateOf({ plan: samplePlan() }, '2026-11-24', planner.mintId, 0)
    expect(dueDays(template, '2026-11-24', [])).toEqual([])
  })
})
