import { createBody } from '../../../electron/catena/plan-on-wire.ts'
import type { JournalRecord } from '../../../electron/host/sync/core/journal/journal-record.ts'
import type { Operation } from '../../../electron/host/sync/core/lane/lane.ts'
import type { WriteRequest } from '../../../electron/host/sync/core/ports.ts'
import type { SyncTimings } from '../../../electron/host/sync/core/timings.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { idInPath, type ModelCatena, type ModelWorkflow, OWNER } from '../../doubles/catena/model-catena.ts'
import type { ModelOperation } from '../../doubles/catena/model-operation.ts'
import type { VirtualClock } from '../../doubles/virtual-clock.ts'
import { canonicalValue, fieldOf } from '../character/catena-content.ts'
import type { DeskRow } from '../desk/desk-row.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { NetworkWatcher } from '../world/network-watcher.ts'
import { TOKEN_MARK } from '../world/tokens.ts'
import { createEvidenceCheck } from './evidence-check.ts'
import { createJournalTracks, workflowIdOf } from './journal-tracks.ts'
import { createLastWord } from './last-word.ts'
import { createTypedFields, type TypedFields } from './typed-fields.ts'

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
  /** What the dispatcher types, decides and has merged. */
  readonly fields: Omit<TypedFields, 'sent'>
  /** True when absence was proved of a workflow since `ms`: what follows from that needs its time. */
  isProvedSince(workflowId: string, ms: number): boolean
  /** The last word, after the network was healthy long enough. */
  finish(rows: ReadonlyMap<string, DeskRow>, statuses: readonly WorkflowSync[]): void
}

