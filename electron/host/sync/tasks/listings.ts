import type { WireOperation, WireWorkflow } from '../../../catena/wire.ts'
import { marksLearned } from '../core/evidence/learned.ts'
import type { Window } from '../core/evidence/listing-windows.ts'
import {
  type Identity,
  identityOf,
  type Sighting,
  sightingOf,
  sightingOfProduct,
} from '../core/evidence/recognise.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Lane, WireOperationKind } from '../core/lane/lane.ts'
import type { Clock, ReadOutcome } from '../core/ports.ts'
import { sureIdentityOfCreate } from '../core/steps/on-listed-operation.ts'
import { wireTimeMs } from '../core/time/wire-time.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import type { Answered } from './answers.ts'

/** Reads while the gate is open, for the lanes that the listing is for. */
export type ReadList = <T>(call: (token: string) => Promise<ReadOutcome<T>>) => Promise<Answered<T> | null>

/** A complete listing. Each item carries the connection that was listed, also where Catena does not give it back. */
export interface WholeListing<T> {
  readonly kind: 'whole'
  readonly items: readonly T[]
  /** The `Date` of each answer; `null` when it is missing or not believed. */
  readonly dates: readonly (number | null)[]
}

/** `note`: why the answer is of no use, for the screen; `null` when no answer came. */
export type Listing<T> = WholeListing<T> | { readonly kind: 'none'; readonly note: string | null }

/** Lists the operations of one kind on a connection, one window after the other. Never filtered by source id [N1]. */
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

/** Lists the workflows of a connection, one window after the other. */
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

/** An operation that is known to be ours, and the ids by which it could be recognised. */
export interface OwnOperation {
  readonly seen: WireOperation
  readonly identity: Identity
}

/** The listed creates whose operation ids are known. They also tell when Catena gives back no mark any more. */
export function ownOperations(core: EngineCore, listed: readonly WireOperation[]): OwnOperation[] {
  if (listed.length === 0) return []
  const byId = new Map(listed.map((each) => [each.id, each]))
  const own: OwnOperation[] = []
  for (const lane of core.state.lanes.values()) {
    for (const id of lane.knownOperationIds) {
      const seen = byId.get(id)
      const identity = seen === undefined ? null : identityOfKnown(lane, seen)
      if (seen !== undefined && identity !== null) own.push({ seen, identity })
    }
  }
  return own
}

/**
 * @returns `null` for a duplicate and for a create of an earlier generation: the ids under which it was sent are not
 * kept.
 */
function identityOfKnown(lane: Lane, seen: WireOperation): Identity | null {
  const { phase, remote } = lane
  if (phase.kind === 'accepted' && phase.operation.kind === 'create') {
    return phase.operationId === seen.id ? sureIdentityOfCreate(lane, phase) : null
  }
  // The stops may have been edited after the create.
  return remote !== null && seen.resource_id === remote.resourceId ? identityOf([lane.sourceId]) : null
}

/**
 * What a listing of creates teaches about the marks that Catena gives back on a connection [N3]. The newest operation
 * counts.
 */
export function markRecords(
  core: Pick<EngineCore, 'learned'> & { readonly parts: { readonly clock: Pick<Clock, 'wallMs'> } },
  connectionId: string,
  listed: readonly WireOperation[],
  own: readonly OwnOperation[],
  server: number | null,
): JournalRecord[] {
  const ofProduct = listed.flatMap((seen) => dated(seen, sightingOfProduct(seen)))
  const ofOwn = own.flatMap(({ seen, identity }) => dated(seen, sightingOf(seen, identity)))
  const sightings = [...ofProduct, ...ofOwn].sort((a, b) => a.atMs - b.atMs).map((each) => each.sighting)
  const change = marksLearned(core.learned(connectionId), sightings, server)
  if (change === null) return []
  return [{ v: 2, at: core.parts.clock.wallMs(), type: 'LEARNED', connectionId, change }]
}

function dated(seen: WireOperation, sighting: Sighting | null) {
  return sighting === null ? [] : [{ sighting, atMs: wireTimeMs(seen.created_at) ?? 0 }]
}
