import { describe, expect, it } from 'vitest'
import {
  chosenPlan,
  conflictOf,
  proposedChoices,
  type Side,
} from '../../../../../renderer/features/editor/conflict/conflict-choices.ts'
import { emptyPlan, emptyStop, type Plan, type Stop } from '../../../../../shared/model/plan/workflow.ts'

function planOf(changes: Partial<Plan>): Plan {
  return { ...emptyPlan(), ...changes }
}
function stopsOf(...ids: string[]): Stop[] {
  return ids.map((id) => emptyStop(id))
}
function named(id: string, locationName: string): Stop {
  return { ...emptyStop(id), locationName }
}
/** The conflict, and the plan once every field of `paths` is decided as said. */
function decide(base: Plan | null, mine: Plan, theirs: Plan, choices: Readonly<Record<string, Side>>) {
  const conflict = conflictOf(mine, { base, plan: theirs, askedFields: [], changedAt: null })
  const byKey = Object.fromEntries(conflict.fields.map(({ key, path }) => [key, choices[path] ?? 'mine']))
  return {
    paths: conflict.fields.map((each) => each.path),
    plan: chosenPlan(conflict, theirs, byKey),
    conflict,
  }
}

describe('a choice between two versions of one plan', () => {
  const base = planOf({ driverSourceId: 'c', stops: [named('s1', 'Yard'), emptyStop('s2')] })
  const mine = {
    ...base,
    reference: 'N-1',
    driverSourceId: 'a',
    stops: [named('s1', 'Mine'), emptyStop('s2')],
  }
  const theirs = {
    ...base,
    driverSourceId: 'b',
    territoryName: 'Harbour',
    stops: [named('s1', 'Theirs'), emptyStop('s2')],
  }

  it('offers what both changed, with what it was made from', () => {
    const { paths, conflict } = decide(base, mine, theirs, {})
    expect(paths).toEqual(['driverSourceId', 'stops.0.locationName'])
    expect(conflict.fields[0]).toMatchObject({ base: 'c', ours: 'a', theirs: 'b', isBaseKnown: true })
  })

  it('takes each field from the side chosen, and what only one side changed from that side', () => {
    const { plan } = decide(base, mine, theirs, { 'stops.0.locationName': 'theirs' })
    expect(plan).toEqual({ ...mine, territoryName: 'Harbour', stops: theirs.stops })
  })

  it('offers everything that differs where it is not known what both were made from', () => {
    const { paths, plan } = decide(null, mine, theirs, { driverSourceId: 'theirs' })
    expect(paths).toEqual(['driverSourceId', 'territoryName', 'stops.0.locationName'])
    expect(plan).toEqual({ ...mine, driverSourceId: 'b' })
  })

  it('proposes nothing but a cancellation made elsewhere', () => {
    const cancelled = { ...base, status: 'CANCELLED', driverSourceId: 'b' }
    const { conflict } = decide(base, mine, cancelled, {})
    expect(proposedChoices(conflict)).toEqual({ ':status': 'theirs' })
  })

  it('proposes nothing where the status was decided here as well', () => {
    const cancelled = { ...base, status: 'CANCELLED' }
    const { conflict, paths } = decide(base, { ...mine, status: 'COMPLETED' }, cancelled, {})
    expect(paths).toContain('status')
    expect(proposedChoices(conflict)).toEqual({})
    expect(proposedChoices(decide(null, mine, cancelled, {}).conflict)).toEqual({})
  })

  it('asks about a completion there of what was cancelled here, and proposes nothing', () => {
    const completed = { ...base, status: 'COMPLETED' }
    const { conflict, paths } = decide(base, { ...base, status: 'CANCELLED' }, completed, {})
    expect(paths).toEqual(['status'])
    expect(proposedChoices(conflict)).toEqual({})
  })
})

describe('a choice about stops', () => {
  const ids = (plan: Plan) => plan.stops.map((each) => each.sourceStopId).join('')

  it('has all of them as one where nothing is known and they are not the same in the same order', () => {
    const [mine, theirs] = [planOf({ stops: stopsOf('a', 'b') }), planOf({ stops: stopsOf('b') })]
    expect(decide(null, mine, theirs, {}).paths).toEqual(['stops'])
    expect(ids(decide(null, mine, theirs, { stops: 'theirs' }).plan)).toBe('b')
    expect(ids(decide(null, mine, theirs, {}).plan)).toBe('ab')
  })

  it('takes the order of the other side, with the stops that were added here', () => {
    const base = planOf({ stops: stopsOf('a', 'b', 'c') })
    const mine = planOf({ stops: stopsOf('c', 'x', 'a', 'b') })
    const theirs = planOf({ stops: stopsOf('b', 'a', 'c') })
    expect(decide(base, mine, theirs, {}).paths).toEqual(['stops'])
    expect(ids(decide(base, mine, theirs, { stops: 'theirs' }).plan)).toBe('bxac')
  })

  it('puts back, or takes away, a stop that one side removed and the other changed', () => {
    const base = planOf({ stops: stopsOf('a', 'b', 'c') })
    const changed = planOf({ stops: [emptyStop('a'), named('b', 'Dock'), emptyStop('c')] })
    const without = planOf({ stops: stopsOf('a', 'c') })
    const back = decide(base, without, changed, { 'stops.1': 'theirs' })
    expect([back.paths, ids(back.plan)]).toEqual([['stops.1'], 'abc'])
    expect(back.plan.stops[1]?.locationName).toBe('Dock')
    expect(ids(decide(base, changed, without, { 'stops.1': 'theirs' }).plan)).toBe('ac')
    expect(ids(decide(base, changed, without, {}).plan)).toBe('abc')
  })
})
