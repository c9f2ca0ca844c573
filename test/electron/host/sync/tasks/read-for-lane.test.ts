import { describe, expect, it } from 'vitest'
import { type LaneReading, readForLane } from '../../../../../electron/host/sync/tasks/read-for-lane.ts'
import type { Account } from '../../../../../shared/model/status/sync-status.ts'
import { ACCOUNT, answerLost, attempt, intent, laneAfter, SERVER } from '../core/lane-fixtures.ts'

const lane = laneAfter([intent(), attempt(), answerLost])
const STRANGER: Account = { issuer: 'https://issuer', subject: 'somebody else' }

/** An engine in which `before` is signed in until the list is read, and `after` from then on. */
function readingAs(before: Account | null, after: Account | null) {
  let now = before
  const read: string[] = []
  const core: LaneReading = {
    parts: { tokens: { account: () => now } },
    link: {
      async read(label, call) {
        read.push(label)
        const outcome = await call('token')
        now = after
        return outcome.kind === 'ok' ? { kind: 'ok', value: outcome.value, server: SERVER } : null
      },
    },
  }
  const list = () =>
    readForLane(core, lane, 'look', async () => ({ kind: 'ok', value: [], serverDateMs: SERVER }) as const)
  return { list, read }
}

describe('[E1] a list that is read for a lane', () => {
  it('counts when the account of the lane is signed in before and after', async () => {
    const { list } = readingAs(ACCOUNT, ACCOUNT)
    expect(await list()).toEqual({ kind: 'ok', value: [], server: SERVER })
  })

  it.each([
    ['somebody else', STRANGER],
    ['nobody', null],
  ])('is not even asked for while %s is signed in', async (_who, account) => {
    const { list, read } = readingAs(account, ACCOUNT)
    expect(await list()).toBeNull()
    expect(read).toEqual([])
  })

  it('proves nothing when somebody else signed in while it was on its way', async () => {
    const { list } = readingAs(ACCOUNT, STRANGER)
    expect(await list()).toBeNull()
  })
})
