import type { CatenaReader, WriteTransport } from '../../../electron/host/sync/core/ports.ts'
import type { Life } from '../../doubles/virtual-clock.ts'
import { createNetworkCondition, type Latency, type NetworkCondition } from './network-condition.ts'
import { createReads, type ReadParts } from './network-reads.ts'
import { createWrites, type WriteParts } from './network-writes.ts'

/** The line between the computer and Catena, with its faults. */
export interface SimulatedNetwork extends Omit<NetworkCondition, 'hits' | 'oneWay'> {
  viewFor(life: Life): { write: WriteTransport; reader: CatenaReader }
}

/** What the network is made of and over. */
export interface NetworkParts extends WriteParts, ReadParts {
  readonly latency: Latency
}

/** Creates a line that is up. */
export function createSimulatedNetwork(parts: NetworkParts): SimulatedNetwork {
  const line = createNetworkCondition(parts)
  const writeFor = createWrites(parts, line)
  const readerFor = createReads(parts, line)
  return Object.assign(line, {
    viewFor: (life: Life) => ({ write: writeFor(life), reader: readerFor(life) }),
  })
}
