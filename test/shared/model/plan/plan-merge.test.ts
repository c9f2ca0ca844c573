import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLAN_KEYS, STOP_FIELDS, STOP_KEYS } from '../../../../shared/model/plan/plan-fields.ts'
import { merge3 } from '../../../../shared/model/plan/plan-merge.ts'
import {
  emptyPlan,
  emptyStop,
  OBSERVED_FIELDS,
  type Plan,
  plan,
  type Stop,
  stop,
} from '../../../../shared/model/plan/workflow.ts'
import { isSameJson } from '../../../../shared/util/same-json.ts'

function planOf(change: Partial<Plan>): Plan {
  return { ...emptyPlan(), ...change }
}

function stopsOf(...ids: string[]): Stop[] {
  return ids.map((id) => emptyStop(id))
}

/** Ids of the merged stops, and the conflicts as `stop:field`. */
function mergedStops(base: Stop[], ours: Stop[], theirs: Stop[], source?: 'catena' | 'desk') {
  const { plan: merged, conflicts } = merge3(
    planOf({ stops: base }),
    planOf({ stops: ours }),
    planOf({ stops: theirs }),
    source,
  )
  return {
    ids: merged.stops.map((each) => each.sourceStopId).join(''),
    stops: merged.stops,
    conflicts: conflicts.map((each) => `${each.stopId ?? ''}:${each.field ?? ''}`),
  }
}

describe('the table of fields', () => {
  it('holds every field of the plan and of a stop, in the order of the schema', () => {
    expect(PLAN_KEYS).toEqual(Object.keys(plan.shape))
    expect(STOP_KEYS).toEqual(Object.keys(stop.shape))
  })

  it('takes as observed what Catena and the TSP fill in', () => {
    expect(STOP_KEYS.filter((key) => STOP_FIELDS[key].merge === 'observed')).toEqual([...OBSERVED_FIELDS])
  })
})

describe('the merge of one field', () => {
  it.each([
    ['a', 'b', 'a', 'b', []],
    ['a', 'a', 'b', 'b', []],
    ['a', 'b', 'b', 'b', []],
    ['a', 'b', 'c', 'b', ['territoryName']],
    [null, 'b', null, 'b', []],
    ['a', null, 'b', null, ['territoryName']],
  ])('of base %j, ours %j and theirs %j is %j', (base, ours, theirs, result, conflicts) => {
    const of = (territoryName: string | null) => planOf({ territoryName })
    const merge = merge3(of(base), of(ours), of(theirs))
    expect(merge.plan.territoryName).toBe(result)
    expect(merge.conflicts.map((each) => each.field)).toEqual(conflicts)
  })

  it.each([
    ['PLANNED', 'ACTIVE', 'COMPLETED', 'COMPLETED', 0],
    ['PLANNED', 'COMPLETED', 'ACTIVE', 'COMPLETED', 0],
    ['PLANNED', 'CANCELLED', 'ACTIVE', 'CANCELLED', 0],
    ['PLANNED', 'CANCELLED', 'COMPLETED', 'CANCELLED', 1],
    ['PLANNED', 'ACTIVE', 'CANCELLED', 'ACTIVE', 1],
    ['PLANNED', 'PLANNED', 'CANCELLED', 'CANCELLED', 0],
    ['PLANNED', 'ACTIVE', 'PAUSED', 'ACTIVE', 1],
  ])('status: base %s, ours %s, theirs %s is %s', (base, ours, theirs, result, conflictCount) => {
    const of = (status: string) => planOf({ status })
    const merge = merge3(of(base), of(ours), of(theirs))
    expect([merge.plan.status, merge.conflicts.length]).toEqual([result, conflictCount])
  })
})

