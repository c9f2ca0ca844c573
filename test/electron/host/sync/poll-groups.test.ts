import { describe, expect, it } from 'vitest'
import { createPollGroups } from '../../../../electron/host/sync/poll-groups.ts'

const CREATE = { kind: 'create', connectionId: 'c1' } as const
const ids = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`)
const isFree = () => true

/** Groups that rest for a second, with so many accepted creates on one connection. */
function groupsOf(count: number) {
  const groups = createPollGroups(1_000)
  for (const id of ids(count)) groups.track(id, CREATE)
  return groups
}

describe('[P11] the turn of an accepted operation', () => {
  it('is alone up to three of a kind on a connection, together from the fourth', () => {
    expect(groupsOf(3).turn(CREATE, isFree, 0)).toEqual({ kind: 'alone' })
    expect(groupsOf(4).turn(CREATE, isFree, 0)).toEqual({ kind: 'together', ids: ids(4) })
  })

  it('does not count another kind, another connection, or a lane that is being worked on', () => {
    const groups = groupsOf(3)
    groups.track('update', { ...CREATE, kind: 'update' })
    groups.track('elsewhere', { ...CREATE, connectionId: 'c2' })
    expect(groups.turn(CREATE, isFree, 0)).toEqual({ kind: 'alone' })
    expect(groupsOf(4).turn(CREATE, (id) => id !== 'w0', 0)).toEqual({ kind: 'alone' })
  })

  it('comes later while the group rests, and together once it has', () => {
    const groups = groupsOf(4)
    groups.turn(CREATE, isFree, 500)
    expect(groups.turn(CREATE, isFree, 1_499)).toEqual({ kind: 'later', notBeforeMono: 1_500 })
    expect(groups.turn(CREATE, isFree, 1_500)).toEqual({ kind: 'together', ids: ids(4) })
  })

  it('is that of the operation which a lane has now', () => {
    const groups = groupsOf(5)
    groups.track('w0', null)
    groups.track('w1', { ...CREATE, connectionId: 'c2' })
    expect(groups.turn(CREATE, isFree, 0)).toEqual({ kind: 'alone' })
  })
})
