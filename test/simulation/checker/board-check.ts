import type { WireWorkflow } from '../../../electron/catena/wire.ts'
import { theirsOf } from '../../../electron/host/sync/core/steps/remote-version.ts'
import { diffPlans } from '../../../shared/model/plan/plan-diff.ts'
import { emptyPlan } from '../../../shared/model/plan/workflow.ts'
import { type ModelCatena, type ModelWorkflow, OWNER } from '../../doubles/catena/model-catena.ts'
import type { DeskRow } from '../desk/desk-row.ts'
import type { Ledger } from '../runs/ledger.ts'

/** What the judgement of the board uses beside its rows. */
export interface BoardCheckParts {
  readonly catena: ModelCatena
  readonly ledger: Ledger
  /** True time, ms since 1970. */
  readonly nowMs: () => number
  /** True when nothing that was tried since the journal was damaged, or changed its install, has succeeded. */
  readonly isOpenSinceDamage: (workflowId: string) => boolean
}

const DAY_MS = 86_400_000
/** Days around now that the desk reads every few minutes, a little less at both ends. */
const READ_BEFORE_MS = 1.9 * DAY_MS
const READ_AFTER_MS = 2.9 * DAY_MS
/** States of a create whose end is not known: a workflow that it may have made is no row of its own yet. */
const OPEN: ReadonlySet<string> = new Set(['uncertain', 'accepted', 'sending', 'failed', 'held', 'blocked'])

/**
 * At rest every live workflow of the days around now stands on the board once, as Catena lists it, whoever made it. Only
 * where the desk reads the list.
 */
export function checkBoard(parts: BoardCheckParts, rows: ReadonlyMap<string, DeskRow>): void {
  const { catena, ledger } = parts
  if (catena.character.pull === 'off') return
  const holders = new Map<string, DeskRow[]>()
  for (const row of rows.values()) {
    if (row.resourceId !== null) holders.set(row.resourceId, [...(holders.get(row.resourceId) ?? []), row])
  }
  for (const workflow of catena.workflows.values()) {
    const found = holders.get(workflow.id) ?? []
    if (found.length > 1) ledger.accuse('L7', `${found.map((each) => each.workflowId)} are one workflow`)
    const wire = listedNow(parts, workflow)
    if (wire === null) continue
    const [row] = found
    if (row !== undefined) (row.isUntouched ? checkElsewhere : checkOwn)(parts, row, wire)
    else if (workflow.isForeign && isLive(wire)) checkMissing(ledger, workflow, rows)
  }
}

/** What the lists of the days around now show of it; `null`: nothing. */
function listedNow({ catena, nowMs }: BoardCheckParts, workflow: ModelWorkflow): WireWorkflow | null {
  const version = catena.readable(workflow)
  if (version === null || workflow.subject !== OWNER.subject || workflow.listedMs > nowMs()) return null
  const { filtered } = catena.occurredMs(workflow, version)
  const isNear = filtered > nowMs() - READ_BEFORE_MS && filtered < nowMs() + READ_AFTER_MS
  return isNear ? (catena.workflowToWire(workflow) as WireWorkflow) : null
}

function isLive({ deleted_at: deletedAt, workflow_status: status }: WireWorkflow): boolean {
  return deletedAt == null && status !== 'CANCELLED'
}

/** A workflow of this desk of which nothing is to be sent shows what others changed of it. */
function checkOwn({ ledger, isOpenSinceDamage }: BoardCheckParts, row: DeskRow, wire: WireWorkflow): void {
  if (row.terminal?.state !== 'done' || row.intent === 'cancel' || wire.deleted_at != null) return
  // A host whose journal was damaged cannot tell an older version of ours from a change: the next edit reads it.
  if (isOpenSinceDamage(row.workflowId)) {
    ledger.count('board:notFollowed')
    return
  }
  ledger.count('board:own')
  const theirs = theirsOf(wire, row.plan)
  const [change] = theirs === null ? [] : diffPlans(row.plan, theirs)
  if (change !== undefined) ledger.accuse('L6', `${row.workflowId} does not show ${JSON.stringify(change)}`)
}

function checkElsewhere({ ledger }: BoardCheckParts, row: DeskRow, wire: WireWorkflow): void {
  ledger.count('board:elsewhere')
  const theirs = theirsOf(wire, { ...emptyPlan(), connectionId: row.plan.connectionId })
  const [change] = theirs === null ? [] : diffPlans(row.plan, { ...theirs, reference: row.plan.reference })
  if (change !== undefined) ledger.accuse('L6', `${row.workflowId} shows an old ${JSON.stringify(change)}`)
  const isShownGone = row.terminal?.state === 'withdrawn'
  if (isShownGone !== (wire.deleted_at != null))
    ledger.accuse('L4', `${row.workflowId} is wrong about a deletion`)
}

/** It may be one of ours while the end of a create on its connection is not known [N3]. */
function checkMissing(
  ledger: Ledger,
  { id, connectionId }: ModelWorkflow,
  rows: ReadonlyMap<string, DeskRow>,
): void {
  const isPerhapsOurs = [...rows.values()].some(
    ({ terminal, plan, resourceId }) =>
      resourceId === null &&
      plan.connectionId === connectionId &&
      (terminal === null || OPEN.has(terminal.state)),
  )
  if (isPerhapsOurs) ledger.count('board:perhapsOurs')
  else ledger.accuse('L7', `${id} is at Catena and not on the board`)
}
