import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkflowRecord } from '../../../../renderer/db/schema.ts'
import type { ImportCandidate } from '../../../../renderer/features/exchange/assemble.ts'
import { exportCsv, safeCell } from '../../../../renderer/features/exchange/export-csv.ts'
import {
  createImportSession,
  type ImportReply,
} from '../../../../renderer/features/exchange/import-session.ts'
import { createMatcher } from '../../../../renderer/features/exchange/match-candidates.ts'
import { NO_CHOICE } from '../../../../renderer/features/exchange/read-table.ts'
import {
  emptyPlan,
  emptyStop,
  type Plan,
  plan as planSchema,
  type Stop,
} from '../../../../shared/model/workflow.ts'

const ZONE = 'America/Chicago'
const context = { zone: ZONE, day: '2026-11-24', connections: [], drivers: [], vehicles: [] }

async function importText(text: string, fixes: readonly [row: number, column: number, text: string][] = []) {
  const replies: ImportReply[] = []
  const session = createImportSession(
    (reply) => replies.push(reply),
    () => Promise.resolve(),
  )
  await session.handle({
    type: 'read',
    name: 'plan.csv',
    bytes: new TextEncoder().encode(text),
    choice: NO_CHOICE,
  })
  const table = replies.find((each) => each.type === 'table')
  if (table?.type !== 'table') throw new Error('not read')
  await session.handle({ type: 'assemble', mapping: table.guess, context, defaultConnectionId: null })
  for (const [row, column, text] of fixes) await session.handle({ type: 'fix', rows: [row], column, text })
  const candidates = replies.flatMap((each) => (each.type === 'candidates' ? each.candidates : []))
  const fixed = replies.flatMap((each) => (each.type === 'fixed' ? each.candidates : []))
  return { candidates, fixed, replies }
}

