import { describe, expect, it } from 'vitest'
import {
  afterFailure,
  type Breaker,
  beginTrial,
  CLOSED_BREAKER,
  confirmFailures,
  dropFailures,
  endTrial,
  FIRST_TRIAL_MS,
  hurryTrial,
  isHeldBack,
  LONGEST_TRIAL_MS,
  transitOf,
  trialAtMs,
} from '../../../../../../electron/host/sync/core/pace/circuit-breaker.ts'

const NEVER = Number.POSITIVE_INFINITY

function failed(breaker: Breaker, lanes: readonly string[], nowMs: number): Breaker {
  return lanes.reduce((each, lane) => confirmFailures(afterFailure(each, lane), nowMs), breaker)
}

/** Open since `0`; the first trial is due at {@link FIRST_TRIAL_MS}. */
const OPEN = failed(CLOSED_BREAKER, ['a', 'b', 'c'], 0)

describe('[B1] the circuit breaker', () => {
  it('opens after three failures in a row, and not before', () => {
    expect(isHeldBack(failed(CLOSED_BREAKER, ['a', 'b'], 0), 'd')).toBe(false)
    expect(isHeldBack(OPEN, 'd')).toBe(true)
  })

  it('does not count failures before Catena has answered a read after them', () => {
    const three = ['a', 'b', 'c'].reduce(afterFailure, CLOSED_BREAKER)
    expect(isHeldBack(three, 'd')).toBe(false)
    expect(isHeldBack(confirmFailures(three, 0), 'd')).toBe(true)
  })

  it('forgets failures that came while the line went down, and keeps those that were confirmed', () => {
    const three = ['a', 'b', 'c'].reduce(afterFailure, CLOSED_BREAKER)
    expect(dropFailures(three)).toBe(CLOSED_BREAKER)
    const oneOfTwo = dropFailures(afterFailure(failed(CLOSED_BREAKER, ['a'], 0), 'b'))
    expect([oneOfTwo.failures, oneOfTwo.unconfirmed]).toEqual([1, 0])
  })

  it('lets one trial through after half a minute, and no other before that one has ended', () => {
    expect(trialAtMs(OPEN, 'd')).toBe(FIRST_TRIAL_MS)
    const trying = beginTrial(OPEN, 'd')
    expect([trialAtMs(trying, 'e'), isHeldBack(trying, 'd'), isHeldBack(trying, 'e')]).toEqual([
      NEVER,
      false,
      true,
    ])
    expect(trialAtMs(endTrial(trying, 'd'), 'e')).toBe(FIRST_TRIAL_MS) // it ended without a write
  })

  it('waits twice as long after each trial that fails, up to ten minutes', () => {
    let breaker = OPEN
    const waits: number[] = []
    for (let trial = 0; trial < 6; trial += 1) {
      const now = trialAtMs(breaker, 'd')
      breaker = confirmFailures(afterFailure(beginTrial(breaker, 'd'), 'd'), now)
      waits.push((trialAtMs(breaker, 'd') - now) / 1000)
    }
    expect(waits).toEqual([60, 120, 240, 480, 600, 600])
    expect(LONGEST_TRIAL_MS).toBe(600_000)
  })

  it('does not wait longer for a trial that failed because the line went down', () => {
    const lost = afterFailure(beginTrial(OPEN, 'd'), 'd')
    expect(trialAtMs(lost, 'd')).toBe(NEVER)
    expect(trialAtMs(dropFailures(lost), 'd')).toBe(FIRST_TRIAL_MS)
  })

  it('takes no notice of failures of writes that were on their way when it opened', () => {
    expect(confirmFailures(afterFailure(OPEN, 'x'), 5_000).trial).toEqual(OPEN.trial)
  })

  it('tries another lane at once while all failures are of one lane', () => {
    const one = failed(CLOSED_BREAKER, ['a', 'a', 'a'], 0)
    expect(trialAtMs(one, 'a')).toBe(FIRST_TRIAL_MS)
    expect(trialAtMs(one, 'b')).toBe(Number.NEGATIVE_INFINITY)
    const both = confirmFailures(afterFailure(beginTrial(one, 'b'), 'b'), 0)
    expect(trialAtMs(both, 'c')).toBe(2 * FIRST_TRIAL_MS)
  })

  it('tries at once when the dispatcher says so, still one at a time', () => {
    const now = hurryTrial(OPEN, 1_000)
    expect(trialAtMs(now, 'd')).toBe(1_000)
    expect(trialAtMs(hurryTrial(beginTrial(now, 'd'), 1_001), 'e')).toBe(NEVER)
  })

  it('takes every answer in Catena’s shape for a write that arrived', () => {
    expect(transitOf({ kind: 'unauthorized' })).toBe('well')
    expect(transitOf({ kind: 'rateLimited', retryAfterMs: 0 })).toBe('well')
    expect(transitOf({ kind: 'blocked', status: 403, message: '' })).toBe('well')
    expect(transitOf({ kind: 'refused', message: '', fieldErrors: [] })).toBe('well')
    expect(transitOf({ kind: 'unsent', reason: '' })).toBe('failed')
    expect(transitOf({ kind: 'uncertain', reason: '' })).toBe('failed')
  })
})
