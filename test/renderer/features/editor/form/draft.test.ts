import { describe, expect, it } from 'vitest'
import {
  assigneeMatches,
  createAssigneeSearch,
  exactMatch,
} from '../../../../../renderer/components/search/assignee-search.ts'
import {
  type DraftSetting,
  defaultDay,
  draftOf,
  withMovedStop,
  withoutGoodText,
  withoutStop,
  withStop,
  withText,
} from '../../../../../renderer/features/editor/form/draft.ts'
import { keyOfPath, partsOf, stopKey } from '../../../../../renderer/features/editor/form/field-key.ts'
import { nextDayOf } from '../../../../../renderer/features/editor/form/next-day.ts'
import { emptyPlan, emptyStop, type Plan } from '../../../../../shared/model/plan/workflow.ts'

const setting: DraftSetting = {
  zone: 'America/Chicago',
  day: '2026-11-24',
  distanceUnit: 'km',
  saved: emptyPlan(),
}

function planOf(change: Partial<Plan>): Plan {
  return { ...emptyPlan(), ...change }
}

describe('a typed text', () => {
  it('that is bad leaves the value as it is and stays as text', () => {
    const draft = withText(draftOf(planOf({ totalDistance: 5 })), 'totalDistance', 'far', setting)
    expect(draft.plan.totalDistance).toBe(5)
    expect(withoutGoodText(draft, 'totalDistance', setting).texts).toEqual({ totalDistance: 'far' })
  })

  it.each([
    ['61.5', 61.5],
    ['61,5', 61.5],
    ['1 200', 1200],
    ['−3', -3],
    ['', null],
  ])('%j is the distance %j', (text, value) => {
    expect(withText(draftOf(emptyPlan()), 'totalDistance', text, setting).plan.totalDistance).toBe(value)
  })

  it.each(['1,200', '12abc', '1e3', 'Infinity', '--1'])('%j is not a number without a guess', (text) => {
    expect(withText(draftOf(emptyPlan()), 'totalDistance', text, setting).plan.totalDistance).toBeNull()
  })

  it('goes away with its stop', () => {
    const draft = draftOf(planOf({ stops: [emptyStop('a'), emptyStop('b')] }))
    const typed = withText(draft, stopKey('a', 'latitude'), 'x', setting)
    expect(withoutStop(typed, 'a', setting)).toEqual(draftOf(planOf({ stops: [emptyStop('b')] })))
  })
})

describe('the day of a bare time', () => {
  it('is that of the stop above, else of the start, else the day being planned', () => {
    const stops = [{ ...emptyStop('a'), scheduledDeparture: '2026-11-26T06:30:00Z' }, { ...emptyStop('b') }]
    const key = stopKey('b', 'scheduledArrival')
    expect(defaultDay(planOf({ stops }), key, setting)).toBe('2026-11-26')
    expect(defaultDay(planOf({ startsAt: '2026-11-25T12:00:00Z' }), 'endsAt', setting)).toBe('2026-11-25')
    expect(defaultDay(emptyPlan(), 'startsAt', setting)).toBe('2026-11-24')
  })

  it('of a field that was emptied is that of the saved time, else of the end, else of the first arrival', () => {
    const stops = [{ ...emptyStop('a'), scheduledArrival: '2026-11-27T12:00:00Z' }]
    const arriving = planOf({ stops })
    const ending = planOf({ stops, endsAt: '2026-11-26T18:00:00Z' })
    const saved = planOf({ startsAt: '2026-11-25T12:00:00Z', endsAt: '2026-11-28T12:00:00Z' })
    expect(defaultDay(ending, 'startsAt', { ...setting, saved })).toBe('2026-11-25')
    expect(defaultDay(ending, 'startsAt', setting)).toBe('2026-11-26')
    expect(defaultDay(arriving, 'startsAt', setting)).toBe('2026-11-27')
    expect(defaultDay(emptyPlan(), 'endsAt', { ...setting, saved })).toBe('2026-11-28')
  })
})

