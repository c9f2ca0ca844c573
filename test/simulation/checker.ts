import { createBody } from '../../shared/catena/plan-on-wire.ts'
import type { WorkflowSync } from '../../shared/model/sync-status.ts'
import type { JournalRecord, RecordOf } from '../../shared/sync/journal-record.ts'
import type { Operation } from '../../shared/sync/lane.ts'
import type { WriteRequest } from '../../shared/sync/ports.ts'
import type { SyncTimings } from '../../shared/sync/timings.ts'
import { type ModelCatena, type ModelOperation, type ModelWorkflow, OWNER } from '../doubles/model-catena.ts'
import { START_EPOCH_MS, type VirtualClock } from '../doubles/virtual-clock.ts'
import type { DeskRow } from './desk.ts'
import type { Ledger } from './ledger.ts'
import type { Listing, NetworkWatcher } from './network-watcher.ts'
import { TOKEN_MARK } from './tokens.ts'

/** Watches disk, line, Catena and screen, and accuses at the moment a rule of the protocol is broken. */
export interface Checker extends NetworkWatcher {
  durable(record: JournalRecord, text: string): void
  compacted(before: readonly JournalRecord[], after: readonly JournalRecord[]): void
  acknowledged(workflowId: string, seq: number): void
  status(status: WorkflowSync): void
  logged(text: string): void
  /** Of the journal only this is left: what was known of other attempts no longer binds the program, what it sent still does. */
  journalLost(kept: readonly JournalRecord[]): void
  /** The statuses that a started program shows. */
  started(statuses: readonly WorkflowSync[]): void
  /** The last word, after the network was healthy long enough. */
  finish(rows: ReadonlyMap<string, DeskRow>, statuses: readonly WorkflowSync[]): void
}

/** What one workflow's journal has said so far. */
interface Track {
  phase: 'free' | 'open' | 'ambiguous' | 'accepted'
  operation: Operation | null
  /** Every connection on which the uncertain operation may be. */
  connectionIds: readonly string[]
  /** When the bytes of the first unproven attempt may have left, true time. */
  firstAttemptMs: number
  lastAttemptMs: number
  ambiguousSince: number
  tries: number
  refusals: number
}

const QUARTER_HOUR_MS = 15 * 60_000
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
  ['ambiguous', 'ambiguous'],
  ['accepted', 'accepted'],
])
const TERMINAL: ReadonlySet<string> = new Set([
  'done',
  'rejected',
  'failed',
  'blocked',
  'held',
  'withdrawn',
  'conflict',
])
/** Reasons that a healthy network leaves no room for. */
const EXCUSES_OF_THE_LINE: ReadonlySet<string> = new Set([
  'offline',
  'signInNeeded',
  'otherAccount',
  'rateLimited',
])

