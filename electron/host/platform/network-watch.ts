import { networkInterfaces } from 'node:os'

/** Node has no event for a network that comes or goes; asking costs some 50 µs. */
const POLL_MS = 500

/** Calls `onChange` soon after a network interface or an address of it came or went. @returns a function that ends it. */
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
