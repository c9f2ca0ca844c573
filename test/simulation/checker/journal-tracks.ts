import type { JournalRecord, RecordOf } from '../../../electron/host/sync/core/journal/journal-record.ts'
import type { Operation } from '../../../electron/host/sync/core/lane/lane.ts'
import { type ModelCatena, truthOf } from '../../doubles/catena/model-catena.ts'
import type { VirtualClock } from '../../doubles/virtual-clock.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { EvidenceCheck, UncertainAttempt } from './evidence-check.ts'

/** The state of one workflow by its journal records so far. */
export interface Track extends UncertainAttempt {
  readonly phase: 'free' | 'open' | 'uncertain' | 'accepted'
}

/** Follows the journal of each workflow, and accuses when a record contradicts the records before it. */
export interface JournalTracks {
  durable(record: JournalRecord): void
  /** Only `kept` is left of the journal. */
  lost(kept: readonly JournalRecord[]): void
  /** Catena refused a write with this source id. */
  refused(sourceId: string): void
  /** The track of the workflow that has this source id. */
  ofSource(sourceId: string): Track | undefined
  /** The workflow that has this source id. */
  workflowOf(sourceId: string): string | undefined
  sourcesOf(workflowId: string): ReadonlySet<string> | undefined
  /** The newest pending change that is in the journal; 0 = none. */
  changeOf(workflowId: string): number
  isAccepted(operationId: string): boolean
  /** True when lost bytes of the journal held all of the workflow, and nothing of it was written since. */
  isLost(workflowId: string): boolean
  /** The journal belongs to another install from now on. */
  cloned(): void
  /** True when nothing that was tried since the journal was damaged, or changed its install, has succeeded. */
  isOpenSinceDamage(workflowId: string): boolean
}

interface WritableTrack extends Track {
  phase: Track['phase']
  operation: Operation | null
  /** Every connection on which the uncertain operation may be. */
  connectionIds: readonly string[]
  firstAttemptMs: number
  lastAttemptMs: number
  uncertainSince: number
  tries: number
  refusals: number
}

const FREEING: ReadonlySet<JournalRecord['type']> = new Set([
  'UNSENT',
  'REFUSED',
  'BLOCKED',
  'EVIDENCE',
  'DONE',
  'FAILED',
  'WITHDRAWN',
  'DISCARDED',
])
const PHASES: ReadonlyMap<string, Track['phase']> = new Map([
  ['sending', 'open'],
  ['uncertain', 'uncertain'],
  ['accepted', 'accepted'],
])

