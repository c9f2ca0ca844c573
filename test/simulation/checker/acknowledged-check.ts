import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type { Ledger } from '../runs/ledger.ts'

/** I4: nothing that was acknowledged is lost. */
export interface AcknowledgedCheck {
  acknowledged(workflowId: string, seq: number): void
  /** The statuses that a started program shows. */
  started(statuses: readonly WorkflowSync[]): void
  /** The workflows of which a change was acknowledged. */
  workflowIds(): Iterable<string>
  journalLost(): void
}

/** Creates a check that has seen nothing. @param syncedSeq the newest change of a workflow that is on the disk */
export function createAcknowledgedCheck(
  ledger: Ledger,
  syncedSeq: (workflowId: string) => number,
): AcknowledgedCheck {
  const seqs = new Map<string, number>()
  return {
    acknowledged(workflowId, seq) {
      seqs.set(workflowId, Math.max(seqs.get(workflowId) ?? 0, seq))
      if (syncedSeq(workflowId) < seq) {
        ledger.accuse('I4', `${workflowId} seq ${seq} was acknowledged before it was synced`)
      }
    },
    started(statuses) {
      const shown = new Map(statuses.map((each) => [each.workflowId, each.seq]))
      for (const [workflowId, seq] of seqs) {
        if ((shown.get(workflowId) ?? 0) < seq) {
          ledger.accuse('I4', `${workflowId} seq ${seq} was acknowledged and is gone after a start`)
        }
      }
    },
    workflowIds: () => seqs.keys(),
    journalLost: () => seqs.clear(),
  }
}
