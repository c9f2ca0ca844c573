import { messageRef } from '../../../../../shared/text/stored-text.ts'
import { assertNever } from '../../../../../shared/util/assert-never.ts'
import type { AnswerClass } from '../../../../catena/classify.ts'
import type { JournalRecord, LaneRecord } from '../journal/journal-record.ts'
import { applyToLane } from '../lane/apply-record.ts'
import type { Lane } from '../lane/lane.ts'
import { onOperation, seenOf } from './on-listed-operation.ts'

/** The records of the end of a write. @param server Catena's time, when it is known. */
export function onAnswer(
  lane: Lane,
  answer: AnswerClass,
  at: number,
  server: number | null,
): JournalRecord[] {
  const { phase } = lane
  if (phase.kind !== 'sending') return []
  const head = { v: 2, at, workflowId: lane.workflowId } as const
  const { operation } = phase
  switch (answer.kind) {
    case 'unsent':
      return [{ ...head, type: 'UNSENT', why: 'unsent', detail: answer.reason }]
    case 'unauthorized':
      return [
        { ...head, type: 'UNSENT', why: 'unauthorized', detail: messageRef('errors.answer.signInRefused') },
      ]
    case 'rateLimited':
      return [
        { ...head, type: 'UNSENT', why: 'rateLimited', detail: messageRef('errors.answer.askedToWait') },
      ]
    case 'refused': {
      const { message } = answer
      const fieldErrors = [...answer.fieldErrors]
      return [{ ...head, type: 'REFUSED', operation, message, fieldErrors, isLocal: false }]
    }
    case 'blocked':
      return [
        { ...head, type: 'BLOCKED', status: answer.status, message: answer.message },
        ...capability(lane, operation.connectionId, answer, at),
      ]
    case 'uncertain':
      return [{ ...head, type: 'ANSWER_LOST', detail: answer.reason }]
    case 'accepted': {
      const accepted: LaneRecord = {
        ...head,
        type: 'ACCEPTED',
        operation: seenOf(answer.operation),
        sourceId: operation.sourceId,
        via: 'answer',
        server,
      }
      const after = applyToLane(lane, accepted)
      if (after === undefined || answer.operation.status === 'failed') return [accepted]
      return [accepted, ...onOperation(after, answer.operation, at, server)]
    }
    default:
      return assertNever(answer)
  }
}

/** A refusal that concerns the whole connection also stops the connection's other lanes. */
function capability(
  lane: Lane,
  connectionId: string,
  answer: Extract<AnswerClass, { kind: 'blocked' }>,
  at: number,
): JournalRecord[] {
  if (lane.phase.kind !== 'sending') return []
  const { kind } = lane.phase.operation
  if (answer.status === 404 && kind === 'update') return [] // only this workflow is gone
  const operation = answer.status === 501 ? kind : null
  const { status, message } = answer
  return [{ v: 2, at, type: 'CAPABILITY', connectionId, operation, status, message }]
}
