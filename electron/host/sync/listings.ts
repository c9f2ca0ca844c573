import type { WireOperation, WireWorkflow } from '../../../shared/catena/wire.ts'
import type { Window } from '../../../shared/sync/evidence.ts'
import type { JournalRecord } from '../../../shared/sync/journal-record.ts'
import type { WireOperationKind } from '../../../shared/sync/lane.ts'
import { marksLearned } from '../../../shared/sync/learned.ts'
import type { ReadOutcome } from '../../../shared/sync/ports.ts'
import { type Identity, sightingOf, sightingOfProduct } from '../../../shared/sync/recognise.ts'
import type { EngineCore } from './engine-core.ts'
import type { Answered } from './line.ts'

/** Reads through the gate, for the lanes that the listing is made for. */
export type ReadList = <T>(call: (token: string) => Promise<ReadOutcome<T>>) => Promise<Answered<T> | null>

/** A listing that came whole. Items carry the connection that was listed, whether Catena gives it back or not. */
export interface WholeListing<T> {
  readonly kind: 'whole'
  readonly items: readonly T[]
  /** The `Date` of each answer; `null` = missing or not believed. */
  readonly dates: readonly (number | null)[]
}

/** `note`: why what came is of no use, for the screen; `null` = nothing came. */
export type Listing<T> = WholeListing<T> | { readonly kind: 'none'; readonly note: string | null }

/** Lists the operations of one kind on a connection, window by window. Never filtered by source id [N1]. */
export function listOperations(
  core: EngineCore,
  read: ReadList,
  operation: WireOperationKind,
  connectionId: string,
  windows: readonly Window[],
): Promise<Listing<WireOperation>> {
  const { reader } = core.parts
  return listWindows(connectionId, windows, (window) =>
    read((token) => reader.listOperations({ connectionId, operation, ...window }, token)),
  )
}

/** Lists the workflows of a connection, window by window. */
export function listWorkflows(
  core: EngineCore,
  read: ReadList,
  connectionId: string,
  windows: readonly Window[],
): Promise<Listing<WireWorkflow>> {
  const { reader } = core.parts
  return listWindows(connectionId, windows, (window) =>
    read((token) => reader.listWorkflows({ connectionId, ...window }, token)),
  )
}

async function listWindows<T>(
  connectionId: string,
  windows: readonly Window[],
  list: (window: Window) => Promise<Answered<readonly T[]> | null>,
): Promise<Listing<T>> {
  const items: T[] = []
  const dates: (number | null)[] = []
  for (const window of windows) {
    const listed = await list(window)
    if (listed === null) return { kind: 'none', note: null }
    if (listed.kind === 'unusable') return { kind: 'none', note: listed.reason }
    if (listed.kind === 'refused') return { kind: 'none', note: listed.message }
    for (const each of listed.value) items.push({ ...each, connection_id: connectionId })
    dates.push(listed.server)
  }
  return { kind: 'whole', items, dates }
}

/** An operation that is known to be ours, and what it could be recognised by. */
export interface OwnOperation {
  readonly seen: WireOperation
  readonly identity: Identity
}

/** What a listing of creates teaches about the marks that Catena gives back there [N3]. */
export function markRecords(
  core: EngineCore,
  connectionId: string,
  listed: readonly WireOperation[],
  own: readonly OwnOperation[],
  server: number | null,
): JournalRecord[] {
  const sightings = [
    ...listed.flatMap((each) => sightingOfProduct(each) ?? []),
    ...own.map(({ seen, identity }) => sightingOf(seen, identity)),
  ]
  const change = marksLearned(core.learned(connectionId), sightings, server)
  if (change === null) return []
  return [{ v: 1, at: core.parts.clock.wallMs(), type: 'LEARNED', connectionId, change }]
}
