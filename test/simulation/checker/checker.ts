import type { JournalRecord } from '../../../electron/host/sync/core/journal/journal-record.ts'
import type { Operation } from '../../../electron/host/sync/core/lane/lane.ts'
import type { WriteRequest } from '../../../electron/host/sync/core/ports.ts'
import type { SyncTimings } from '../../../electron/host/sync/core/timings.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { idInPath, type ModelCatena, OWNER } from '../../doubles/catena/model-catena.ts'
import type { VirtualClock } from '../../doubles/virtual-clock.ts'
import type { DeskRow } from '../desk/desk-row.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { NetworkWatcher } from '../world/network-watcher.ts'
import { TOKEN_MARK } from '../world/tokens.ts'
import { createAcknowledgedCheck } from './acknowledged-check.ts'
import { createEvidenceCheck } from './evidence-check.ts'
import { createJournalTracks, type JournalTracks, workflowIdOf } from './journal-tracks.ts'
import { createLastWord } from './last-word.ts'
import { createOverwriteCheck, type OverwriteCheck } from './overwrite-check.ts'
import { createStatusCheck, type StatusCheck } from './status-check.ts'
import { createTypedFields, type TypedFields } from './typed-fields.ts'

/** Watches disk, network, Catena and screen, and accuses at the moment a rule of the protocol is broken. */
export interface Checker extends NetworkWatcher {
  durable(record: JournalRecord, text: string): void
  compacted(before: readonly JournalRecord[], after: readonly JournalRecord[]): void
  acknowledged(workflowId: string, seq: number): void
  status(status: WorkflowSync): void
  logged(text: string): void
  /** Only `kept` is left of the journal: other attempts no longer bind the program, but their writes stay sent. */
  journalLost(kept: readonly JournalRecord[]): void
  /** The journal belongs to another install from now on. */
  cloned(): void
  /** The statuses that a started program shows. */
  started(statuses: readonly WorkflowSync[]): void
  /** What the dispatcher types, decides and has merged. */
  readonly fields: Omit<TypedFields, 'sent'>
  /** True when absence of a workflow was proved since `ms`: the change that follows from it takes its time. */
  isProvedSince(workflowId: string, ms: number): boolean
  /** Judges how everything ended, once the network was healthy long enough. */
  finish(rows: ReadonlyMap<string, DeskRow>, statuses: readonly WorkflowSync[]): void
}

/** What a checker works with. */
export interface CheckerParts {
  readonly clock: VirtualClock
  readonly catena: ModelCatena
  readonly ledger: Ledger
  readonly timings: SyncTimings
}

/** Creates a checker that has seen nothing. */
export function createChecker(parts: CheckerParts): Checker {
  const { clock, catena, ledger, timings } = parts
  const evidence = createEvidenceCheck(ledger, timings)
  const journal = createJournalTracks({ clock, catena, ledger, evidence })
  const statuses = createStatusCheck(parts, journal.isAccepted)
  const acknowledged = createAcknowledgedCheck(ledger, journal.changeOf)
  const overwrites = createOverwriteCheck(ledger)
  const fields = createTypedFields(ledger)
  const duplicateSources = new Set<string>()
  const lastProofMs = new Map<string, number>()
  return {
    durable(record, text) {
      noteRecord(ledger, record, text)
      if (record.type === 'EVIDENCE' || record.type === 'ABSENT') {
        lastProofMs.set(record.workflowId, clock.nowMs())
      }
      journal.durable(record)
      if (record.type === 'ATTEMPT') overwrites.updateTried(record.operation)
    },
    isProvedSince: (workflowId, ms) => (lastProofMs.get(workflowId) ?? Number.NEGATIVE_INFINITY) >= ms,
    compacted: (before, after) => checkCompaction(ledger, statuses, before, after),
    acknowledged: acknowledged.acknowledged,
    status: statuses.shown,
    started: acknowledged.started,
    fields,
    logged(text) {
      if (text.includes(TOKEN_MARK)) ledger.accuse('I10', 'a token is in the log')
    },
    journalLost(kept) {
      acknowledged.journalLost()
      overwrites.journalLost()
      journal.lost(kept)
    },
    cloned: journal.cloned,
    finish: createLastWord({
      nowMs: clock.trueEpochMs,
      catena,
      ledger,
      acknowledgedIds: acknowledged.workflowIds,
      isLost: journal.isLost,
      isOpenSinceDamage: journal.isOpenSinceDamage,
      sourcesOf: journal.sourcesOf,
      isDuplicate: (sourceId) => duplicateSources.has(sourceId),
    }),
    writeLeft: (request, subject) => checkWrite({ ...parts, journal, overwrites, fields }, request, subject),
    writeMade({ truthSourceId }, isDuplicate) {
      if (truthSourceId !== null && isDuplicate) duplicateSources.add(truthSourceId)
    },
    workflowRead: overwrites.workflowRead,
    writeAnswered(request, status) {
      if (status === 400 || status === 422) journal.refused(catena.truthSourceIdOf(request))
    },
    listed: evidence.listed,
  }
}

