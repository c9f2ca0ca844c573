import type { Random } from '../../electron/host/sync/core/ports.ts'

/** Reproducible random numbers: the same seed gives the same numbers on every computer (sfc32). */
export interface SeededRandom {
  /** A number in [0, 1). */
  readonly next: Random
  /** True with the given probability. Always draws a number, so that rates do not shift later draws. */
  chance(probability: number): boolean
  /** A number in [low, high). */
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  /** One of the items. @throws RangeError when there is none */
  pick<T>(items: readonly T[]): T
  /** An independent stream, so that one user of random numbers does not shift those of another. */
  fork(name: string): SeededRandom
}

/** @param seed any text or number; equal seeds give equal streams. */
export function createSeededRandom(seed: number | string): SeededRandom {
  const next = sfc32(String(seed))
  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick(items) {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    fork: (name) => createSeededRandom(`${seed}/${name}`),
  }
}

function sfc32(text: string): Random {
  let [a, b, c, d] = [hash(text, 1), hash(text, 2), hash(text, 3), 1]
  function next(): number {
    const t = (a + b + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return (t >>> 0) / 4_294_967_296
  }
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next()
  return next
}

function hash(text: string, salt: number): number {
  let value = 2_166_136_261 ^ salt
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 16_777_619)
  }
  return value | 0
}
