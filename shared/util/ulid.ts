import { monotonicFactory } from 'ulid'

/** Characters of chance that one call of the system's generator gives: enough for 64 ids. */
const POOL = 1_024

/**
 * Fresh ULIDs, rising within one page. The system is asked for chance by the kilobyte: asking for each character costs
 * 0.1 ms an id, which an import of 10,000 pays 20,000 times.
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