function noteRecord(ledger: Ledger, record: JournalRecord, text: string): void {
  ledger.note(`durable ${record.type} ${'workflowId' in record ? record.workflowId : ''}`)
  ledger.count('records')
  if (text.includes(TOKEN_MARK)) ledger.accuse('I10', `a token is in ${record.type}`)
}

/** I4: a compaction drops nothing but what has ended. */
function checkCompaction(
  ledger: Ledger,
  statuses: StatusCheck,
  before: readonly JournalRecord[],
  after: readonly JournalRecord[],
): void {
  const kept = new Set(after.map((each) => workflowIdOf(each)))
  for (const record of before) {
    const workflowId = workflowIdOf(record)
    const isEnded = ['done', 'withdrawn'].includes(statuses.lastState(workflowId ?? '') ?? '')
    if (workflowId !== null && !kept.has(workflowId) && !isEnded) {
      ledger.accuse('I4', `compaction dropped ${workflowId}`)
    }
  }
  ledger.note(`compacted ${before.length} to ${after.length}`)
}

interface WriteCheckParts extends CheckerParts {
  readonly journal: JournalTracks
  readonly overwrites: OverwriteCheck
  readonly fields: TypedFields
}

/** The body of a write leaves the computer: its attempt is on the disk, alone, for this account. */
function checkWrite(parts: WriteCheckParts, request: WriteRequest, subject: string | null): void {
  const { catena, ledger, journal } = parts
  const sourceId = catena.truthSourceIdOf(request)
  const track = journal.ofSource(sourceId)
  if (track?.phase === 'uncertain') ledger.accuse('I3', `${sourceId} was sent again without proof`)
  else if (track?.phase === 'accepted') ledger.accuse('I7', `${sourceId} has two open operations`)
  else if (track?.phase !== 'open' || !isOfAttempt(track.operation, request, sourceId)) {
    ledger.accuse('I1', `${request.method} of ${sourceId} left without a synced ATTEMPT`)
  }
  const owner = track?.operation?.account ?? OWNER
  if (subject !== null && subject !== owner.subject) {
    ledger.accuse('account', `${sourceId} of ${owner.subject} was sent as ${subject}`)
  }
  if (request.method === 'PATCH') checkUpdate(parts, request, sourceId)
}

/** An update changes an existing workflow, overwrites nothing unseen, and sends nothing that nobody typed. */
function checkUpdate(
  { catena, ledger, journal, overwrites, fields }: WriteCheckParts,
  request: WriteRequest,
  sourceId: string,
): void {
  const body: unknown = JSON.parse(request.body)
  const operation = journal.ofSource(sourceId)?.operation ?? null
  const id = idInPath(request.path)
  const target = catena.workflows.get(id)
  if (target === undefined) ledger.accuse('I6', `PATCH of ${id}, which does not exist`)
  else overwrites.updateLeft(target, operation, body)
  const workflowId = journal.workflowOf(sourceId)
  if (operation !== null && workflowId !== undefined) fields.sent(workflowId, operation, body)
}

/** True when the write is what the journal says is being tried: a create by its source id, an update by the workflow. */
function isOfAttempt(operation: Operation | null, request: WriteRequest, sourceId: string): boolean {
  if (operation === null) return false
  if (request.method === 'POST') return operation.kind === 'create' && operation.sourceId === sourceId
  return operation.kind === 'update' && operation.resourceId === idInPath(request.path)
}