describe('the day after', () => {
  function offered(startsAt: string, endsAt: string, zone = setting.zone): string | null {
    return nextDayOf(planOf({ startsAt, endsAt }), 'endsAt', zone)
  }

  it('is offered for an end before the start that it puts less than a day after it', () => {
    expect(offered('2026-11-27T04:00:00Z', '2026-11-26T12:00:00Z')).toBe('2026-11-27T12:00:00Z')
    expect(offered('2026-11-27T04:00:00Z', '2026-11-25T12:00:00Z')).toBeNull()
    expect(offered('2026-11-27T04:00:00Z', '2026-11-26T04:00:00Z')).toBeNull()
    expect(offered('2026-11-27T04:00:00Z', '2026-11-27T12:00:00Z')).toBeNull()
  })

  it('keeps the time of day over a change of the clocks, and is no guess where that time comes twice', () => {
    expect(offered('2026-11-01T03:00:00Z', '2026-10-31T11:00:00Z')).toBe('2026-11-01T12:00:00Z')
    expect(offered('2026-11-01T03:00:00Z', '2026-10-31T06:30:00Z')).toBeNull()
  })

  it('is offered for a stop that is left before it is reached', () => {
    const times = { scheduledArrival: '2026-11-27T05:30:00Z', scheduledDeparture: '2026-11-26T06:15:00Z' }
    const plan = planOf({ stops: [{ ...emptyStop('a'), ...times }] })
    expect(nextDayOf(plan, stopKey('a', 'scheduledDeparture'), setting.zone)).toBe('2026-11-27T06:15:00Z')
    expect(nextDayOf(plan, stopKey('a', 'scheduledArrival'), setting.zone)).toBeNull()
  })
})

describe('stops', () => {
  it('move to a place, and beyond either end to that end', () => {
    const draft = draftOf(planOf({ stops: ['a', 'b', 'c'].map(emptyStop) }))
    const order = (to: number) =>
      withMovedStop(draft, 'b', to, setting).plan.stops.map((each) => each.sourceStopId)
    expect([order(-1), order(2), order(9)]).toEqual([
      ['b', 'a', 'c'],
      ['a', 'c', 'b'],
      ['a', 'c', 'b'],
    ])
  })

  it('take the estimate with them, and give it up when fewer than two have a position', () => {
    const at = (latitude: number) => ({ latitude, longitude: -87.6298 })
    let draft = draftOf(planOf({ stops: [{ ...emptyStop('a'), ...at(41) }, emptyStop('b')] }))
    draft = withStop(draft, 'b', at(42), setting)
    expect(draft.plan).toMatchObject({
      totalDistance: 145,
      totalDistanceUnit: 'km',
      isDistanceEstimated: true,
    })
    draft = withoutStop(draft, 'b', setting)
    expect(draft.plan).toMatchObject({ totalDistance: null, isDistanceEstimated: false })
  })
})

describe('names of fields', () => {
  it('follow the stop, not its place', () => {
    const plan = planOf({ stops: [emptyStop('a'), emptyStop('x/y')] })
    const key = keyOfPath(['stops', 1, 'inferredAddress', 'city'], plan)
    expect(partsOf(key)).toEqual({ stopId: 'x/y', name: 'inferredAddress.city' })
    expect(keyOfPath(['endsAt'], plan)).toBe('endsAt')
    expect(keyOfPath(['stops', 7, 'latitude'], plan)).toBe('stops')
  })
})

describe('picking by a few letters', () => {
  const options = ['Sofía Núñez', 'Samuel Okafor', 'Olga Petrov'].map((name, index) => ({
    sourceId: `drv-${index}`,
    name,
    detail: `10${index}`,
    isActive: true,
  }))
  const search = createAssigneeSearch(options)
  const found = (query: string) => search(query).map((each) => each.name)

  it('forgives accents, order of words and a slip', () => {
    expect(found('nunez')).toEqual(['Sofía Núñez'])
    expect(found('okafor sam')).toEqual(['Samuel Okafor'])
    expect(found('okfor')).toEqual(['Samuel Okafor'])
    expect(found('102')).toEqual(['Olga Petrov'])
    expect(found('')).toHaveLength(3)
    expect(found('zzz')).toEqual([])
  })

  it('takes the only match when the field is left, and no guess among several or none', () => {
    const settled = (text: string) => exactMatch(assigneeMatches(search, options, text), text)?.name ?? null
    expect(settled('sam oka')).toBe('Samuel Okafor')
    expect(settled('petrov ')).toBe('Olga Petrov')
    expect(settled('o')).toBeNull()
    expect(settled('temp-77')).toBeNull()
  })

  it('has what is named exactly as the first match, for Enter, and takes it among several', () => {
    const many = ['d1', 'd10', 'd100'].map((id) => ({ sourceId: id, name: id, detail: '', isActive: true }))
    const matches = assigneeMatches(() => [...many].reverse(), many, 'd1')
    expect(matches.map((each) => each.sourceId)).toEqual(['d1', 'd100', 'd10'])
    expect(exactMatch(matches, 'd1')?.sourceId).toBe('d1')
  })

  it('takes a spelled-out name or id, and nothing less', () => {
    expect(exactMatch(options, 'olga petrov')?.sourceId).toBe('drv-2')
    expect(exactMatch(options, 'drv-1')?.name).toBe('Samuel Okafor')
    expect(exactMatch(options, 'Olga')).toBeNull()
  })
})
