import type { SyncLogLine } from '../../../../../shared/model/status/sync-status.ts'
import type { LaneRecord } from '../journal/journal-record.ts'
import { workOf } from '../steps/build-write.ts'
import type { Lane } from './lane.ts'

/** The line of the Sync tab that a record leaves, in plain words; `null` for records that say nothing to a person. */
export function lineOf(lane: Lane, record: LaneRecord): Lane['lines'][number] | null {
  const said = textOf(lane, record)
  return said === null ? null : { at: record.at, kind: said[0], text: said[1] }
}

function textOf(lane: Lane, record: LaneRecord): [SyncLogLine['kind'], string] | null {
  switch (record.type) {
    case 'INTENT':
      return ['queued', record.intent === 'cancel' ? 'Cancelling was asked for' : 'A newer version was saved']
    case 'ATTEMPT':
      return ['attempt', `Sending (${record.operation.kind}, try ${record.n})`]
    case 'UNSENT':
      return ['answer', `Nothing was sent: ${record.detail}`]
    case 'ACCEPTED':
      return record.via === 'answer'
        ? ['answer', `Catena has it, as operation ${record.operation.id}`]
        : ['look', `Found at Catena, as operation ${record.operation.id}`]
    case 'REFUSED':
      return ['answer', `Refused: ${record.message}`]
    case 'BLOCKED':
      return ['answer', `Turned away (${record.status}): ${record.message}`]
    case 'ANSWER_LOST':
      return ['answer', `No answer that proves anything (${record.detail}): checking with Catena`]
    case 'UNCERTAIN':
      return ['decision', 'It may have been sent before: checking with Catena first']
    case 'LOOK':
      return record.unproven === undefined
        ? ['look', 'Looked it up at Catena: not there']
        : ['look', 'Looked it up at Catena: the list cannot show whether it is there']
    case 'UNPROVEN':
      return ['look', 'Catena’s workflow list cannot show yet whether it is there']
    case 'EVIDENCE':
      return ['decision', 'Two complete listings show that nothing arrived: it may be sent again']
    case 'DUPLICATE':
      return ['look', `Catena holds it ${record.duplicates.length + 1} times`]
    case 'DUPLICATE_CHANGED':
      return record.change.kind === 'cancelWanted' ? ['decision', 'Cancelling the duplicate'] : null
    case 'PENDING':
      return ['operation', `Catena says: ${record.status}`]
    case 'FAILED':
      return ['operation', `Failed (${record.errorType ?? 'no reason given'}): ${record.message ?? ''}`]
    case 'ABSENT':
      return record.by === 'person'
        ? ['decision', 'Somebody looked at Catena: it is not there']
        : ['look', 'Looked for it among the workflows: it is not at the TSP']
    case 'DONE':
      return ['operation', 'The TSP took it']
    case 'CONFLICT':
      return ['decision', 'Catena’s version changed under ours']
    case 'BASE':
      return null
    case 'HELD':
      return ['decision', heldText(record.by)]
    case 'RELEASED':
      return ['decision', 'Released']
    case 'WITHDRAWN':
      return ['decision', 'Withdrawn: nothing of it exists at Catena']
    case 'DISCARDED':
      return ['decision', 'The change was discarded']
    case 'GENERATION':
      return ['queued', 'Will be sent as a new workflow']
    case 'REOPENED':
      return workOf(lane).kind === 'nothing'
        ? ['decision', 'Nothing is left to send: Catena holds this plan']
        : ['queued', `Will be tried again (${lane.desired.intent})`]
    case 'LISTED':
    case 'READ':
    case 'SWEPT':
    case 'RECORDS_UNCERTAIN':
      return null
  }
}

function heldText(by: 'user' | 'tooManyTries' | 'tooOld'): string {
  if (by === 'user') return 'Held by the dispatcher'
  return by === 'tooOld' ? 'Too old to be sent by itself: please decide' : 'Tried too often: please decide'
}
