import { expect, it } from 'vitest'
import { firstThatFit } from '../../../../../electron/host/sync/tasks/remote-page.ts'

const of = (length: number): string => 'x'.repeat(length - 3) // two quotation marks and a comma

it.each<[string, (string | null)[], number[], number]>([
  ['all', [of(10), of(10)], [10, 10], 2],
  ['as many as fit', [of(60), of(30), of(30)], [60, 30], 2],
  ['none that fits nowhere', [of(101), of(10)], [10], 2],
  ['none that cannot be shown', [null, of(100), null, of(10)], [100], 3],
  ['nothing', [], [], 0],
])('puts %s into one answer', (_what, items, lengths, count) => {
  const first = firstThatFit(items, 100)
  expect(first.fitting.map((each) => each.length + 3)).toEqual(lengths)
  expect(first.count).toBe(count)
})