describe('the merge of stops', () => {
  it.each([
    ['a stop added on each side', 'ab', 'axb', 'aby', 'axby', []],
    ['two stops added at one place', 'ab', 'axb', 'ayb', 'ayxb', []],
    ['a stop added at the front there', 'ab', 'ab', 'yab', 'yab', []],
    ['a move here, an addition there', 'abc', 'cab', 'abcy', 'cyab', []],
    ['a move there, an addition here', 'abc', 'axbc', 'cab', 'caxb', []],
    ['two different moves', 'abc', 'cab', 'bac', 'cab', [':stops']],
    ['the same move', 'abc', 'cab', 'cab', 'cab', []],
    ['a removal here', 'abc', 'ac', 'abc', 'ac', []],
    ['a removal there', 'abc', 'abc', 'ac', 'ac', []],
    ['all removed there, one added here', 'ab', 'abx', '', 'x', []],
  ])('%s', (_name, base, ours, theirs, result, conflicts) => {
    const merge = mergedStops(stopsOf(...base), stopsOf(...ours), stopsOf(...theirs))
    expect([merge.ids, merge.conflicts]).toEqual([result, conflicts])
  })

  it('asks about a stop that one side removed and the other changed', () => {
    const changed = [{ ...emptyStop('a'), locationName: 'Yard' }]
    expect(mergedStops(stopsOf('a'), [], changed)).toMatchObject({ ids: '', conflicts: ['a:'] })
    expect(mergedStops(stopsOf('a'), changed, [])).toMatchObject({ ids: 'a', conflicts: ['a:'] })
  })

  it('takes what the TSP observed, but not from another window over what was typed here', () => {
    const at = (actualArrival: string | null) => [{ ...emptyStop('a'), actualArrival }]
    const [early, late] = ['2026-11-24T05:00:00Z', '2026-11-24T06:00:00Z']
    const arrival = (source: 'catena' | 'desk') => mergedStops(at(null), at(early), at(late), source)
    expect(arrival('catena')).toMatchObject({ stops: at(late), conflicts: [] })
    expect(arrival('desk')).toMatchObject({ stops: at(early), conflicts: ['a:actualArrival'] })
    expect(mergedStops(at(null), [], at(late))).toMatchObject({ ids: '', conflicts: [] })
  })

  it('takes the list as one field while two stops have one id', () => {
    const merge = mergedStops(stopsOf('a'), stopsOf('a', 'b'), stopsOf('c', 'c'))
    expect(merge).toMatchObject({ ids: 'ab', conflicts: [':stops'] })
  })
})

const name = fc.constantFrom(null, 'x', 'y', 'z')
const time = fc.constantFrom(null, '2026-11-24T05:00:00Z', '2026-11-24T06:00:00Z', '2026-11-24T07:00:00Z')
const stopList = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 5 })
  .chain((ids) => fc.tuple(...ids.map((id) => fc.record({ id: fc.constant(id), name, time }))))
  .map((list) =>
    list.map((each): Stop => ({ ...emptyStop(each.id), locationName: each.name, actualArrival: each.time })),
  )
const anyPlan = fc
  .record({
    territoryName: name,
    instructions: name,
    startsAt: time,
    totalDistance: fc.constantFrom(null, 1, 2),
    status: fc.constantFrom('PLANNED', 'ACTIVE', 'COMPLETED', 'CANCELLED'),
    stops: stopList,
  })
  .map((change): Plan => planOf(change))
const source = fc.constantFrom('catena' as const, 'desk' as const)

describe('the merge of any three plans', () => {
  it('changes nothing where one side did nothing, and asks nothing where both did the same', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, source, (base, changed, from) => {
        expect(merge3(base, base, changed, from)).toEqual({ plan: changed, conflicts: [] })
        expect(merge3(base, changed, base, from)).toEqual({ plan: changed, conflicts: [] })
        expect(merge3(base, changed, changed, from)).toEqual({ plan: changed, conflicts: [] })
      }),
    )
  })

  it('replaces no typed field unasked, and changes no untouched one against theirs', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, anyPlan, (base, ours, theirs) => {
        const { plan: merged } = merge3(base, ours, theirs, 'desk')
        for (const key of PLAN_KEYS) {
          if (key === 'stops') continue
          const isTyped = !isSameJson(ours[key], base[key])
          expect(merged[key]).toEqual(isTyped ? ours[key] : theirs[key])
        }
      }),
    )
  })

  it('keeps every stop that was added, once, and every stop that was changed here', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, anyPlan, source, (base, ours, theirs, from) => {
        const { plan: merged, conflicts } = merge3(base, ours, theirs, from)
        const ids = merged.stops.map((each) => each.sourceStopId)
        expect(new Set(ids).size).toBe(ids.length)
        const [old, asked] = [
          new Set(base.stops.map((each) => each.sourceStopId)),
          new Set(conflicts.map((each) => each.stopId)),
        ]
        for (const { sourceStopId: id } of [...ours.stops, ...theirs.stops]) {
          const isInBoth = [ours, theirs].every((each) => each.stops.some((one) => one.sourceStopId === id))
          if (!old.has(id) || isInBoth) expect(ids).toContain(id)
          else
            expect(ids.includes(id)).toBe(asked.has(id) && ours.stops.some((one) => one.sourceStopId === id))
        }
      }),
    )
  })

  it('over two steps of theirs is the merge over the last, unless the first was what we wanted', () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, anyPlan, anyPlan, (base, ours, first, last) => {
        const flat = (each: Plan): Plan => ({ ...each, stops: [] })
        const inSteps = merge3(flat(first), flat(merge3(base, ours, first, 'desk').plan), flat(last), 'desk')
        const atOnce = merge3(flat(base), flat(ours), flat(last), 'desk')
        for (const key of PLAN_KEYS) {
          const isAgreed = isSameJson(ours[key], first[key]) && !isSameJson(ours[key], base[key])
          if (!isAgreed) expect(inSteps.plan[key]).toEqual(atOnce.plan[key])
        }
      }),
    )
  })
})
