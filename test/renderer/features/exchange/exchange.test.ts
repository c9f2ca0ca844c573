import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkflowRecord } from '../../../../renderer/db/schema/records.ts'
import type { ImportCandidate } from '../../../../renderer/features/exchange/file/assemble.ts'
import type { CellProblem } from '../../../../renderer/features/exchange/file/cell-problem.ts'
import type { ImportContext } from '../../../../renderer/features/exchange/file/cells/cell-reading.ts'
import { withoutApostrophe } from '../../../../renderer/features/exchange/file/cells/clean-text.ts'
import { exportCsv, safeCell } from '../../../../renderer/features/exchange/file/export-csv.ts'
import {
  createImportSession,
  type ImportReply,
} from '../../../../renderer/features/exchange/file/import-session.ts'
import { NO_CHOICE } from '../../../../renderer/features/exchange/file/table/read-table.ts'
import { findEarlyTimes, movesToNextDay } from '../../../../renderer/features/exchange/review/early-times.ts'
import {
  createMatcher,
  planToAdd,
  sortCandidates,
} from '../../../../renderer/features/exchange/review/match-candidates.ts'
import { findSwapped } from '../../../../renderer/features/exchange/review/swapped-places.ts'
import { findUnknownNames } from '../../../../renderer/features/exchange/review/unknown-names.ts'
import {
  type DistanceUnit,
  emptyPlan,
  emptyStop,
  type Plan,
  plan as planSchema,
  type Stop,
} from '../../../../shared/model/plan/workflow.ts'
import { en } from '../../../../shared/text/en/en.ts'
import { LANGUAGES } from '../../../../shared/text/language.ts'
import { type StoredText, textOf } from '../../../../shared/text/stored-text.ts'
import { createTexts } from '../../../../shared/text/texts.ts'
import { driverOf } from '../../../doubles/import-desk.ts'

const ZONE = 'America/Chicago'
const { t } = createTexts('en', en)
const inEnglish = (stored: StoredText): string => textOf(t, stored)
const inWords = (problem: CellProblem): CellProblem => ({
  ...problem,
  message: inEnglish(problem.message),
  suggestions: problem.suggestions.map((each) => ({ ...each, label: inEnglish(each.label) })),
})
const context: ImportContext = { zone: ZONE, day: '2026-11-24', connections: [], drivers: [], vehicles: [] }

async function importText(
  text: string,
  fixes: readonly [row: number, column: number, text: string][] = [],
  defaultDistanceUnit: DistanceUnit | null = null,
) {
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
  await session.handle({
    type: 'assemble',
    mapping: table.guess,
    context,
    defaultConnectionId: null,
    defaultDistanceUnit,
  })
  for (const [row, column, text] of fixes) await session.handle({ type: 'fix', rows: [row], column, text })
  const candidates = replies.flatMap((each) => (each.type === 'candidates' ? each.candidates : []))
  const fixed = replies.flatMap((each) => (each.type === 'fixed' ? each.candidates : []))
  return { candidates, fixed, replies }
}

