import { UNKNOWN_SEQ } from './apply-lane.ts'
import type { JournalRecord } from './journal-record.ts'
import type { Lane } from './lane.ts'
import type { SyncState } from './state.ts'
import { createOperation } from './target.ts'

/** What is known of the world at start. */
export interface StartFacts {
  readonly installId: string
  /** The keychain's install id is not the journal's: another computer may be sending the same changes. */
  readonly isCloned: boolean
  /** Bytes lost at the journal's end: any change that waits may have had an attempt in them. */
  readonly cutBytes: number
}

/**
 * What has to be recorded before anything is done after a start: an attempt without a result is uncertain, and so is
 * every waiting create when the journal cannot be the whole truth. Waiting updates need nothing: they read Catena's
 * version before they write.
 */
export function recoverRecords(state: SyncState, facts: StartFacts, at: number): JournalRecord[] {
  const records: JournalRecord[] = []
  if (state.installId !== facts.installId) {
    records.push({ v: 1, at, type: 'INSTALL', installId: facts.installId })
  }
  const isDoubtful = facts.isCloned || facts.cutBytes > 0
  for (const lane of state.lanes.values()) {
    const { workflowId } = lane
    if (lane.phase.kind === 'sending') {
      records.push({ v: 1, at, workflowId, type: 'AMBIG', detail: 'the program ended while sending' })
    } else if (isDoubtful && isWaitingCreate(lane)) {
      records.push({
        v: 1,
        at,
        workflowId,
        type: 'UNCERTAIN',
        operation: { ...createOperation(lane), seq: UNKNOWN_SEQ },
        candidates: [lane.sourceId],
        why: facts.isCloned ? 'clonedProfile' : 'journalLost',
      })
    }
  }
  return records
}

function isWaitingCreate(lane: Lane): boolean {
  return lane.phase.kind === 'idle' && lane.have === null && lane.want.plan.connectionId !== null
}
