import { describe, expect, it } from 'vitest'
import {
  assigneeMatches,
  createAssigneeSearch,
  exactMatch,
} from '../../../renderer/components/search/assignee-search.ts'
import { type AssigneeChoice, assigneeChoices } from '../../../renderer/planning/assignee-choice.ts'
import type { Connection, Driver } from '../../../shared/model/reference.ts'
import { english } from '../../doubles/english.ts'
import { CONNECTION, choiceOf, recordOf } from './workflow-row-fixture.ts'

const OTHER = '00000000-0000-4000-8000-000000000002'

function connectionOf(id: string, description: string): Connection {
  return { id, description, fleetId: null, tspId: null, sourceName: null, status: 'active' }
}

const CONNECTIONS = [connectionOf(CONNECTION, 'Norte'), connectionOf(OTHER, 'Harbour')]

function driverOf(connectionId: string | null, name: string, isActive = true): Driver {
  const id = `${connectionId}-${name}`
  return { id, connectionId, sourceId: 'drv-1', name, employeeNumber: null, phoneNumber: null, isActive }
}

describe('drivers for many workflows', () => {
  const drivers = [driverOf(CONNECTION, 'Ana'), driverOf(OTHER, 'Ben'), driverOf(null, 'Cy')]

  it('are those of the chosen connections and of none', () => {
    const names = assigneeChoices(drivers, [recordOf('a')], CONNECTIONS, english).map((each) => each.name)
    expect(names.sort()).toEqual(['Ana', 'Cy'])
  })

  it('stay two people where two connections give them one id, and say of which they are', () => {
    const records = [recordOf('a'), recordOf('b', { connectionId: OTHER })]
    const choices = assigneeChoices(drivers, records, CONNECTIONS, english)
    expect(choices.map(({ name, detail }) => [name, detail])).toEqual([
      ['Cy', 'any connection'],
      ['Ben', 'Harbour'],
      ['Ana', 'Norte'],
    ])
    expect(new Set(choices.map((each) => each.key)).size).toBe(3)
  })

  it('say nothing of the connection where there is one only', () => {
    const [only] = assigneeChoices(drivers.slice(0, 2), [recordOf('a')], CONNECTIONS, english)
    expect(only?.detail).toBe('')
  })
})

describe('a typed driver', () => {
  const searchIn = (choices: readonly AssigneeChoice[]) => {
    const search = createAssigneeSearch(choices)
    return (text: string) => assigneeMatches(search, choices, text)
  }
  const ana = choiceOf()
  const lena = choiceOf({ key: '2', sourceId: 'drv-2', name: 'Léna Moreno' })
  const found = searchIn([ana, lena])

  it('is found by a few letters, without accents, and is meant when it is the only one', () => {
    expect(exactMatch(found('lena'), 'lena')).toBe(lena)
    expect(found('moreno')).toHaveLength(2)
    expect(exactMatch(found('moreno'), 'moreno')).toBeNull()
  })

  it('is nobody when the text fits nobody or is empty', () => {
    expect(found('zzqq')).toEqual([])
    expect(exactMatch(found('zzqq'), 'zzqq')).toBeNull()
    expect(exactMatch([ana], ' ')).toBeNull()
  })

  it('is not guessed between two of one name', () => {
    const duplicate = choiceOf({ key: '3', connectionId: OTHER })
    const both = searchIn([ana, duplicate])
    expect(both('Ana Moreno')).toEqual([ana, duplicate])
    expect(exactMatch(both('ana moreno'), 'ana moreno')).toBeNull()
  })
})
