import { describe, expect, it } from 'vitest'
import {
  isAbsenceVisible,
  isWorkflowVisible,
  type Learned,
  marksLearned,
  NOTHING_LEARNED,
  withLearned,
  workflowLearned,
} from '../../../../../../electron/host/sync/core/evidence/learned.ts'
import type { Identity, Sighting } from '../../../../../../electron/host/sync/core/evidence/recognise.ts'
import { planOf, SERVER } from '../lane-fixtures.ts'

const DAY = 86_400_000
const IDENTITY: Identity = { sourceIds: ['dp_install_1'], stopIds: ['stop_A'] }
const WITHOUT_STOPS: Identity = { ...IDENTITY, stopIds: [] }
const NONE: Sighting = { payloadSourceId: false, stopId: null, operationSourceId: null }
const SHOWN: Sighting = { ...NONE, payloadSourceId: true }

/** What is known after listings with these sightings. */
function knownAfter(...listings: readonly (readonly [sighting: Sighting, server: number])[]): Learned {
  return listings.reduce(
    (known, [sighting, server]) => withLearned(known, marksLearned(known, [sighting], server) ?? {}),
    NOTHING_LEARNED,
  )
}

describe('[N3] a list without a create proves that it is not there', () => {
  it('only where another create of ours was found by a mark', () => {
    expect(isAbsenceVisible(NOTHING_LEARNED, IDENTITY, SERVER)).toBe(false)
    expect(isAbsenceVisible(knownAfter([NONE, SERVER]), IDENTITY, SERVER)).toBe(false)
    expect(isAbsenceVisible(knownAfter([SHOWN, SERVER]), IDENTITY, SERVER)).toBe(true)
  })

  it('only by a mark that this create carries', () => {
    const byStops = knownAfter([{ ...NONE, stopId: true }, SERVER])
    expect(isAbsenceVisible(byStops, IDENTITY, SERVER)).toBe(true)
    expect(isAbsenceVisible(byStops, WITHOUT_STOPS, SERVER)).toBe(false)
  })

  it('no more once a create of ours was listed without the mark', () => {
    expect(
      isAbsenceVisible(knownAfter([SHOWN, SERVER], [NONE, SERVER + 1000]), IDENTITY, SERVER + 2000),
    ).toBe(false)
  })

  it('no more when the last find is 45 days old', () => {
    const known = knownAfter([SHOWN, SERVER])
    expect(isAbsenceVisible(known, IDENTITY, SERVER + 45 * DAY)).toBe(true)
    expect(isAbsenceVisible(known, IDENTITY, SERVER + 45 * DAY + 1)).toBe(false)
  })

  it('longer when it was found again, which is noted once a day', () => {
    const known = knownAfter([SHOWN, SERVER])
    expect(marksLearned(known, [SHOWN], SERVER + DAY - 1)).toBeNull()
    const again = knownAfter([SHOWN, SERVER], [SHOWN, SERVER + DAY])
    expect(isAbsenceVisible(again, IDENTITY, SERVER + 46 * DAY)).toBe(true)
  })

  it('and learns nothing from a list without a believed time, or without a create of ours', () => {
    expect(marksLearned(NOTHING_LEARNED, [SHOWN], null)).toBeNull()
    expect(marksLearned(NOTHING_LEARNED, [], SERVER)).toBeNull()
  })
})

describe('[N3] a workflow list without a workflow proves that the TSP does not have it', () => {
  const known = (change: Partial<Learned>): Learned => ({ ...NOTHING_LEARNED, ...change })

  it('only where one of ours was read with an id that this one carries', () => {
    expect(isWorkflowVisible(NOTHING_LEARNED, IDENTITY)).toBe(false)
    expect(isWorkflowVisible(known({ workflowMarks: { sourceId: true } }), WITHOUT_STOPS)).toBe(true)
    expect(isWorkflowVisible(known({ workflowMarks: { sourceId: false, stopId: true } }), IDENTITY)).toBe(
      true,
    )
    expect(isWorkflowVisible(known({ workflowMarks: { stopId: true } }), WITHOUT_STOPS)).toBe(false)
  })

  it.each(['null', 'other'] as const)(
    'not where `occurred_at`, by which the list is filtered, is %s: no window surely covers it',
    (occurredAt) => {
      expect(isWorkflowVisible(known({ workflowMarks: { sourceId: true }, occurredAt }), IDENTITY)).toBe(
        false,
      )
    },
  )
})

describe('[N5] a read of our own workflow teaches', () => {
  const CREATED = '2026-11-23T06:00:00Z'
  const STARTS = '2026-11-26T06:00:00Z'
  const learn = (occurred_at: string | null | undefined) =>
    workflowLearned(
      NOTHING_LEARNED,
      { id: 'r1', source_id: 'T-9', created_at: CREATED, occurred_at, stops: [{ source_stop_id: 'stop_A' }] },
      IDENTITY,
      planOf({ startsAt: STARTS }),
    )

  it('by which ids it can be found', () => {
    expect(learn(undefined)).toEqual({ workflowMarks: { sourceId: false, stopId: true } })
  })

  it.each([
    [CREATED, 'created'],
    [STARTS, 'started'],
    ['2026-11-24T00:00:00Z', 'other'],
    [null, 'null'],
  ] as const)('that `occurred_at` %s is %s', (occurredAt, expected) => {
    expect(learn(occurredAt)).toMatchObject({ occurredAt: expected })
  })

  it('the worst lag, never a better one', () => {
    const worst = withLearned(withLearned(NOTHING_LEARNED, { readLagMs: 90_000 }), { readLagMs: 1_000 })
    expect(worst.readLagMs).toBe(90_000)
  })
})
