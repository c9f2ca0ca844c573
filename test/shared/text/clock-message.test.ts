import { expect, test } from 'vitest'
import { clockMessage } from '../../../shared/text/clock-message.ts'
import { en } from '../../../shared/text/en/en.ts'
import { createTexts } from '../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

test.each([
  [12 * MINUTE, "This computer's clock is 12 min fast"],
  [-12 * MINUTE, "This computer's clock is 12 min slow"],
  [2 * MINUTE + 1, "This computer's clock is 2 min fast"],
  [61 * MINUTE, "This computer's clock is 61 min fast"],
  [-5 * HOUR, "This computer's clock is 5 h slow"],
  [47 * HOUR, "This computer's clock is 47 h fast"],
  [3 * DAY, "This computer's clock is 3 days fast"],
  [-3 * DAY, "This computer's clock is 3 days slow"],
])('a clock that is %i ms ahead: %s', (aheadMs, message) => {
  expect(clockMessage(aheadMs, t)).toBe(message)
})

test.each([null, 0, 2 * MINUTE, -2 * MINUTE])('nothing is said of a difference of %s', (aheadMs) => {
  expect(clockMessage(aheadMs, t)).toBeNull()
})
