import type { SyncLogLine } from '../../../../../shared/model/status/sync-status.ts'
import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import type { LaneRecord } from '../journal/journal-record.ts'
import { workOf } from '../steps/build-write.ts'
import type { Lane } from './lane.ts'

/** The log line that a record adds to the Sync tab; `null` for a record that tells a person nothing. */
export function lineOf(lane: Lane, record: LaneRecord): Lane['lines'][number] | null {
  const said = textOf(lane, record)
  return said === null ? null : { at: record.at, kind: said[0], text: said[1] }
}

function textOf(lane: Lane, record: LaneRecord): [SyncLogLine['kind'], StoredText] | null {
  switch (record.type) {
    case 'INTENT':
      return [
        'queued',
        record.intent === 'cancel' ? messageRef('sync.line.cancelAsked') : messageRef('sync.line.newer'),
      ]
    case 'ATTEMPT':
      return ['attempt', messageRef('sync.line.attempt', { kind: record.operation.kind, number: record.n })]
    case 'UNSENT':
      return ['answer', messageRef('sync.line.unsent', { detail: record.detail })]
    case 'ACCEPTED':
      return record.via === 'answer'
        ? ['answer', messageRef('sync.line.accepted', { id: record.operation.id })]
        : ['look', messageRef('sync.line.found', { id: record.operation.id })]
    case 'REFUSED':
      return ['answer', messageRef('sync.line.refused', { detail: record.message })]
    case 'BLOCKED':
      return ['answer', messageRef('sync.line.blocked', { status: record.status, detail: record.message })]
    case 'ANSWER_LOST':
      return ['answer', messageRef('sync.line.noProof', { detail: record.detail })]
    case 'UNCERTAIN':
      return ['decision', messageRef('sync.line.uncertain')]
    case 'LOOK':
      return record.unproven === undefined
        ? ['look', messageRef('sync.line.lookNotThere')]
        : ['look', messageRef('sync.line.lookUnproven')]
    case 'UNPROVEN':
      return ['look', messageRef('sync.line.listUnproven')]
    case 'EVIDENCE':
      return ['decision', messageRef('sync.line.evidence')]
    case 'DUPLICATE':
      return ['look', messageRef('sync.line.duplicate', { count: record.duplicates.length + 1 })]
    case 'DUPLICATE_CHANGED':
      return record.change.kind === 'cancelWanted'
        ? ['decision', messageRef('sync.line.cancelDuplicate')]
        : null
    case 'PENDING':
      return ['operation', messageRef('sync.line.pending', { status: record.status })]
    case 'FAILED':
      return ['operation', failedText(record.errorType, record.message ?? '')]
    case 'ABSENT':
      return record.by === 'person'
        ? ['decision', messageRef('sync.line.absentByPerson')]
        : ['look', messageRef('sync.line.absent')]
    case 'DONE':
      return ['operation', messageRef('sync.line.done')]
    case 'CONFLICT':
      return ['decision', messageRef('sync.line.conflict')]
    case 'BASE':
      return null
    case 'HELD':
      return ['decision', heldText(record.by)]
    case 'RELEASED':
      return ['decision', messageRef('sync.line.released')]
    case 'WITHDRAWN':
      return ['decision', messageRef('sync.line.withdrawn')]
    case 'DISCARDED':
      return ['decision', messageRef('sync.line.discarded')]
    case 'GENERATION':
      return ['queued', messageRef('sync.line.newGeneration')]
    case 'REOPENED':
      return workOf(lane).kind === 'nothing'
        ? ['decision', messageRef('sync.line.nothingLeft')]
        : ['queued', messageRef('sync.line.triedAgain', { intent: lane.desired.intent })]
    case 'LISTED':
    case 'READ':
    case 'SWEPT':
    case 'RECORDS_UNCERTAIN':
      return null
  }
}

function failedText(type: string | null, detail: string): StoredText {
  return type === null
    ? messageRef('sync.line.failedUnnamed', { detail })
    : messageRef('sync.line.failed', { type, detail })
}

function heldText(by: 'user' | 'tooManyTries' | 'tooOld'): StoredText {
  if (by === 'user') return messageRef('sync.line.heldByUser')
  return by === 'tooOld' ? messageRef('sync.line.tooOld') : messageRef('sync.line.tooManyTries')
}
