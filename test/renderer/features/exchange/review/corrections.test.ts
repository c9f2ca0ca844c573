import { describe, expect, it } from 'vitest'
import {
  createImportSession,
  type ImportReply,
} from '../../../../../renderer/features/exchange/file/import-session.ts'
import { NO_CHOICE } from '../../../../../renderer/features/exchange/file/table/read-table.ts'
import { withCorrection } from '../../../../../renderer/features/exchange/review/corrections.ts'
import { groupProblems } from '../../../../../renderer/features/exchange/review/problem-groups.ts'
import { type ImportState, nextState } from '../../../../../renderer/features/exchange/use-import.ts'

const context = { zone: 'America/Chicago', day: '2026-11-24', connections: [], drivers: [], vehicles: [] }

/** The screen's state over a session, as the worker and the hook join them. */
async function openText(text: string) {
  let state: ImportState = { step: 'reading', fileName: 'plan.csv', doneRows: 0 }
  const replies: ImportReply[] = []
  const session = createImportSession(
    (reply) => {
      replies.push(reply)
      state = nextState(state, reply, 'plan.csv')
    },
    () => Promise.resolve(),
  )
  const bytes = new TextEncoder().encode(text)
  await session.handle({ type: 'read', name: 'plan.csv', bytes, choice: NO_CHOICE })
  const open = () => {
    if (state.step !== 'open') throw new Error(`the file is not open: ${JSON.stringify(state)}`)
    return state
  }
  await session.handle({
    type: 'assemble',
    mapping: open().table.guess,
    context,
    defaultConnectionId: null,
    defaultDistanceUnit: null,
  })
  const groups = () =>
    groupProblems(
      open().candidates.flatMap((each) => each.problems),
      open().cells,
    )
  const fix = (rows: readonly number[], column: number, to: string | null) =>
    session.handle({ type: 'fix', rows, column, text: to })
  return { open, groups, fix, replies }
}

describe('correcting many rows at once', () => {
  it('puts the same text with the same fault together, and settles it for all its rows alone', async () => {
    const file = await openText('Reference,Start\nA,27/13\nB,06:00\nC,27/13\nD,24:00')
    expect(file.groups().map(({ text, rows }) => [text, rows])).toEqual([
      ['27/13', [0, 2]],
      ['24:00', [3]],
    ])
    await file.fix([0, 2], 1, '07:13')
    expect(file.groups().map(({ text, rows }) => [text, rows])).toEqual([['24:00', [3]]])
    const starts = file.open().candidates.map((each) => each.plan.startsAt)
    expect(starts).toEqual(['2026-11-24T13:13:00Z', '2026-11-24T12:00:00Z', '2026-11-24T13:13:00Z', null])
    await file.fix([0, 2], 1, null)
    expect(file.groups().map(({ text, rows }) => [text, rows])).toEqual([
      ['27/13', [0, 2]],
      ['24:00', [3]],
    ])
  })

  it('puts rows together anew when what was corrected is what they belong together by', async () => {
    const file = await openText('Reference,Location name\n1.23E+15,Depot\n1.23E+15,Market\nB,Yard')
    expect(file.open().candidates.map((each) => each.rows)).toEqual([[0, 1], [2]])
    await file.fix([1], 0, 'A-2')
    expect(file.open().candidates.map((each) => each.rows)).toEqual([[0], [1], [2]])
    expect(file.open().candidates.map((each) => each.plan.reference)).toEqual(['', 'A-2', 'B'])
  })

  it('keeps problems of whole rows apart, since no text of them can be the same', async () => {
    const file = await openText('Reference,Start\nA,\nA,\nB,\nB,')
    expect(file.groups().map(({ column, rows }) => [column, rows])).toEqual([
      [-1, [1]],
      [-1, [3]],
    ])
  })

  it('checks everything again when thousands are corrected, and says so until that is done', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => `R-${index},27/13`)
    const file = await openText(`Reference,Start\n${rows.join('\n')}`)
    const before = file.replies.length
    const group = file.groups()[0]
    expect(group?.rows).toHaveLength(2_500)
    const fixing = file.fix(group?.rows ?? [], 1, '07:13')
    expect(file.open().checking).toEqual({ done: 1_000, total: 2_500 })
    await fixing
    expect(file.open().checking).toBeNull()
    expect(file.open().candidates).toHaveLength(2_500)
    expect(file.groups()).toEqual([])
    expect(file.replies.slice(before).some((each) => each.type === 'fixed')).toBe(false)
  })
})

describe('the list of corrections', () => {
  it('names the newest first, and counts a cell corrected twice for the newer one with the text of the file', () => {
    const first = withCorrection([], { column: 1, rows: [0, 2], from: '27/13', to: '7' })
    const second = withCorrection(first, { column: 1, rows: [2], from: '7', to: '07:00' })
    expect(second).toEqual([
      { column: 1, rows: [2], from: '27/13', to: '07:00' },
      { column: 1, rows: [0], from: '27/13', to: '7' },
    ])
    const other = { column: 0, rows: [2], from: 'a', to: 'b' }
    expect(withCorrection(second, other)).toEqual([other, ...second])
  })
})
