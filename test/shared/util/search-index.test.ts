import { describe, expect, it } from 'vitest'
import { createSearchIndex, foldText, searchTextOf } from '../../../shared/util/search-index.ts'

interface Row {
  readonly parts: readonly (string | null)[]
}
const textOf = (row: Row): string => searchTextOf(row.parts)
const rowOf = (...parts: (string | null)[]): Row => ({ parts })

describe('createSearchIndex', () => {
  it('finds whatever the case and the accents, all words together, in order', () => {
    const [a, b] = [rowOf('Früh', 'North', null, 'Müller, back gate'), rowOf('Spät', 'South', 'Müller, back')]
    const index = createSearchIndex(textOf)
    const find = (query: string) => index.search([a, b], query)
    expect(find('')).toEqual([a, b])
    expect(find('FRUH')).toEqual([a])
    expect(find('muller back')).toEqual([a, b])
    expect(find('muller south')).toEqual([b])
    expect(find('muller nowhere')).toEqual([])
  })

  it('does not find what runs over the end of a field or of a row', () => {
    const index = createSearchIndex(textOf)
    expect(index.search([rowOf('ab', 'cd'), rowOf('ef')], 'bc')).toEqual([])
    expect(index.search([rowOf('ab', 'cd'), rowOf('ef')], 'de')).toEqual([])
  })

  it('gives what a plain filter gives, over many blocks and after changes anywhere', () => {
    const rows = Array.from({ length: 1_500 }, (_, at) => rowOf(`R${at}`, at % 3 === 0 ? 'North' : 'Łódź'))
    const index = createSearchIndex(textOf)
    for (const changed of [null, 700, 3, 1_499]) {
      if (changed !== null) rows[changed] = rowOf('R77 changed', 'North')
      const now = [...rows]
      for (const query of ['r7', 'r77', 'lodz', 'north', 'r1499', 'changed', 'x']) {
        const plain = now.filter(({ parts }) => parts.some((each) => foldText(each ?? '').includes(query)))
        expect(index.search(now, query)).toEqual(plain)
      }
    }
  })

  it('keeps up with rows that come first, go, and stand in another order', () => {
    const rows = Array.from({ length: 1_200 }, (_, at) => rowOf(`R${at}`))
    const index = createSearchIndex(textOf)
    expect(index.search(rows, 'r1199')).toEqual([rows[1_199]])
    const newer = rowOf('R1199 again')
    expect(index.search([newer, ...rows.slice(5)], 'r1199')).toEqual([newer, rows[1_199]])
    expect(index.search([...rows].reverse(), 'r0')).toEqual([rows[0]])
  })
})
