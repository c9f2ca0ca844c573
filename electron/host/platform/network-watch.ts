import { networkInterfaces } from 'node:os'

/** Node has no event for network changes. One poll takes about 50 µs. */
const POLL_MS = 500

/**
 * Calls `onChange` after a network interface or one of its addresses appeared or disappeared. @returns a function that
 * ends the watch.
 */
export function watchNetwork(onChange: () => void, read: () => string = describeInterfaces): () => void {
  let before = read()
  const timer = setInterval(() => {
    const now = read()
    if (now === before) return
    before = now
    onChange()
  }, POLL_MS)
  timer.unref()
  return () => clearInterval(timer)
}

function describeInterfaces(): string {
  const entries = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? []).filter((address) => !address.internal).map((address) => `${name} ${address.cidr}`),
  )
  return entries.sort().join('\n')
}
