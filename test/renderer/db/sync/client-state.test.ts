import { describe, expect, it } from 'vitest'
import {
  createSyncClientState,
  type SyncClientEvent,
  type SyncClientState,
} from '../../../../renderer/db/sync/client-state.ts'

const PROBLEM = { code: 'storage.failed', message: 'full' }

/** The states after each of some events. */
function statesAfter(...events: readonly SyncClientEvent[]): readonly SyncClientState['kind'][] {
  const state = createSyncClientState()
  return events.map((event) => {
    state.on(event, event === 'failed' ? PROBLEM : null)
    return state.current().kind
  })
}

describe('the state of a sync client', () => {
  it('goes from the lock over a closed host channel to following', () => {
    expect(statesAfter('lockRequested', 'channelClosed', 'turnBegun', 'turnFinished')).toEqual([
      'standby',
      'waiting',
      'working',
      'following',
    ])
  })

  it('stays waiting when a turn finishes after the host channel closed', () => {
    expect(statesAfter('turnBegun', 'channelClosed', 'turnFinished')).toEqual([
      'working',
      'waiting',
      'waiting',
    ])
  })

  it('leaves a failure with the next turn', () => {
    expect(statesAfter('turnBegun', 'failed', 'turnBegun')).toEqual(['working', 'failed', 'working'])
  })

  it('never leaves closed', () => {
    expect(statesAfter('closed', 'turnBegun', 'failed', 'channelClosed')).toEqual(
      Array.from({ length: 4 }, () => 'closed'),
    )
  })

  it('tells its listeners of changes alone, and of a failure for another reason', () => {
    const state = createSyncClientState()
    const heard: string[] = []
    const end = state.subscribe(() => heard.push(state.current().problem?.code ?? state.current().kind))
    state.on('turnBegun')
    state.on('turnBegun')
    state.on('failed', PROBLEM)
    state.on('failed', PROBLEM)
    state.on('failed', { ...PROBLEM, code: 'sync.notAcknowledged' })
    end()
    state.on('turnBegun')
    expect(heard).toEqual(['working', 'storage.failed', 'sync.notAcknowledged'])
  })
})
