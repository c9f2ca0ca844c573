import { describe, expect, it } from 'vitest'
import { createPollGroups } from '../../../../../electron/host/sync/tasks/poll-groups.ts'

const CREATE = { kind: 'create', connectionId: 'c1' } as const
const UPDATE = { kind: 'update', connectionId: 'c1' } as const
const ids = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`)
const isFree = () => true

/** Groups that rest for a second, with so many accepted operations on one connection. */
function groupsOf(count: number, operation: typeof CREATE | typeof UPDATE = UPDATE) {
  const groups = createPollGroups(1_000)
  for (const id of ids(count)) groups.track(id, operation)
  return groups
}

describe('[P11] the turn of an accepted operation', () => {
  it('[N1] of a create is by a listing, also of a single one: it shows duplicates and our marks', () => {
    expect(groupsOf(1, CREATE).turn(CREATE, isFree, 0)).toEqual({ kind: 'together', ids: ids(1) })
  })

  it('of an update is alone up to three on a connection, together from the fourth', () => {
    expect(groupsOf(3).turn(UPDATE, isFree, 0)).toEqual({ kind: 'alone' })
    expect(groupsOf(4).turn(UPDATE, isFree, 0)).toEqual({ kind: 'together', ids: ids(4) })
  })

  it('does not count another kind, another connection, or a lane that is being worked on', () => {
    const groups = groupsOf(3)
    groups.track('create', CREATE)
    groups.track('elsewhere', { ...UPDATE, connectionId: 'c2' })
    expect(groups.turn(UPDATE, isFree, 0)).toEqual({ kind: 'alone' })
    expect(groupsOf(4).turn(UPDATE, (id) => id !== 'w0', 0)).toEqual({ kind: 'alone' })
  })

  it('comes later while the group rests, and together once it has', () => {
    const groups = groupsOf(4)
    groups.turn(UPDATE, isFree, 500)
    expect(groups.turn(UPDATE, isFree, 1_499)).toEqual({ kind: 'later', notBeforeMono: 1_500 })
    expect(groups.turn(UPDATE, isFree, 1_500)).toEqual({ kind: 'together', ids: ids(4) })
  })

  it('is that of the operation which a lane has now', () => {
    const groups = groupsOf(5)
    groups.track('w0', null)
    groups.track('w1', { ...UPDATE, connectionId: 'c2' })
    expect(groups.turn(UPDATE, isFree, 0)).toEqual({ kind: 'alone' })
  })
})
