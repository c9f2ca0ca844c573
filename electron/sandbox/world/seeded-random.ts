/** Reproducible random numbers: the same state gives the same numbers. */
export interface SeededRandom {
  /** A number in [0, 1). */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number
  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(from: readonly T[]): T
  /** A version 4 UUID. */
  uuid(): string
  /** 32 bits with which {@link createSeededRandom} continues from here. */
  state(): number
}

/** Splitmix32, which is sufficient for delays and names. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed | 0

  function next(): number {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    mixed ^= mixed >>> 15
    return (mixed >>> 0) / 4_294_967_296
  }

  function integer(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1))
  }

  function pick<T>(from: readonly T[]): T {
    const picked = from[integer(0, from.length - 1)]
    if (picked === undefined) throw new RangeError('nothing to pick from')
    return picked
  }

  function uuid(): string {
    const hex = Array.from({ length: 32 }, () => integer(0, 15).toString(16))
    hex[12] = '4'
    hex[16] = (8 + integer(0, 3)).toString(16)
    const digits = hex.join('')
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      digits.slice(12, 16),
      digits.slice(16, 20),
      digits.slice(20),
    ].join('-')
  }

  return { next, integer, pick, uuid, state: () => state }
}
