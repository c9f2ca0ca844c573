import { monotonicFactory } from 'ulid'

/** Random characters from one call of the system's generator: enough for 64 ids. */
const POOL = 1_024

/**
 * Creates ULIDs that increase within one page. Random bytes are fetched by the kilobyte: one call for each character
 * costs 0.1 ms for each id, and an import of 10,000 workflows needs 20,000 ids.
 * @param fillRandom `crypto.getRandomValues`, bound.
 */
export function createMintId(
  nowMs: () => number,
  fillRandom: (bytes: Uint8Array<ArrayBuffer>) => void,
): () => string {
  const pool = new Uint8Array(POOL)
  let at = POOL
  function chance(): number {
    if (at >= POOL) {
      fillRandom(pool)
      at = 0
    }
    const byte = pool[at] ?? 0
    at += 1
    return byte / 256
  }
  const mint = monotonicFactory(chance)
  return () => mint(nowMs())
}