/** Creates a checker that has seen nothing. */
export function createChecker(parts: {
  readonly clock: VirtualClock
  readonly catena: ModelCatena
  readonly ledger: Ledger
  readonly timings: SyncTimings
}): Checker {
  const { clock, catena, ledger, timings } = parts
  const evidence = createEvidenceCheck(ledger, timings)
  const journal = createJournalTracks({ clock, catena, ledger, evidence })
  const acked = new Map<string, number>()
  const duplicateSources = new Set<string>()
  const readContents = new Map<string, Readonly<Record<string, unknown>>>()
  /** What we wrote ourselves, by workflow at Catena: nobody can tell it from another device's equal value. */
  const ownValues = new Map<string, Set<string>>()
  /**
   * Values of another device that an update knew (they were in its base) and replaced: by workflow, field and value how
   * often they had been written by then. A read that lags may show them again.
   */
  const replaced = new Map<string, number>()
  const lastState = new Map<string, string>()
  const lastProofMs = new Map<string, number>()
  const fields = createTypedFields(ledger)
  const lastWord = createLastWord({
    catena,
    ledger,
    acknowledgedIds: () => acked.keys(),
    sourcesOf: journal.sourcesOf,
    isDuplicate: (sourceId) => duplicateSources.has(sourceId),
  })

  function writeLeft(request: WriteRequest, subject: string | null): void {
    const body: unknown = JSON.parse(request.body)
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
    if (request.method === 'PATCH') {
      const id = idInPath(request.path)
      const target = catena.workflows.get(id)
      if (target === undefined) ledger.accuse('I6', `PATCH of ${id}, which does not exist`)
      else if (track?.operation != null) overwritten(target, track.operation, body)
      const workflowId = journal.workflowOf(sourceId)
      if (track?.operation != null && workflowId !== undefined) fields.sent(workflowId, track.operation, body)
      remember(id, body)
    }
  }

  /** P13: what another device wrote is not overwritten by an update that had it before its eyes and left it out of its base. */
  function overwritten(target: ModelWorkflow, operation: Operation, body: unknown): void {
    const read = readContents.get(target.id)
    if (read === undefined || operation.base === null || operation.intent === 'cancel') return
    const base = createBody(operation.base, operation.sourceId)
    for (const [field, values] of target.foreign) {
      const seen = canonicalValue(read[field])
      if (!values.some((each) => canonicalValue(each) === seen) || fieldOf(body, field) === undefined)
        continue
      // Stops are written whole: what the TSP recorded of each has to be written back.
      const isKept = field === 'stops' && areRecordsKept(read[field], fieldOf(body, field))
      if (isKept || ownValues.get(target.id)?.has(`${field} ${seen}`) === true) continue
      if (canonicalValue(fieldOf(body, field)) === seen) continue
      const times = values.filter((each) => canonicalValue(each) === seen).length
      const key = `${target.id} ${field} ${seen}`
      if (canonicalValue(fieldOf(base, field)) === seen) replaced.set(key, times)
      // [M1] It is the version from before that update, as long as the other device has not written it once more since.
      else if (replaced.get(key) !== times) {
        ledger.accuse('P13', `${field} of ${operation.sourceId} overwrites ${seen} of another device`)
      }
    }
  }

  function remember(id: string, body: unknown): void {
    if (typeof body !== 'object' || body === null) return
    const own = ownValues.get(id) ?? new Set()
    for (const [field, value] of Object.entries(body)) own.add(`${field} ${canonicalValue(value)}`)
    ownValues.set(id, own)
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
    if (next.state === 'accepted' && (known === undefined || !journal.isAccepted(known.id))) {
      ledger.accuse('I9', `${next.workflowId} is shown as with Catena, which has no such operation`)
    }
    if (next.state === 'failed') {
      catena.settle()
      if (known !== undefined && !(known.isTerminal && known.verdict.kind === 'failed')) {
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

  return {
    durable(record, text) {
      ledger.note(`durable ${record.type} ${'workflowId' in record ? record.workflowId : ''}`)
      ledger.count('records')
      if (text.includes(TOKEN_MARK)) ledger.accuse('I10', `a token is in ${record.type}`)
      if (record.type === 'EVIDENCE' || record.type === 'ABSENT') {
        lastProofMs.set(record.workflowId, clock.nowMs())
      }
      journal.durable(record)
    },
    isProvedSince: (workflowId, ms) => (lastProofMs.get(workflowId) ?? Number.NEGATIVE_INFINITY) >= ms,
    compacted(before, after) {
      const kept = new Set(after.map((each) => workflowIdOf(each)))
      for (const record of before) {
        const workflowId = workflowIdOf(record)
        const isEnded = ['done', 'withdrawn'].includes(lastState.get(workflowId ?? '') ?? '')
        if (workflowId !== null && !kept.has(workflowId) && !isEnded) {
          ledger.accuse('I4', `compaction dropped ${workflowId}`)
        }
      }
      ledger.note(`compacted ${before.length} to ${after.length}`)
    },
    acknowledged(workflowId, seq) {
      acked.set(workflowId, Math.max(acked.get(workflowId) ?? 0, seq))
      if (journal.changeOf(workflowId) < seq) {
        ledger.accuse('I4', `${workflowId} seq ${seq} was acknowledged before it was synced`)
      }
    },
    status,
    logged(text) {
      if (text.includes(TOKEN_MARK)) ledger.accuse('I10', 'a token is in the log')
    },
    journalLost(kept) {
      acked.clear()
      // What was decided is not known any more: a read that shows it again is asked about again.
      replaced.clear()
      journal.lost(kept)
    },
    started,
    fields,
    finish: lastWord,
    writeLeft,
    writeMade(operation: ModelOperation, isDuplicate: boolean) {
      if (operation.truthSourceId !== null && isDuplicate) duplicateSources.add(operation.truthSourceId)
    },
    workflowRead(workflowId, content) {
      readContents.set(workflowId, content)
    },
    writeAnswered(request, answered) {
      if (answered !== 400 && answered !== 422) return
      journal.refused(catena.truthSourceIdOf(request))
    },
    listed: evidence.listed,
  }
}

/** Fields of a stop that the TSP records by itself. */
const RECORDED = ['actual_arrival', 'actual_departure'] as const

/** True when stops that are written say of each stop what the TSP recorded of it; a stop may be left out. */
function areRecordsKept(read: unknown, written: unknown): boolean {
  if (!Array.isArray(read) || !Array.isArray(written)) return false
  return read.every((stop: unknown) => {
    const same = written.find(
      (each: unknown) => fieldOf(each, 'source_stop_id') === fieldOf(stop, 'source_stop_id'),
    )
    return (
      same === undefined ||
      RECORDED.every((name) => canonicalValue(fieldOf(same, name)) === canonicalValue(fieldOf(stop, name)))
    )
  })
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

/** True when the write is what the journal says is being tried: a create by its source id, an update by the workflow. */
function isOfAttempt(operation: Operation | null, request: WriteRequest, sourceId: string): boolean {
  if (operation === null) return false
  if (request.method === 'POST') return operation.kind === 'create' && operation.sourceId === sourceId
  return operation.kind === 'update' && operation.resourceId === idInPath(request.path)
}
