import { describe, expect, it } from 'vitest'
import { createHostClient } from '../../../renderer/host-client/host-client.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

function clientOver(failure: TypedError) {
  const tries: (() => void)[] = []
  let connects = 0
  const client = createHostClient({
    connect: async () => {
      connects += 1
      throw failure
    },
    schedule: (_delayMs, run) => {
      tries.push(run)
      return () => undefined
    },
    reportFault: () => undefined,
  })
  return { client, tries, connects: () => connects }
}

describe('the page’s pipe to the host', () => {
  it('is tried again while nobody answers', async () => {
    const { client, tries, connects } = clientOver(new TypedError('rpc.closed', 'nobody'))
    await expect(client.call('app.hello', {})).rejects.toMatchObject({ code: 'rpc.closed' })
    expect(client.hostChannel()).toBe('closed')
    tries[0]?.()
    expect(connects()).toBe(2)
  })

  it('says for good that this window belongs to an earlier start, and is not tried again', async () => {
    const { client, tries } = clientOver(new TypedError('rpc.refused', 'an earlier start'))
    const heard: string[] = []
    client.onHostChannel((hostChannel) => heard.push(hostChannel))
    await expect(client.call('app.hello', {})).rejects.toMatchObject({ code: 'rpc.refused' })
    expect([client.hostChannel(), heard, tries.length]).toEqual(['refused', ['refused'], 0])
  })
})
