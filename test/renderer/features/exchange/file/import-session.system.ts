import { expect, it } from 'vitest'
import {
  createImportSession,
  type ImportReply,
} from '../../../../../renderer/features/exchange/file/import-session.ts'
import { NO_CHOICE } from '../../../../../renderer/features/exchange/file/table/read-table.ts'

const context = { zone: 'America/Chicago', day: '2026-11-24', connections: [], drivers: [], vehicles: [] }

it('imports 100,000 rows, telling its progress in between', async () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => `N-${index},2026-11-24 05:55,Depot`)
  const bytes = new TextEncoder().encode(`Reference,Start,Location name\n${rows.join('\n')}`)
  const replies: ImportReply[] = []
  const session = createImportSession(
    (reply) => replies.push(reply),
    () => Promise.resolve(),
  )
  await session.handle({ type: 'read', name: 'plan.csv', bytes, choice: NO_CHOICE })
  const mapping = ['reference', 'start', 'locationName'] as const
  await session.handle({
    type: 'assemble',
    mapping,
    context,
    defaultConnectionId: null,
    defaultDistanceUnit: null,
  })
  const candidates = replies.flatMap((each) => (each.type === 'candidates' ? each.candidates : []))
  expect(candidates).toHaveLength(100_000)
  expect(candidates.every((each) => each.problems.length === 0)).toBe(true)
  expect(replies.filter((each) => each.type === 'progress').length).toBeGreaterThan(100)
})