const instant = fc
  .date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`)
const nasty = fc.oneof(
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    '=cmd()',
    '+1',
    '-x',
    '@a',
    "'quoted",
    '\ttab',
    '\rreturn',
    'a\r\nb',
    '"q"',
    'a;b,c|d',
    ' ends ',
    '1.5E3',
    '\u00a0',
  ),
)
// An empty text and "nothing entered" are the same cell, and so is a text of blanks alone.
const text = fc.option(
  nasty.filter((each) => each.trim() !== '' && !each.includes('\u0000')),
  { nil: null },
)
const id = fc.option(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,20}$/), { nil: null })
const stop = fc.record({
  stopType: fc.constantFrom('PICKUP', 'DELIVERY', null),
  locationName: text,
  activities: fc.subarray(['LOADING', 'UNLOADING', 'DVIR']),
  place: fc.option(
    fc.tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true })),
    { nil: null },
  ),
  scheduledArrival: fc.option(instant, { nil: null }),
  instructions: text,
  h3Index11: fc.constantFrom(null, '18446744073709551615'),
  extras: fc.constantFrom<Stop['extras']>({}, { dock: 7, nested: { a: ['=b'] } }),
})
const plan: fc.Arbitrary<Plan> = fc
  .record({
    reference: fc.stringMatching(/^[A-Z]-[0-9]{2}-[0-9]{4}$/),
    driverSourceId: id,
    vehicleSourceId: id,
    territoryName: text,
    status: fc.constantFrom('PLANNED', 'ACTIVE', 'COMPLETED', 'CANCELLED'),
    startsAt: fc.option(instant, { nil: null }),
    totalDistance: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: null }),
    isDistanceEstimated: fc.boolean(),
    instructions: text,
    stops: fc.array(stop, { maxLength: 4 }),
  })
  .map(
    ({ stops, ...rest }): Plan => ({
      ...emptyPlan(),
      ...rest,
      totalDistanceUnit: rest.totalDistance === null ? null : 'km',
      stops: stops.map(({ place, ...each }, index) => ({
        ...emptyStop(`stop-${index}`),
        ...each,
        latitude: place === null ? null : place[0],
        longitude: place === null ? null : place[1],
      })),
    }),
  )

describe('export and import', () => {
  it('gives back every plan equal, whatever its texts hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 5 }), async (plans) => {
        const csv = exportCsv(
          plans.map((each, index) => ({ id: `wf-${index}`, plan: planSchema.parse(each) })),
          ZONE,
        )
        const { candidates } = await importText(csv)
        expect(candidates.map((each) => each.problems)).toEqual(plans.map(() => []))
        expect(candidates.map((each) => each.plan)).toEqual(plans.map((each) => normalZero(each)))
      }),
      { numRuns: 150 },
    )
  })

  it('makes every cell that a spreadsheet would run harmless, and leaves numbers alone', () => {
    expect(['=1+1', '+x', '-x', '@x', '\tx', '\rx', "'x", 'x', '-87.6'].map(safeCell)).toEqual([
      "'=1+1",
      "'+x",
      "'-x",
      "'@x",
      "'\tx",
      "'\rx",
      "''x",
      'x',
      '-87.6',
    ])
  })

  it('keeps good rows when others are bad, and takes a cell that was corrected in place', async () => {
    const { candidates, fixed } = await importText(
      'Reference,Start\nN-1,2026-11-24 05:55\nN-2,2027-02-30 05:55',
      [[1, 1, '2027-02-28 05:55']],
    )
    expect(candidates.map((each) => each.problems.length)).toEqual([0, 1])
    expect(fixed.map((each) => [each.plan.startsAt, each.problems])).toEqual([['2027-02-28T11:55:00Z', []]])
  })

  it('says which row disagrees about the same workflow', async () => {
    const { candidates } = await importText('Reference,Driver,Location name\nN-1,D-1,Depot\nN-1,D-2,Market')
    expect(candidates).toHaveLength(1)
    expect(candidates[0]?.problems).toEqual([
      {
        row: 1,
        column: 1,
        message: 'Row 2 of the same workflow says D-1',
        suggestions: [{ label: 'D-1', text: 'D-1' }],
      },
    ])
  })

  it('points out a reference that is repeated without stops, an end before its start, half a coordinate', async () => {
    const { candidates } = await importText(
      'Reference,Start,End,Lat\nN-1,2026-11-24 06:00,2026-11-24 05:00,\nN-2,,,41.5\nN-3,,,\nN-3,,,',
    )
    expect(candidates.map((each) => each.problems.map((problem) => problem.message))).toEqual([
      ['End is before start'],
      ['Enter both latitude and longitude, or neither'],
      ['Repeats a reference further up, and has no stop of its own'],
    ])
  })

  it('recognises the same file: nothing is new the second time, and an edit since is a change, not a twin', async () => {
    const { candidates } = await importText('Reference,Start\nN-1,2026-11-24 05:55\n,2026-11-24 06:00')
    const records = candidates.map((each, index) => recordOf(each, index))
    const match = createMatcher(records, ZONE)
    expect(candidates.map((each) => match(each).kind)).toEqual(['same', 'same'])
    const edited = records.map((each) => ({ ...each, plan: { ...each.plan, instructions: 'Gate 4' } }))
    expect(candidates.map((each) => createMatcher(edited, ZONE)(each).kind)).toEqual(['changed', 'changed'])
    expect(candidates.map((each) => createMatcher([], ZONE)(each).kind)).toEqual(['new', 'new'])
  })
})

/** −0 is written as 0: the same place. */
function normalZero(value: Plan): Plan {
  return {
    ...value,
    stops: value.stops.map((each) => ({
      ...each,
      latitude: plusZero(each.latitude),
      longitude: plusZero(each.longitude),
    })),
    totalDistance: plusZero(value.totalDistance),
  }
}

function plusZero(value: number | null): number | null {
  return value === null ? null : value + 0
}

function recordOf(candidate: ImportCandidate, index: number): WorkflowRecord {
  return {
    id: `local-${index}`,
    rev: 1,
    plan: candidate.plan,
    departsAtMs: 0,
    createdAtMs: 0,
    updatedAtMs: 0,
    planVersion: 1,
    seq: 0,
    hasUnqueuedEdit: true,
    sync: null,
    shownState: 'draft',
    origin: { kind: 'import', batchId: 'b', rowKey: candidate.rowKey },
    isRemoved: false,
  }
}
