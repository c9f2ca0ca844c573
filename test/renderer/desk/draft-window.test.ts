import { expect, it } from 'vitest'
import { openDraftWindow, type WindowLocks, workflowOfKey } from '../../../renderer/desk/draft-window.ts'

/** Locks of one browser: held until the work that took them ends. */
function createLocks(): WindowLocks {
  const held = new Set<string>()
  return {
    async request(name, hold) {
      held.add(name)
      await hold()
      held.delete(name)
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  }
}
const fail = (error: unknown) => {
  throw error
}

it('counts as left behind what a window that is gone was typing, and what an earlier version kept under one key', async () => {
  const locks = createLocks()
  const open = (id: string, database = 'planner-live') =>
    openDraftWindow({ database, id, locks, onError: fail })
  const [mine, other, gone] = [open('A'), open('B'), open('C')]
  gone.close()
  await Promise.resolve()
  await Promise.resolve()
  const keys = ['new', 'w1', ...[mine, other, gone].flatMap((each) => [each.keyOf('new'), each.keyOf('w1')])]
  expect(await mine.orphansOf(keys)).toEqual(['new', 'w1', gone.keyOf('new'), gone.keyOf('w1')])
  expect(await other.orphansOf([mine.keyOf('w1')])).toEqual([])
  // The same id in the other workspace is another window's.
  expect(await open('D', 'planner-training').orphansOf([other.keyOf('w1')])).toEqual([other.keyOf('w1')])
  expect([workflowOfKey('w1'), workflowOfKey(mine.keyOf('w1'))]).toEqual(['w1', 'w1'])
})

it('offers everything but its own where the browser has no locks', async () => {
  const mine = openDraftWindow({ database: 'planner-live', id: 'A', locks: null, onError: fail })
  expect(await mine.orphansOf(['new:B', mine.keyOf('new')])).toEqual(['new:B'])
})
