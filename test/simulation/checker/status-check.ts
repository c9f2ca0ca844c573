import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type { ModelCatena } from '../../doubles/catena/model-catena.ts'
import type { Ledger } from '../runs/ledger.ts'
import { TOKEN_MARK } from '../world/tokens.ts'

/** I8, I9, I10: what the desk shows of a workflow is true at Catena, and holds no token. */
export interface StatusCheck {
  shown(status: WorkflowSync): void
  /** The state that was shown last; `undefined` when none was. */
  lastState(workflowId: string): string | undefined
}

/** Creates a check that has seen nothing. @param isAccepted whether the journal says that Catena took the operation */
export function createStatusCheck(
  { catena, ledger }: { readonly catena: ModelCatena; readonly ledger: Ledger },
  isAccepted: (operationId: string) => boolean,
): StatusCheck {
  const lastStates = new Map<string, string>()

  function count(next: WorkflowSync): void {
    ledger.note(`status ${next.workflowId} ${next.state} ${next.reason?.code ?? ''}`)
    if (lastStates.get(next.workflowId) === next.state) return
    ledger.reached(next.state)
    if (next.duplicates.length > 0) ledger.reached('duplicate')
    lastStates.set(next.workflowId, next.state)
  }

  return {
    lastState: (workflowId) => lastStates.get(workflowId),
    shown(next) {
      count(next)
      if (holdsText(next, TOKEN_MARK)) ledger.accuse('I10', 'a token is on the screen')
      const known = next.operationId === null ? undefined : catena.operation(next.operationId)
      if (next.state === 'accepted' && (known === undefined || !isAccepted(known.id))) {
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
    },
  }
}

/** True when some text or name within a value holds `mark`: the same as a search in its JSON, without building that. */
function holdsText(value: unknown, mark: string): boolean {
  if (typeof value === 'string') return value.includes(mark)
  if (typeof value !== 'object' || value === null) return false
  for (const name in value) {
    if (name.includes(mark) || holdsText(Reflect.get(value, name), mark)) return true
  }
  return false
}
