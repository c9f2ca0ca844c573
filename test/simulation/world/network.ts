import type { CatenaReader, WriteTransport } from '../../../electron/host/sync/core/ports.ts'
import type { Life } from '../../doubles/virtual-clock.ts'
import { createNetworkCondition, type Latency, type NetworkCondition } from './network-condition.ts'
import { createReads, type ReadParts } from './network-reads.ts'
import { createWrites, type WriteParts } from './network-writes.ts'

/** The network between the computer and Catena, with its faults. */
export interface SimulatedNetwork extends Omit<NetworkCondition, 'hits' | 'oneWay'> {
  viewFor(life: Life): { write: WriteTransport; reader: CatenaReader }
}

/** What the network works with. */
export interface NetworkParts extends WriteParts, ReadParts {
  readonly latency: Latency
}

/** Creates a network that is up. */
export function createSimulatedNetwork(parts: NetworkParts): SimulatedNetwork {
  const condition = createNetworkCondition(parts)
  const writeFor = createWrites(parts, condition)
  const readerFor = createReads(parts, condition)
  return Object.assign(condition, {
    viewFor: (life: Life) => ({ write: writeFor(life), reader: readerFor(life) }),
  })
}
