import { expect, test } from 'vitest'
import { createClockCheck } from '../../../../electron/host/platform/clock-check.ts'

const NOW = Date.UTC(2026, 10, 24, 6)
const MINUTE = 60_000

test('the difference is that of the last answer, and a change of the message is told once', () => {
  let wall = NOW
  let told = 0
  const check = createClockCheck({ wallMs: () => wall })
  const stop = check.onChange(() => {
    told += 1
  })
  expect(check.aheadMs()).toBeNull()
  check.observe(NOW)
  expect([check.aheadMs(), told]).toEqual([0, 0])
  wall = NOW + 12 * MINUTE
  check.observe(NOW)
  check.observe(NOW + 1_000)
  expect([check.aheadMs(), told]).toEqual([12 * MINUTE - 1_000, 1])
  check.observe(NOW + 12 * MINUTE)
  expect([check.aheadMs(), told]).toEqual([0, 2])
  stop()
  check.observe(NOW)
  expect(told).toBe(2)
})

test('a sleep between two answers is not taken for a wrong clock', () => {
  let wall = NOW
  const check = createClockCheck({ wallMs: () => wall })
  check.observe(NOW)
  wall = NOW + 8 * 60 * MINUTE
  expect(check.aheadMs()).toBe(0)
  check.observe(wall)
  expect(check.aheadMs()).toBe(0)
})
