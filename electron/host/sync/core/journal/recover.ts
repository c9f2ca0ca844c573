import { messageRef } from '../../../../../shared/text/stored-text.ts'
import type { Lane } from '../lane/lane.ts'
import { UNKNOWN_SEQ } from '../lane/lane-facts.ts'
import {
  joinPossibleIds,
  lookedFor,
  possibleIdsOf,
  uncertainRecords,
  uncertaintyBeforeWrite,
} from '../lane/uncertainty.ts'
import type { JournalRecord, LaneRecord, RecordOf } from './journal-record.ts'
import type { JournalState } from './journal-state.ts'

/** What is known at start. */
export interface StartFacts {
  readonly installId: string
  /** The number of bytes of the journal that were lost. Each lane may have had an attempt in them. */
  readonly cutBytes: number
}

/**
 * The records that come first after a start. An attempt without a result is uncertain. When records may be missing,
 * every waiting create is uncertain too, and every other lane is looked into before its next write: Catena's version
 * alone does not tell about an update that is still open.
 */
export function recoverRecords(state: JournalState, facts: StartFacts, at: number): JournalRecord[] {
  const records: JournalRecord[] = []
  // Another install wrote this journal, and that computer may send the same changes. The journal is asked at each
  // start: a start that ends before it has written anything leaves the question to the next one.
  const isCloned = state.installId !== null && state.installId !== facts.installId
  if (state.installId !== facts.installId) {
    records.push({ v: 2, at, type: 'INSTALL', installId: facts.installId })
  }
  const areRecordsUncertain = isCloned || facts.cutBytes > 0
  for (const lane of state.lanes.values()) {
    const { workflowId } = lane
    if (lane.phase.kind === 'sending') {
      records.push({
        v: 2,
        at,
        workflowId,
        type: 'ANSWER_LOST',
        detail: messageRef('errors.answer.endedSending'),
      })
    }
    if (!areRecordsUncertain) continue
    const why = isCloned ? 'clonedProfile' : 'journalLost'
    if (isWaitingCreate(lane)) records.push(...uncertaintyBeforeWrite({ ...lane, recordsUncertain: why }, at))
    else
      records.push({ v: 2, at, workflowId, type: 'RECORDS_UNCERTAIN', why }, ...uncertainAnew(lane, why, at))
  }
  return records
}

/**
 * Starts an uncertainty without a known attempt again, with the ids of the newest pending change as well. The lost
 * records may have ended it and begun an attempt, of which looks from before the loss say nothing.
 */
function uncertainAnew(lane: Lane, why: RecordOf<'UNCERTAIN'>['why'], at: number): LaneRecord[] {
  const { phase, workflowId } = lane
  if (phase.kind !== 'uncertain' || phase.operation.seq !== UNKNOWN_SEQ) return []
  const looked = lookedFor(phase)
  const possibleIds =
    phase.operation.kind === 'create' ? joinPossibleIds(looked, possibleIdsOf(lane)) : looked
  return uncertainRecords(phase.operation, possibleIds, why, at, workflowId)
}

function isWaitingCreate(lane: Lane): boolean {
  return lane.phase.kind === 'idle' && lane.remote === null && lane.desired.plan.connectionId !== null
}