describe('distances', () => {
  const csv = 'Reference,Distance\nA-1,12\nA-2,\n'

  it('take the unit that was chosen for the file when it has no column of units', async () => {
    const { candidates } = await importText(csv, [], 'mi')
    expect(candidates.map(({ plan }) => [plan.totalDistance, plan.totalDistanceUnit])).toEqual([
      [12, 'mi'],
      [null, null],
    ])
    expect(candidates.flatMap((each) => each.problems)).toEqual([])
  })

  it('are asked about where a column of units is empty', async () => {
    const { candidates } = await importText('Reference,Distance,Unit\nA-1,12,\nA-2,5,km\n', [], 'mi')
    expect(candidates.map((each) => each.problems.map(({ column }) => column))).toEqual([[2], []])
    expect(candidates[1]?.plan.totalDistanceUnit).toBe('km')
  })
})

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
    'a\n=b',
    '＝full',
    "a\r\n'=b",
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
          'en',
        )
        const { candidates } = await importText(csv)
        expect(candidates.map((each) => each.problems)).toEqual(plans.map(() => []))
        expect(candidates.map((each) => each.plan)).toEqual(plans.map((each) => normalZero(each)))
      }),
      { numRuns: 150 },
    )
  })

  const pairs = LANGUAGES.flatMap((from) => LANGUAGES.map((to) => [from, to] as const))
  it.each(pairs)(
    'gives back equal plans from %s, and again when they are exported in %s',
    async (from, to) => {
      const plans = fc.sample(plan, { numRuns: 40, seed: 7 }).map((each) => planSchema.parse(each))
      const difficult = [1.234, 12.5, 1234.567, 1e-7, 1234, 0].map(
        (totalDistance): Plan => ({ ...emptyPlan(), totalDistance, totalDistanceUnit: 'km' }),
      )
      const wanted = [...plans, ...difficult].map((each, index) =>
        normalZero({ ...each, reference: `R-${index}` }),
      )
      let passed: readonly Plan[] = wanted
      for (const language of [from, to]) {
        const workflows = passed.map((each, index) => ({ id: `wf-${index}`, plan: each }))
        const { candidates } = await importText(exportCsv(workflows, ZONE, language))
        expect(candidates.flatMap((each) => each.problems)).toEqual([])
        passed = candidates.map((each) => each.plan)
      }
      expect(passed).toEqual(wanted)
    },
  )

  it('writes headings, dates and numbers in the way of the language', () => {
    const one: Plan = {
      ...emptyPlan(),
      reference: 'N-1',
      startsAt: '2026-11-24T11:55:00Z',
      totalDistance: 412.5,
      totalDistanceUnit: 'km',
      isDistanceEstimated: true,
    }
    const [heading, row] = exportCsv([{ id: 'wf', plan: one }], ZONE, 'de')
      .slice(1)
      .split('\r\n')
    expect(heading?.split(';').slice(0, 4)).toEqual(['Workflow-ID', 'Referenz', 'Verbindung', 'Fahrer'])
    expect(row?.split(';').slice(6, 12)).toEqual([
      'PLANNED',
      '24.11.2026 05:55:00 -06:00',
      '',
      '412,5',
      'km',
      'ja',
    ])
    const french = exportCsv([{ id: 'wf', plan: one }], ZONE, 'fr')
    expect(french).toContain(';24/11/2026 05:55:00 -06:00;;412,5;km;oui;')
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

  it('makes formulas after line breaks and with full-width signs harmless, and takes them back', () => {
    const texts = ['a\n=cmd()', 'a\r\n+1', '＝1', '＋1', '－1', '＠a', '\n=1', "a\n'b", 'a\nb']
    const safe = texts.map(safeCell)
    expect(safe).toEqual([
      "a\n'=cmd()",
      "a\r\n'+1",
      "'＝1",
      "'＋1",
      "'－1",
      "'＠a",
      "'\n'=1",
      "a\n''b",
      'a\nb',
    ])
    expect(safe.map(withoutApostrophe)).toEqual(texts)
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
    expect(candidates[0]?.problems.map(inWords)).toEqual([
      {
        row: 1,
        column: 1,
        message: 'Row 2 of the same workflow says D-1',
        suggestions: [{ label: 'D-1', text: 'D-1' }],
      },
    ])
  })

  it('points out a reference that is repeated without stops, and half a coordinate, but not the half of one that cannot be read', async () => {
    const { candidates } = await importText(
      'Reference,Lat,Lng\nN-1,"99,52","-98,59"\nN-2,41.5,\nN-3,,\nN-3,,',
    )
    expect(candidates.map((each) => each.problems.map((problem) => inEnglish(problem.message)))).toEqual([
      ['Latitude is from −90 to 90: are latitude and longitude swapped?'],
      ['Enter both latitude and longitude, or neither'],
      ['Repeats a reference further up, and has no stop of its own'],
    ])
  })

  it('shows a workflow id that stands twice with other content, and never lets the last row win', async () => {
    const { candidates } = await importText(
      'Workflow id,Reference,Driver,Location name\n\nwf-1,N-1,,Depot\nwf-1,N-1,D-1,Market\nwf-1,N-1,D-2,Yard\nwf-2,N-2,D-3,Depot',
    )
    expect(candidates.map((each) => each.plan.driverSourceId)).toEqual(['D-1', 'D-3'])
    expect(candidates.map((each) => each.problems.map((problem) => inEnglish(problem.message)))).toEqual([
      ['Row 4 of the same workflow says D-1'],
      [],
    ])
  })

  it('shows a stop that stands twice, as when two exports are put together, and can take it as a further stop', async () => {
    const text =
      'Workflow id,Stop id,Location name\nwf-1,1,Depot\nwf-1,2,Market\nwf-2,1,Depot\nwf-1,1,Yard\nwf-1,,Gate'
    const { candidates, fixed } = await importText(text, [[3, 1, '']])
    expect(candidates.map((each) => each.problems.map(inWords))).toEqual([
      [
        {
          row: 3,
          column: 1,
          message: 'Stop 1 of this workflow stands in row 2 already',
          suggestions: [{ label: 'Take it as a further stop', text: '' }],
        },
      ],
      [],
    ])
    expect(fixed[0]?.problems).toEqual([])
    expect(fixed[0]?.plan.stops.map((each) => [each.sourceStopId, each.locationName])).toEqual([
      ['1', 'Depot'],
      ['2', 'Market'],
      ['3', 'Yard'],
      ['4', 'Gate'],
    ])
  })

  it('names the row of the stop that is wrong, when the first row of its workflow holds none', async () => {
    const { candidates } = await importText('Reference,Lat,Lon\nN-1,,\nN-1,41.5,')
    expect(candidates[0]?.problems.map(({ row, column }) => [row, column])).toEqual([[1, 2]])
  })

  it('reads the first of two columns with equal headings, and leaves the other out', async () => {
    const { candidates, replies } = await importText('Reference,Driver,driver\nN-1,D-1,D-2')
    const table = replies.find((each) => each.type === 'table')
    expect(table?.type === 'table' && table.guess).toEqual(['reference', 'driver', null])
    expect(candidates.map((each) => each.plan.driverSourceId)).toEqual(['D-1'])
  })

  it('leaves out what would change the same workflow a second time, and says which', async () => {
    const { candidates } = await importText(
      'Workflow id,Reference,Start,Driver\nlocal-0,N-1,2026-11-24 05:55,D-1\n,N-1,2026-11-24 05:55,D-2',
    )
    const [first] = candidates
    if (first === undefined) throw new Error('nothing was read')
    const here = {
      ...recordOf({ ...first, rowKey: 'other' }, 0),
      plan: { ...first.plan, driverSourceId: 'D-9' },
    }
    const sorted = sortCandidates(candidates, createMatcher([here], ZONE))
    expect(sorted.changed.map(({ plan }) => plan.driverSourceId)).toEqual(['D-1'])
    expect(sorted.repeated.map((each) => each.plan.driverSourceId)).toEqual(['D-2'])
    expect([sorted.fresh.length, sorted.sameCount, sorted.badCount]).toEqual([0, 0, 0])
  })

  it('names the drivers that are in no list, and nobody while there is no list', async () => {
    const { candidates } = await importText('Reference,Driver,Vehicle\nN-1,D-1,T-1\nN-2,D-9,T-1\nN-3,,')
    const drivers = [driverOf('D-1', 'Ana Moreno')]
    expect(findUnknownNames(candidates, drivers, [])).toEqual({ drivers: ['D-9'], vehicles: [] })
  })

  it('keeps stops in the order of the file, whatever their times say', async () => {
    const { candidates } = await importText(
      'Reference,Location name,Arrival\nN-1,B,2026-11-24 09:00\nN-1,A,2026-11-24 07:00',
    )
    expect(candidates[0]?.plan.stops.map((each) => each.locationName)).toEqual(['B', 'A'])
    expect(candidates[0]?.problems.map(inWords)).toEqual([])
  })

  it('holds back nothing that ends before it begins, and puts a night shift on the next day when told', async () => {
    const text =
      'Reference,Start,End,Location name,Arrival,Depart\n' +
      'N-1,2026-11-24 22:00,06:00,A,23:00,00:10\nN-1,2026-11-24 22:00,06:00,B,05:00,05:20\n' +
      'N-2,2026-11-24 06:00,2026-11-20 05:00,,,\nN-3,2026-11-24 06:00,14:00,C,08:00,07:00\nN-4,2026-11-24 06:00,14:00,,,'
    const { candidates } = await importText(text)
    expect(candidates.flatMap((each) => each.problems)).toEqual([])
    const early = findEarlyTimes(candidates, ZONE)
    expect(early.map(({ candidate, moves }) => [candidate.plan.reference, moves.length])).toEqual([
      ['N-1', 4],
      ['N-2', 0], // four days before: no next day helps
      ['N-3', 1],
    ])
    const columns = ['reference', 'start', 'end', 'locationName', 'scheduledArrival', 'scheduledDeparture']
    const fixes = movesToNextDay(early.slice(0, 1), (key) => columns.indexOf(key)).flatMap(
      ({ column, rows, to }) => rows.map((row) => [row, column, to] as [number, number, string]),
    )
    const plan = (await importText(text, fixes)).fixed.at(-1)?.plan
    expect(plan?.endsAt).toBe('2026-11-25T12:00:00Z')
    expect(plan?.stops.map((each) => [each.scheduledArrival, each.scheduledDeparture])).toEqual([
      ['2026-11-25T05:00:00Z', '2026-11-25T06:10:00Z'],
      ['2026-11-25T11:00:00Z', '2026-11-25T11:20:00Z'],
    ])
  })

  it('recognises the same file: nothing is new the second time, and an edit since is a change, not a duplicate', async () => {
    const { candidates } = await importText('Reference,Start\nN-1,2026-11-24 05:55\n,2026-11-24 06:00')
    const records = candidates.map((each, index) => recordOf(each, index))
    const match = createMatcher(records, ZONE)
    expect(candidates.map((each) => match(each).kind)).toEqual(['same', 'same'])
    const edited = records.map((each) => ({ ...each, plan: { ...each.plan, instructions: 'Gate 4' } }))
    expect(candidates.map((each) => createMatcher(edited, ZONE)(each).kind)).toEqual(['changed', 'changed'])
    expect(candidates.map((each) => createMatcher([], ZONE)(each).kind)).toEqual(['new', 'new'])
  })
})

