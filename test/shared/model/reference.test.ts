import { describe, expect, it } from 'vitest'
import { assigneeName, referenceKey } from '../../../shared/model/reference.ts'

const fleet = [
  { connectionId: 'norte', sourceId: 'd100', name: 'Samuel Fuentes' },
  { connectionId: 'norte', sourceId: 'd7', name: 'Ana Moreno' },
  { connectionId: 'sur', sourceId: 'd7', name: 'Ida Osei' },
  { connectionId: null, sourceId: 'd9', name: '' },
]
const known = new Map(fleet.map((each) => [referenceKey(each.connectionId, each.sourceId), each]))

describe('what board and editor call a driver', () => {
  it('is the name in the list of the workflow’s connection', () => {
    expect(assigneeName(known, 'sur', 'd7')).toBe('Ida Osei')
    expect(assigneeName(known, 'sur', 'd100')).toBe('d100')
  })

  it('is the name in the only list that has the id, while no connection is chosen', () => {
    expect(assigneeName(known, null, 'd100')).toBe('Samuel Fuentes')
    expect(assigneeName(known, null, 'd7')).toBe('d7')
  })

  it('is the id when the list has no name for it, and nothing when there is nobody', () => {
    expect(assigneeName(known, 'norte', 'd9')).toBe('d9')
    expect(assigneeName(known, 'norte', null)).toBe('')
  })
})
