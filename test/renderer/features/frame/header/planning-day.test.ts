import { expect, it } from 'vitest'
import { planningDay } from '../../../../../renderer/features/frame/header/planning-day.ts'

const TODAY = '2026-11-26'

it.each([
  ['one day, that day', { kind: 'day', day: '2026-11-27' }, '2026-11-27'],
  ['days to come, the first', { kind: 'range', from: '2026-11-30', to: '2026-12-06' }, '2026-11-30'],
  ['days gone by, the first', { kind: 'range', from: '2026-11-16', to: '2026-11-20' }, '2026-11-16'],
  ['days with today among them, today', { kind: 'range', from: '2026-11-24', to: TODAY }, TODAY],
  ['all days, today', { kind: 'all' }, TODAY],
  ['no day at all, today', { kind: 'noDate' }, TODAY],
] as const)('a new workflow on a board of %s', (_words, scope, day) => {
  expect(planningDay(scope, TODAY)).toBe(day)
})