describe('an export of another computer', () => {
  const theirs: Plan = {
    ...emptyPlan(),
    reference: 'N-1',
    startsAt: '2026-11-24T11:55:00Z',
    stops: [emptyStop('sent-1'), emptyStop('sent-2')].map((each) => ({ ...each, locationName: 'Depot' })),
  }
  let minted = 0
  const mintId = () => `minted-${++minted}`
  const ofFile = async (plans: readonly Plan[]) => {
    const csv = exportCsv(
      plans.map((each, index) => ({ id: `theirs-${index}`, plan: each })),
      ZONE,
      'en',
    )
    return (await importText(csv)).candidates
  }

  it('makes workflows with ids of their own, also for the stops, and nothing new or changed the second time', async () => {
    const first = await ofFile([theirs])
    const { fresh } = sortCandidates(first, createMatcher([], ZONE))
    const records = fresh.map((each, index) => ({ ...recordOf(each, index), plan: planToAdd(each, mintId) }))
    expect(records.map((each) => each.plan.stops.map((stop) => stop.sourceStopId))).toEqual([
      ['minted-1', 'minted-2'],
    ])
    expect(JSON.stringify(records.map((each) => each.plan))).not.toMatch(/sent-|theirs-/)
    const again = sortCandidates(await ofFile([theirs]), createMatcher(records, ZONE))
    expect([again.fresh.length, again.changed.length, again.sameCount]).toEqual([0, 0, 1])
  })

  it('changes what it knows here under the stop ids that stand here', async () => {
    const [candidate] = await ofFile([theirs])
    if (candidate === undefined) throw new Error('nothing was read')
    const records = [{ ...recordOf(candidate, 0), plan: planToAdd(candidate, mintId) }]
    const stopIds = records[0]?.plan.stops.map((each) => each.sourceStopId)
    const { changed } = sortCandidates(
      await ofFile([{ ...theirs, instructions: 'Gate 4' }]),
      createMatcher(records, ZONE),
    )
    expect(changed.map((each) => each.plan.instructions)).toEqual(['Gate 4'])
    expect(changed[0]?.plan.stops.map((each) => each.sourceStopId)).toEqual(stopIds)
  })

  it('knows a workflow that both computers have from the same list by its reference and day, but not duplicates of theirs', async () => {
    const [mine] = (await importText('Reference,Start\nN-1,2026-11-24 05:55')).candidates
    if (mine === undefined) throw new Error('nothing was read')
    const duplicates = await ofFile([theirs, { ...theirs, stops: [] }])
    expect(duplicates.map((each) => createMatcher([recordOf(mine, 0)], ZONE)(each).kind)).toEqual([
      'changed',
      'same',
    ])
    const imported = duplicates.slice(0, 1).map(recordOf)
    expect(duplicates.map((each) => createMatcher(imported, ZONE)(each).kind)).toEqual(['same', 'new'])
  })
})