/** Creates the tracks of a journal that is empty. */
export function createJournalTracks(parts: {
  readonly clock: VirtualClock
  readonly catena: ModelCatena
  readonly ledger: Ledger
  readonly evidence: EvidenceCheck
}): JournalTracks {
  const { clock, catena, ledger, evidence } = parts
  const tracks = new Map<string, WritableTrack>()
  const journaled = new Map<string, number>()
  /** Workflows that were in the journal before bytes of it were lost. */
  const before = new Set<string>()
  /** Workflows without a success since the last damage, and whether a try was recorded since then. */
  const damaged = new Map<string, { isTried: boolean }>()
  const acceptedIds = new Set<string>()
  const sourcesOf = new Map<string, Set<string>>()
  const workflowOfSource = new Map<string, string>()

  function trackOf(workflowId: string): WritableTrack {
    let track = tracks.get(workflowId)
    if (track === undefined) {
      track = {
        phase: 'free',
        operation: null,
        connectionIds: [],
        firstAttemptMs: 0,
        lastAttemptMs: 0,
        uncertainSince: 0,
        tries: 0,
        refusals: 0,
      }
      tracks.set(workflowId, track)
    }
    return track
  }

  function ownSource(workflowId: string, sourceId: string): void {
    const mine = sourcesOf.get(workflowId) ?? new Set()
    sourcesOf.set(workflowId, mine.add(sourceId))
    workflowOfSource.set(sourceId, workflowId)
  }

  function durable(record: JournalRecord): void {
    if (!('workflowId' in record)) return
    const track = trackOf(record.workflowId)
    if (record.type === 'INTENT') {
      journaled.set(record.workflowId, Math.max(journaled.get(record.workflowId) ?? 0, record.seq))
      ownSource(record.workflowId, record.sourceId)
      return
    }
    switch (record.type) {
      case 'ATTEMPT':
        attempt(track, record)
        return
      case 'DONE': {
        // A workflow that was made elsewhere gets its lane by the first edit here.
        const made = catena.workflows.get(record.resourceId)
        if (made !== undefined) ownSource(record.workflowId, truthOf(made))
        if (damaged.get(record.workflowId)?.isTried === true) damaged.delete(record.workflowId)
        break
      }
      case 'ANSWER_LOST':
      case 'UNCERTAIN':
        if (record.type === 'UNCERTAIN') {
          remember(track, record.operation, record.possibleConnectionIds)
          track.firstAttemptMs = 0
          track.lastAttemptMs = 0
        }
        track.phase = 'uncertain'
        track.uncertainSince = clock.trueEpochMs()
        return
      case 'ACCEPTED':
        if (track.phase === 'uncertain' && record.via === 'answer') {
          ledger.accuse('I5', `${record.workflowId} left UNCERTAIN by an answer`)
        }
        if (catena.operation(record.operation.id) === undefined) {
          ledger.accuse('I8', `${record.workflowId} accepted an operation that does not exist`)
        }
        acceptedIds.add(record.operation.id)
        track.phase = 'accepted'
        return
      case 'REFUSED':
        if (!record.isLocal && track.refusals === 0) {
          ledger.accuse('I8', `${record.workflowId} is taken for refused, Catena never refused it`)
        }
        break
      case 'EVIDENCE':
        if (track.phase !== 'uncertain') break
        // It was decided before a newer uncertainty and changes no lane.
        if (record.firstServer < track.uncertainSince) return
        for (const connectionId of track.connectionIds) evidence.check(track, connectionId, record)
        break
      default:
    }
    if (FREEING.has(record.type)) track.phase = 'free'
    if (record.type === 'DONE' || record.type === 'FAILED' || record.type === 'REFUSED') track.tries = 0
  }

  /** Applies a record that is left after damage of the journal. */
  function remembered(record: JournalRecord): void {
    const workflowId = workflowIdOf(record)
    if (workflowId === null) return
    const track = trackOf(workflowId)
    if (record.type === 'INTENT') journaled.set(workflowId, record.seq)
    if (record.type === 'LANE') {
      const { phase, desired } = record.lane
      journaled.set(workflowId, desired.seq)
      track.phase = PHASES.get(phase.kind) ?? 'free'
      if ('operation' in phase)
        remember(track, phase.operation, phase.kind === 'uncertain' ? phase.possibleConnectionIds : [])
    } else if (record.type === 'ATTEMPT') {
      track.phase = 'open'
      remember(track, record.operation, [])
    } else if (record.type === 'ANSWER_LOST' || record.type === 'UNCERTAIN') {
      track.phase = 'uncertain'
      if (record.type === 'UNCERTAIN') remember(track, record.operation, record.possibleConnectionIds)
    } else if (record.type === 'ACCEPTED') track.phase = 'accepted'
    else if (FREEING.has(record.type)) track.phase = 'free'
  }

  function attempt(track: WritableTrack, record: RecordOf<'ATTEMPT'>): void {
    const { workflowId, operation } = record
    const since = damaged.get(workflowId)
    if (since !== undefined) since.isTried = true
    // Another record came first (a full disk wrote both at once). The attempt changes no lane, and nothing may leave.
    if (track.phase === 'uncertain' || track.phase === 'accepted') return
    if (track.phase === 'open') ledger.accuse('I2', `${workflowId} has two open attempts`)
    if (operation.kind === 'update' && operation.resourceId === null) {
      ledger.accuse('I6', `${workflowId} updates without a resource id`)
    }
    const isSame = track.operation?.sourceId === operation.sourceId && track.operation.kind === operation.kind
    if (!isSame || track.tries === 0) track.firstAttemptMs = clock.trueEpochMs()
    track.tries += 1
    track.lastAttemptMs = clock.trueEpochMs()
    remember(track, operation)
    track.phase = 'open'
    ownSource(workflowId, operation.sourceId)
  }

  return {
    durable,
    lost(kept) {
      for (const track of tracks.values()) {
        Object.assign(track, {
          phase: 'free',
          tries: 0,
          firstAttemptMs: 0,
          lastAttemptMs: 0,
          uncertainSince: 0,
        })
      }
      for (const workflowId of journaled.keys()) {
        before.add(workflowId)
        damaged.set(workflowId, { isTried: false })
      }
      journaled.clear()
      for (const record of kept) remembered(record)
    },
    refused(sourceId) {
      const workflowId = workflowOfSource.get(sourceId)
      if (workflowId !== undefined) trackOf(workflowId).refusals += 1
    },
    ofSource(sourceId) {
      const workflowId = workflowOfSource.get(sourceId)
      return workflowId === undefined ? undefined : tracks.get(workflowId)
    },
    workflowOf: (sourceId) => workflowOfSource.get(sourceId),
    sourcesOf: (workflowId) => sourcesOf.get(workflowId),
    changeOf: (workflowId) => journaled.get(workflowId) ?? 0,
    isAccepted: (operationId) => acceptedIds.has(operationId),
    cloned() {
      for (const workflowId of journaled.keys()) damaged.set(workflowId, { isTried: false })
    },
    isOpenSinceDamage: (workflowId) => damaged.has(workflowId),
    isLost: (workflowId) => before.has(workflowId) && !journaled.has(workflowId),
  }
}

function remember(
  track: WritableTrack,
  operation: Operation,
  possibleConnectionIds: readonly string[] = [],
): void {
  track.operation = operation
  track.connectionIds = [operation.connectionId, ...possibleConnectionIds]
}

/** The workflow that a record is about. */
export function workflowIdOf(record: JournalRecord): string | null {
  if (record.type === 'LANE') return record.lane.workflowId
  return 'workflowId' in record ? record.workflowId : null
}
