import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import { type ModelWorkflow, truthOf } from '../../doubles/catena/model-catena.ts'
import type { ModelOperation } from '../../doubles/catena/model-operation.ts'
import { firstDifference } from '../character/catena-content.ts'
import type { DeskRow } from '../desk/desk-row.ts'
import { type BoardCheckParts, checkBoard } from './board-check.ts'

/** What the last word uses beside the desk and the statuses. */
export interface LastWordParts extends BoardCheckParts {
  /** Every workflow of which a pending change was acknowledged. */
  readonly acknowledgedIds: () => Iterable<string>
  /** True when lost bytes of the journal held all of the workflow, and nothing of it was written since. */
  readonly isLost: (workflowId: string) => boolean
  /** Every source id that a create of the workflow may have had. */
  readonly sourcesOf: (workflowId: string) => ReadonlySet<string> | undefined
  /** True when a proxy doubled a write with this source id. */
  readonly isDuplicate: (sourceId: string) => boolean
}

/** Judges how each workflow ended: lost, duplicated, wrong, stuck, or right. */
export type LastWord = (rows: ReadonlyMap<string, DeskRow>, statuses: readonly WorkflowSync[]) => void

const TERMINAL: ReadonlySet<string> = new Set([
  'done',
  'rejected',
  'failed',
  'blocked',
  'held',
  'withdrawn',
  'conflict',
])
/** Reasons that cannot hold on a healthy network. */
const NETWORK_EXCUSES: ReadonlySet<string> = new Set([
  'offline',
  'signInNeeded',
  'otherAccount',
  'rateLimited',
])

/** Creates the last word. Call it once the network was healthy long enough. */
export function createLastWord(parts: LastWordParts): LastWord {
  const { catena, ledger } = parts

  function finish(rows: ReadonlyMap<string, DeskRow>, statuses: readonly WorkflowSync[]): void {
    catena.settle()
    const byId = new Map(statuses.map((each) => [each.workflowId, each]))
    checkBoard(parts, rows)
    for (const row of rows.values()) {
      if (row.isUntouched) continue
      // The page submits nothing again that was terminal before the journal lost it: then the page alone knows the end.
      const shown = parts.isLost(row.workflowId) ? row.terminal : null
      finishOne(row, byId.get(row.workflowId) ?? shown)
    }
    for (const workflowId of parts.acknowledgedIds()) {
      if (!rows.has(workflowId)) ledger.accuse('lost', `${workflowId} was acknowledged and is nowhere`)
    }
  }

  function finishOne(row: DeskRow, last: WorkflowSync | null): void {
    ledger.count('lanes')
    if (last === null || last.seq < row.seq) {
      ledger.accuse(
        'lost',
        `${row.workflowId} seq ${row.seq} is not with the host (${last?.seq ?? 'nothing'})`,
      )
      return
    }
    const sources = parts.sourcesOf(row.workflowId) ?? new Set([row.sourceId])
    const isDuplicated = [...sources].some((each) => parts.isDuplicate(each))
    countDuplicates(row, sources, isDuplicated)
    const reason = last.reason?.code ?? null
    if (reason === 'otherAccount' && row.isForStranger) {
      ledger.count('end:otherAccount')
      return
    }
    const isExcused = reason !== null && NETWORK_EXCUSES.has(reason)
    if (!TERMINAL.has(last.state) || last.isEditWaiting || (last.state === 'blocked' && isExcused)) {
      ledger.accuse('stuck', `${row.workflowId} is ${last.state}, ${reason ?? 'no reason'}`)
      return
    }
    if ((last.state === 'blocked' || last.state === 'held') && last.reason === null) {
      ledger.accuse('I12', `${row.workflowId} is ${last.state} and does not say why`)
    }
    ledger.count(`end:${last.state}`)
    if (!isDuplicated) checkContent(row, last, sources)
  }

  function madeOf(sources: ReadonlySet<string>): ModelWorkflow[] {
    return [...catena.workflows.values()].filter((each) => sources.has(truthOf(each)))
  }

  function aliveOf(sources: ReadonlySet<string>): ModelWorkflow[] {
    return madeOf(sources).filter(
      (each) => each.deletedMs === null && each.content.workflow_status !== 'CANCELLED',
    )
  }

  function countDuplicates(row: DeskRow, sources: ReadonlySet<string>, isDuplicated: boolean): void {
    let extra = Math.max(0, aliveOf(sources).length - 1)
    for (const sourceId of sources) {
      const creates = catena.operationsOf(sourceId).filter((each) => each.operation === 'create')
      ledger.count('creates', Math.min(1, creates.length))
      extra = Math.max(extra, creates.length - 1)
    }
    if (extra === 0) return
    ledger.count(isDuplicated ? 'proxyDuplicates' : 'duplicates', extra)
    if (isDuplicated) return
    const isAnyway = [...sources].flatMap(catena.operationsOf).some((each) => existsAnyway(each))
    const how = isAnyway ? ', one by a create that failed' : ''
    ledger.accuse('duplicated', `${row.workflowId} was made ${extra + 1} times${how}`)
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
      if (madeOf(sources).some(isTakenAway)) {
        ledger.count('end:takenAway')
        return
      }
      ledger.accuse('lost', `${row.workflowId} is shown as at the TSP and is not there`)
      return
    }
    const difference = firstDifference(row, workflow, catena.character)
    if (difference !== null) ledger.accuse('wrong', `${row.workflowId}: ${difference}`)
  }

  return finish
}

/** True for a workflow that the TSP deleted or another computer cancelled, which is no fault of the program. */
function isTakenAway(workflow: ModelWorkflow): boolean {
  const values = workflow.foreign.get('workflow_status') ?? []
  return workflow.deletedMs !== null || values.includes('CANCELLED')
}

function existsAnyway({ operation, verdict }: ModelOperation): boolean {
  return operation === 'create' && verdict.kind === 'failed' && verdict.existsAnyway
}