/** Creates a checker that has seen nothing. */
export function createChecker(parts: {
  readonly clock: VirtualClock
  readonly catena: ModelCatena
  readonly ledger: Ledger
  readonly timings: SyncTimings
}): Checker {
  const { clock, catena, ledger, timings } = parts
  const tracks = new Map<string, Track>()
  const acked = new Map<string, number>()
  const journaled = new Map<string, number>()
  const acceptedIds = new Set<string>()
  const sourcesOf = new Map<string, Set<string>>()
  const workflowOfSource = new Map<string, string>()
  const twinSources = new Set<string>()
  const readContents = new Map<string, Readonly<Record<string, unknown>>>()
  const lastState = new Map<string, string>()
  let listings: Listing[] = []

  function trackOf(workflowId: string): Track {
    let track = tracks.get(workflowId)
    if (track === undefined) {
      track = {
        phase: 'free',
        operation: null,
        connectionIds: [],
        firstAttemptMs: 0,
        lastAttemptMs: 0,
        ambiguousSince: 0,
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

  function durable(record: JournalRecord, text: string): void {
    ledger.note(`durable ${record.type} ${'workflowId' in record ? record.workflowId : ''}`)
    ledger.count('records')
    if (text.includes(TOKEN_MARK)) ledger.accuse('I10', `a token is in ${record.type}`)
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
      case 'AMBIG':
      case 'UNCERTAIN':
        if (record.type === 'UNCERTAIN') {
          remember(track, record.operation, record.elsewhere)
          track.firstAttemptMs = 0
          track.lastAttemptMs = 0
        }
        track.phase = 'ambiguous'
        track.ambiguousSince = clock.trueEpochMs()
        return
      case 'ACCEPTED':
        if (track.phase === 'ambiguous' && record.via === 'answer') {
          ledger.accuse('I5', `${record.workflowId} left AMBIGUOUS by an answer`)
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
        if (track.phase !== 'ambiguous') break
        // Decided before a newer doubt overtook it: it changes no lane.
        if (record.firstServer < track.ambiguousSince) return
        for (const connectionId of track.connectionIds) evidence(track, connectionId, record)
        break
      default:
    }
    if (FREEING.has(record.type)) track.phase = 'free'
    if (record.type === 'DONE' || record.type === 'FAILED' || record.type === 'REFUSED') track.tries = 0
  }

  /** What the program still knows after damage of its journal. */
  function remembered(record: JournalRecord): void {
    const workflowId = workflowIdOf(record)
    if (workflowId === null) return
    const track = trackOf(workflowId)
    if (record.type === 'INTENT') journaled.set(workflowId, record.seq)
    if (record.type === 'LANE') {
      const { phase, want } = record.lane
      journaled.set(workflowId, want.seq)
      track.phase = PHASES.get(phase.kind) ?? 'free'
      if ('operation' in phase)
        remember(track, phase.operation, phase.kind === 'ambiguous' ? phase.elsewhere : [])
    } else if (record.type === 'ATTEMPT') {
      track.phase = 'open'
      remember(track, record.operation, [])
    } else if (record.type === 'AMBIG' || record.type === 'UNCERTAIN') {
      track.phase = 'ambiguous'
      if (record.type === 'UNCERTAIN') remember(track, record.operation, record.elsewhere)
    } else if (record.type === 'ACCEPTED') track.phase = 'accepted'
    else if (FREEING.has(record.type)) track.phase = 'free'
  }

  function attempt(track: Track, record: RecordOf<'ATTEMPT'>): void {
    const { workflowId, operation } = record
    // Another record came first (a disk that was full took both at once): it changes no lane, and nothing may leave.
    if (track.phase === 'ambiguous' || track.phase === 'accepted') return
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

  /** I11: what was really listed since the attempt, compared with what evidence takes. */
  function evidence(track: Track, connectionId: string, record: RecordOf<'EVIDENCE'>): void {
    const { operation } = track
    if (operation === null) return
    const since = Math.max(track.lastAttemptMs, track.ambiguousSince - 1_000)
    const mine = listings.filter(
      (each) =>
        each.serverDateMs >= since &&
        each.subject === (operation.account ?? OWNER).subject &&
        each.connectionId === connectionId,
    )
    const firstFrom = track.lastAttemptMs + timings.Q - 1_000
    const first = mine.filter(
      (each) => each.serverDateMs >= firstFrom && each.serverDateMs <= record.firstServer + 30_000,
    )
    const second = mine.filter((each) => each.serverDateMs >= record.firstServer + timings.G - 1_000)
    const from = track.firstAttemptMs === 0 ? null : track.firstAttemptMs
    for (const [name, look] of [
      ['first', first],
      ['second', second],
    ] as const) {
      const ofOperations = look.filter(
        (each) =>
          each.what === 'operations' &&
          each.operation === operation.kind &&
          (each.sourceId === null || each.sourceId === operation.sourceId),
      )
      const ofWorkflows = look.filter((each) => each.what === 'workflows')
      if (!doesCover(ofOperations, from, track.lastAttemptMs)) {
        ledger.accuse('I11', `${record.workflowId}: the ${name} listing of operations is no evidence`)
      }
      if (operation.kind === 'create' && !doesCover(ofWorkflows, from, track.lastAttemptMs)) {
        ledger.accuse('I11', `${record.workflowId}: the ${name} listing of workflows is no evidence`)
      }
    }
    if (record.secondServer - record.firstServer < timings.G) {
      ledger.accuse('I11', `${record.workflowId}: the two listings are too close`)
    }
  }

  function writeLeft(request: WriteRequest, subject: string | null): void {
    const body: unknown = JSON.parse(request.body)
    const sourceId = sourceOf(body)
    const workflowId = workflowOfSource.get(sourceId)
    const track = workflowId === undefined ? undefined : tracks.get(workflowId)
    if (track?.phase === 'ambiguous') ledger.accuse('I3', `${sourceId} was sent again without proof`)
    else if (track?.phase === 'accepted') ledger.accuse('I7', `${sourceId} has two open operations`)
    else if (track?.phase !== 'open' || track.operation?.sourceId !== sourceId) {
      ledger.accuse('I1', `${request.method} of ${sourceId} left without a synced ATTEMPT`)
    }
    const owner = track?.operation?.account ?? OWNER
    if (subject !== null && subject !== owner.subject) {
      ledger.accuse('account', `${sourceId} of ${owner.subject} was sent as ${subject}`)
    }
    if (request.method === 'PATCH') {
      const id = decodeURIComponent(request.path.split('?')[0]?.split('/').at(-1) ?? '')
      const target = catena.workflows.get(id)
      if (target === undefined) ledger.accuse('I6', `PATCH of ${id}, which does not exist`)
      else if (track?.operation != null) overwritten(target, track.operation, body)
    }
  }

  /** P13: what another device wrote is not overwritten by an update that had it before its eyes and left it out of its base. */
  function overwritten(target: ModelWorkflow, operation: Operation, body: unknown): void {
    const read = readContents.get(target.id)
    if (read === undefined || operation.base === null || operation.intent === 'cancel') return
    const base = createBody(operation.base, operation.sourceId)
    for (const [field, values] of target.foreign) {
      const seen = canonical(read[field])
      if (!values.some((each) => canonical(each) === seen) || fieldOf(body, field) === undefined) continue
      if (canonical(fieldOf(base, field)) !== seen && canonical(fieldOf(body, field)) !== seen) {
        ledger.accuse('P13', `${field} of ${operation.sourceId} overwrites ${seen} of another device`)
      }
    }
  }

  function status(next: WorkflowSync): void {
    ledger.note(`status ${next.workflowId} ${next.state} ${next.reason?.code ?? ''}`)
    if (lastState.get(next.workflowId) !== next.state) {
      ledger.reached(next.state)
      if (next.duplicates.length > 0) ledger.reached('duplicate')
      lastState.set(next.workflowId, next.state)
    }
    if (holdsText(next, TOKEN_MARK)) ledger.accuse('I10', 'a token is on the screen')
    const known = next.operationId === null ? undefined : catena.operation(next.operationId)
    if (next.state === 'accepted' && (known === undefined || !acceptedIds.has(known.id))) {
      ledger.accuse('I9', `${next.workflowId} is shown as with Catena, which has no such operation`)
    }
    if (next.state === 'failed') {
      catena.settle()
      if (known !== undefined && !(known.isSettled && known.verdict.kind === 'failed')) {
        ledger.accuse('I8', `${next.workflowId} is shown as failed, its operation did not fail`)
      }
    }
    if (next.state === 'done' && next.resourceId !== null && !catena.workflows.has(next.resourceId)) {
      ledger.accuse('I9', `${next.workflowId} is shown as at the TSP, which does not have it`)
    }
  }

  function started(statuses: readonly WorkflowSync[]): void {
    const seqs = new Map(statuses.map((each) => [each.workflowId, each.seq]))
    for (const [workflowId, seq] of acked) {
      if ((seqs.get(workflowId) ?? 0) < seq) {
        ledger.accuse('I4', `${workflowId} seq ${seq} was acknowledged and is gone after a start`)
      }
    }
  }

  function finish(rows: ReadonlyMap<string, DeskRow>, statuses: readonly WorkflowSync[]): void {
    catena.settle()
    const byId = new Map(statuses.map((each) => [each.workflowId, each]))
    for (const row of rows.values()) finishOne(row, byId.get(row.workflowId))
    for (const workflowId of acked.keys()) {
      if (!rows.has(workflowId)) ledger.accuse('lost', `${workflowId} was acknowledged and is nowhere`)
    }
  }

  function finishOne(row: DeskRow, last: WorkflowSync | undefined): void {
    ledger.count('lanes')
    if (last === undefined || last.seq < row.seq) {
      ledger.accuse(
        'lost',
        `${row.workflowId} seq ${row.seq} is not with the host (${last?.seq ?? 'nothing'})`,
      )
      return
    }
    const sources = sourcesOf.get(row.workflowId) ?? new Set([row.sourceId])
    const isTwinned = [...sources].some((each) => twinSources.has(each))
    countDuplicates(row, sources, isTwinned)
    const reason = last.reason?.code ?? null
    if (reason === 'otherAccount' && row.isForStranger) {
      ledger.count('end:otherAccount')
      return
    }
    const isExcused = reason !== null && EXCUSES_OF_THE_LINE.has(reason)
    if (!TERMINAL.has(last.state) || last.isEditWaiting || (last.state === 'blocked' && isExcused)) {
      ledger.accuse('stuck', `${row.workflowId} is ${last.state}, ${reason ?? 'no reason'}`)
      return
    }
    if ((last.state === 'blocked' || last.state === 'held') && last.reason === null) {
      ledger.accuse('I12', `${row.workflowId} is ${last.state} and does not say why`)
    }
    ledger.count(`end:${last.state}`)
    if (!isTwinned) checkContent(row, last, sources)
  }

  function aliveOf(sources: ReadonlySet<string>): ModelWorkflow[] {
    return [...catena.workflows.values()].filter(
      (each) =>
        each.sourceId !== null && sources.has(each.sourceId) && each.content.workflow_status !== 'CANCELLED',
    )
  }

  function countDuplicates(row: DeskRow, sources: ReadonlySet<string>, isTwinned: boolean): void {
    let extra = Math.max(0, aliveOf(sources).length - 1)
    for (const sourceId of sources) {
      const creates = catena.operationsOf(sourceId).filter((each) => each.operation === 'create')
      ledger.count('creates', Math.min(1, creates.length))
      extra = Math.max(extra, creates.length - 1)
    }
    if (extra === 0) return
    ledger.count(isTwinned ? 'proxyTwins' : 'duplicates', extra)
    if (!isTwinned) ledger.accuse('duplicated', `${row.workflowId} was made ${extra + 1} times`)
  }

  function checkContent(row: DeskRow, last: WorkflowSync, sources: ReadonlySet<string>): void {
    const alive = aliveOf(sources)
    if (last.state === 'withdrawn') {
      if (alive.length > 0) ledger.accuse('wrong', `${row.workflowId} is withdrawn and exists at Catena`)
      return
    }
    if (last.state !== 'done') return
    if (row.intent === 'cancel' || row.plan.status === 'CANCELLED') {
      if (alive.length > 0) ledger.accuse('wrong', `${row.workflowId} was cancelled and is alive at Catena`)
      return
    }
    const [workflow] = alive
    if (workflow === undefined) {
      ledger.accuse('lost', `${row.workflowId} is shown as at the TSP and is not there`)
      return
    }
    const difference = firstDifference(row, workflow)
    if (difference !== null) ledger.accuse('wrong', `${row.workflowId}: ${difference}`)
  }

  return {
    durable,
    compacted(before, after) {
      const kept = new Set(after.map((each) => workflowIdOf(each)))
      for (const record of before) {
        const workflowId = workflowIdOf(record)
        if (workflowId !== null && !kept.has(workflowId) && lastState.get(workflowId) !== 'done') {
          ledger.accuse('I4', `compaction dropped ${workflowId}`)
        }
      }
      ledger.note(`compacted ${before.length} to ${after.length}`)
    },
    acknowledged(workflowId, seq) {
      acked.set(workflowId, Math.max(acked.get(workflowId) ?? 0, seq))
      if ((journaled.get(workflowId) ?? 0) < seq) {
        ledger.accuse('I4', `${workflowId} seq ${seq} was acknowledged before it was synced`)
      }
    },
    status,
    logged(text) {
      if (text.includes(TOKEN_MARK)) ledger.accuse('I10', 'a token is in the log')
    },
    journalLost(kept) {
      for (const track of tracks.values()) {
        Object.assign(track, {
          phase: 'free',
          tries: 0,
          firstAttemptMs: 0,
          lastAttemptMs: 0,
          ambiguousSince: 0,
        })
      }
      acked.clear()
      journaled.clear()
      for (const record of kept) remembered(record)
    },
    started,
    finish,
    writeLeft,
    writeMade(operation: ModelOperation, isTwin: boolean) {
      if (operation.sourceId !== null && isTwin) twinSources.add(operation.sourceId)
    },
    workflowRead(workflowId, content) {
      readContents.set(workflowId, content)
    },
    writeAnswered(request, answered) {
      if (answered !== 400 && answered !== 422) return
      const workflowId = workflowOfSource.get(sourceOf(JSON.parse(request.body)))
      if (workflowId !== undefined) trackOf(workflowId).refusals += 1
    },
    listed(listing) {
      listings.push(listing)
      if (listings.length > 4_000) listings = listings.slice(2_000)
    },
  }
}

function remember(track: Track, operation: Operation, elsewhere: readonly string[] = []): void {
  track.operation = operation
  track.connectionIds = [operation.connectionId, ...elsewhere]
}

/** True when the windows together reach from the first attempt (less the margin of 15 minutes) past the last. */
function doesCover(looks: readonly Listing[], fromMs: number | null, untilMs: number): boolean {
  if (looks.length === 0) return false
  if (fromMs === null) return true
  let reached = fromMs - QUARTER_HOUR_MS + 2_000
  for (const look of [...looks].sort((a, b) => a.fromMs - b.fromMs)) {
    if (look.fromMs <= reached) reached = Math.max(reached, look.toMs)
  }
  return reached >= untilMs
}

/** The first field in which Catena's content is not what the dispatcher wants; another device's values are excused. */
function firstDifference(row: DeskRow, workflow: ModelWorkflow): string | null {
  const { connection_id: _connection, source_id: _source, ...want } = createBody(row.plan, row.sourceId)
  const wanted = want as Record<string, unknown>
  for (const field of new Set([...Object.keys(wanted), ...Object.keys(workflow.content)])) {
    const [a, b] = [canonical(wanted[field]), canonical(workflow.content[field])]
    if (a === b) continue
    const foreign = workflow.foreign.get(field) ?? []
    if (foreign.some((each) => canonical(each) === b)) continue
    return `${field} is ${b} at Catena and ${a} here`
  }
  return null
}

/** True when some text or name within a value holds `mark`; as searching its JSON, without making it. */
function holdsText(value: unknown, mark: string): boolean {
  if (typeof value === 'string') return value.includes(mark)
  if (typeof value !== 'object' || value === null) return false
  for (const name in value) {
    if (name.includes(mark) || holdsText(Reflect.get(value, name), mark)) return true
  }
  return false
}

function canonical(value: unknown): string {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return 'nothing'
  return JSON.stringify(value)
}

function sourceOf(body: unknown): string {
  return String(fieldOf(body, 'source_id') ?? '')
}

function fieldOf(body: unknown, field: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
}

function workflowIdOf(record: JournalRecord): string | null {
  if (record.type === 'LANE') return record.lane.workflowId
  return 'workflowId' in record ? record.workflowId : null
}

/** When every run starts, for messages. */
export const STARTED_AT = new Date(START_EPOCH_MS).toISOString()
