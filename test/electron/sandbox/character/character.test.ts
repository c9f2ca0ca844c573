import { describe, expect, test } from 'vitest'
import {
  createCharacterSwitch,
  DEFAULT_CHARACTER,
  listCharacters,
  parseTrait,
  readLagMs,
  TRAITS,
} from '../../../../electron/sandbox/character/character.ts'

describe('the character', () => {
  test('has a sentence for each value of each trait, and a default among them', () => {
    const lines = listCharacters().split('\n')
    const pairs = Object.entries(TRAITS).flatMap(([name, values]) =>
      Object.keys(values).map((value) => `${name}=${value}`),
    )
    expect(lines).toHaveLength(pairs.length)
    for (const pair of pairs) expect(lines.some((line) => line.slice(2).startsWith(`${pair} `))).toBe(true)
    expect(lines.filter((line) => line.startsWith('*'))).toHaveLength(Object.keys(TRAITS).length)
    for (const line of lines) expect(line).toMatch(/\.$/)
  })

  test('is read from trait=value, and a lag from a number of milliseconds too', () => {
    expect(parseTrait('sourceId=nullThenTsp')).toEqual({ sourceId: 'nullThenTsp' })
    expect(parseTrait('occurredAt=null')).toEqual({ occurredAt: 'null' })
    expect(parseTrait('readLag=minutes')).toEqual({ readLag: 'minutes' })
    expect(parseTrait('readLag=90000')).toEqual({ readLag: 90_000 })
    expect(readLagMs({ ...DEFAULT_CHARACTER, readLag: 'minutes' })).toBe(600_000)
  })

  test.each(['mood=bad', 'sourceId=theirs', 'sourceId', 'readLag=-1', '__proto__=x', 'toString=x'])(
    'refuses %s and says what there is',
    (text) => {
      expect(() => parseTrait(text)).toThrow(RangeError)
    },
  )

  test('keeps the other traits when some are switched, and goes back to the start', () => {
    const character = createCharacterSwitch({ payload: 'absent' })
    character.set({ writes: 'down' })
    expect(character.traits()).toEqual({ ...DEFAULT_CHARACTER, payload: 'absent', writes: 'down' })
    character.reset()
    expect(character.traits()).toEqual({ ...DEFAULT_CHARACTER, payload: 'absent' })
  })

  test('has a wrong Date once after a start and once after a switch', () => {
    const character = createCharacterSwitch({ firstDate: 'dayAhead' })
    expect([character.takeDateSkewMs(), character.takeDateSkewMs()]).toEqual([86_400_000, 0])
    character.set({ firstDate: 'dayBehind' })
    expect([character.takeDateSkewMs(), character.takeDateSkewMs()]).toEqual([-86_400_000, 0])
    character.set({ firstDate: 'right' })
    expect(character.takeDateSkewMs()).toBe(0)
  })
})