describe('coordinates that may be swapped', () => {
  const BERLIN = [52.52, 13.4] as const
  const SWAPPED = [13.4, 52.52] as const
  const ofPlaces = async (places: readonly (readonly [number, number])[]) =>
    (await importText(`Reference,Lat,Lon\n${places.map((place, index) => `N-${index},${place}`).join('\n')}`))
      .candidates
  const here = (places: readonly (readonly [number, number])[]) =>
    places.map(([latitude, longitude]) => ({ stops: [{ ...emptyStop('1'), latitude, longitude }] }))

  it('are shown where the stops that are here lie at the swapped place', async () => {
    const candidates = await ofPlaces([BERLIN, SWAPPED])
    const found = findSwapped(candidates, here([[52.1, 13.9]]))
    expect(found).toEqual({ stops: [{ row: 1, latitude: 13.4, longitude: 52.52 }], isAll: false })
    expect(candidates.every((each) => each.problems.length === 0)).toBe(true)
  })

  it('are shown as the fault of the columns where all of the file are', async () => {
    const found = findSwapped(await ofPlaces([SWAPPED, SWAPPED]), here([BERLIN]))
    expect([found.stops.length, found.isAll]).toEqual([2, true])
  })

  it('are shown where most of the file lies at the swapped place', async () => {
    const file = await ofPlaces([...Array.from({ length: 9 }, () => BERLIN), SWAPPED])
    expect(findSwapped(file, []).stops.map((each) => each.row)).toEqual([9])
  })

  it('are not guessed at: not without other stops, not for a fleet in both places, nor where both are near', async () => {
    expect(findSwapped(await ofPlaces([SWAPPED]), []).stops).toEqual([])
    expect(findSwapped(await ofPlaces([BERLIN, SWAPPED]), []).stops).toEqual([])
    expect(findSwapped(await ofPlaces([SWAPPED]), here([BERLIN, SWAPPED])).stops).toEqual([])
    expect(findSwapped(await ofPlaces([[10.3, 9.8]]), here([[9.9, 10.2]])).stops).toEqual([])
    expect(findSwapped(await ofPlaces([[29.66, -98.63]]), here([BERLIN])).stops).toEqual([])
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
