import { describe, expect, it } from 'vitest'
import { textOf } from '../../../shared/text/stored-text.ts'
import { shiftInDepotTime } from '../../../shared/util/resolve-wall-time.ts'
import { english } from '../../doubles/english.ts'

const CHICAGO = 'America/Chicago'

/** With its stored texts as sentences in English. */
function shown(value: object): unknown {
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([name, each]) => [name, typeof each === 'string' ? textOf(english.t, each) : each]),
  )
}

describe('shifting', () => {
  it('keeps the wall-clock time over a change of the clocks', () => {
    expect(shiftInDepotTime('2026-03-07T11:55:00Z', { days: 1 }, CHICAGO)).toEqual({
      kind: 'ok',
      instant: '2026-03-08T10:55:00Z',
    })
  })

  it('moves minutes exactly', () => {
    expect(shiftInDepotTime('2026-03-08T07:45:00Z', { minutes: 30 }, CHICAGO)).toEqual({
      kind: 'ok',
      instant: '2026-03-08T08:15:00Z',
    })
    expect(shiftInDepotTime('2026-11-24T11:55:00Z', { days: -1, minutes: -5 }, CHICAGO)).toEqual({
      kind: 'ok',
      instant: '2026-11-23T11:50:00Z',
    })
  })

  it('never guesses in a gap', () => {
    expect(shown(shiftInDepotTime('2026-03-07T08:30:00Z', { days: 1 }, CHICAGO))).toEqual({
      kind: 'gap',
      message: '02:30 on 8 Mar 2026 does not exist: the clocks jump from 02:00 to 03:00',
      before: '2026-03-08T07:59:00Z',
      after: '2026-03-08T08:00:00Z',
    })
  })

  it('never guesses in a fold', () => {
    expect(shown(shiftInDepotTime('2026-10-31T06:30:00Z', { days: 1 }, CHICAGO))).toMatchObject({
      kind: 'fold',
      earlier: '2026-11-01T06:30:00Z',
      later: '2026-11-01T07:30:00Z',
      earlierLabel: 'First (UTC-05:00)',
      laterLabel: 'Second (UTC-06:00)',
    })
  })
})
