import { describe, expect, test } from 'vitest'
import { createSeededRandom } from '../../doubles/seeded-random.ts'
import { AS_BUILT, drawCharacter, drawTrait, parseCharacter, TRAIT_NAMES, TRAITS } from './character.ts'

const random = createSeededRandom('character')

describe('the character of the simulated Catena', () => {
  test('is the one the engine was built for when nothing is said', () => {
    expect(parseCharacter('', random)).toEqual(AS_BUILT)
  })

  test('is a preset with single traits changed, of which the last wins', () => {
    const text = 'asDocumented,payload=absent,payload=withoutIds'
    expect(parseCharacter(text, random)).toEqual({
      ...AS_BUILT,
      sourceId: 'nullThenTsp',
      payload: 'withoutIds',
    })
  })

  test('cannot have a trait or a value that there is not', () => {
    expect(() => parseCharacter('colour=red', random)).toThrow(RangeError)
    expect(() => parseCharacter('payload=red', random)).toThrow(RangeError)
    expect(() => parseCharacter('someone', random)).toThrow(RangeError)
  })

  test('is drawn the same for the same seed, and a trait that is added later changes no other', () => {
    const drawn = parseCharacter('drawn', createSeededRandom(7).fork('character'))
    expect(drawn).toEqual(drawCharacter(createSeededRandom(7).fork('character')))
    expect(drawn.payload).toBe(drawTrait(createSeededRandom(7).fork('character').fork('payload'), 'payload'))
  })

  test('has every value of every trait among a hundred seeds', () => {
    const seeds = Array.from({ length: 100 }, (_each, seed) => drawCharacter(createSeededRandom(seed)))
    for (const trait of TRAIT_NAMES) {
      expect(new Set(seeds.map((each) => each[trait]))).toEqual(new Set(TRAITS[trait]))
    }
  })
})
