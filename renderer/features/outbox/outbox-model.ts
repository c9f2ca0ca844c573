import type { SyncState } from '../../../shared/model/sync-status.ts'
import { needsPerson } from '../../../shared/model/sync-words.ts'
import type { WorkflowEdit } from '../../db/command-types.ts'
import type { OutboxLine } from '../../db/queries.ts'

/** What the Outbox offers for a change, and what it says of the whole. Pure. */

/** The buttons of a row. */
export interface RowOffers {
  /** What only a person can do about it: send the same once more, correct it, or choose a version in the editor. */
  readonly next: 'sendAgain' | 'correct' | 'decide' | null
  readonly canSendNow: boolean
  readonly canHold: boolean
  readonly canRelease: boolean
  readonly canDiscard: boolean
}

/**
 * What can be done with a change. Discarding is offered only where nothing of it can exist at Catena; the host checks
 * once more. An uncertain change can be looked up now, not sent.
 */
export function offersFor({ workflow }: OutboxLine): RowOffers {
  const { shownState: state, sync } = workflow
  const isWaiting = state === 'queued' || state === 'blocked'
  const isAllHeld = state === 'held' && sync?.reason?.code === 'allHeld'
  const isHeldByPerson = (state === 'held' && !isAllHeld) || sync?.reason?.code === 'heldByUser'
  const mayExist = sync !== null && (sync.operationId !== null || sync.resourceId !== null)
  return {
    next: nextOf(state, sync),
    canSendNow: isWaiting || state === 'ambiguous' || state === 'accepted',
    canHold: (isWaiting || isAllHeld) && !isHeldByPerson,
    canRelease: isHeldByPerson,
    canDiscard:
      (isWaiting || state === 'held' || isHeldByPerson || state === 'rejected' || state === 'failed') &&
      !mayExist,
  }
}

function nextOf(state: SyncState, sync: OutboxLine['workflow']['sync']): RowOffers['next'] {
  if (state === 'rejected') return 'correct'
  if (state === 'conflict') return 'decide'
  if (state !== 'failed' || sync === null || sync.isLookedFor) return null
  return sync.reason?.code === 'tspValidation' ? 'correct' : 'sendAgain'
}

/** The change of a row once more, as a new wish: the host makes a new generation of it, never a blind second send. */
export function againEdit({ workflow }: OutboxLine): WorkflowEdit {
  const intent = workflow.sync?.change === 'cancel' ? 'cancel' : 'send'
  return { workflowId: workflow.id, baseRev: workflow.rev, plan: workflow.plan, intent }
}

/** The end of a shift in one sentence: may this computer be switched off? */
export interface ShiftEnd {
  readonly isSafe: boolean
  readonly words: string
}

/** States of which something is on this computer only, and is sent only while it is on. */
const HERE_ONLY: readonly SyncState[] = ['queued', 'sending', 'ambiguous', 'blocked', 'held']

/**
 * Counts the day and says whether the computer may be switched off. What Catena has goes on without us; what is refused
 * or in conflict is kept, but a person must settle it; everything else waits for this computer.
 */
export function shiftEnd(
  day: readonly { readonly shownState: SyncState }[],
  open: readonly OutboxLine[],
): ShiftEnd {
  const count = (states: readonly SyncState[]): number =>
    day.filter((each) => states.includes(each.shownState)).length
  const planned = day.length - count(['withdrawn'])
  const here = open.filter(
    ({ workflow, wish }) => HERE_ONLY.includes(workflow.shownState) || isWaitingBehind(workflow, wish),
  )
  const asking = open.filter(
    ({ workflow }) =>
      workflow.hasTwins === 1 || (needsPerson(workflow.shownState) && workflow.shownState !== 'held'),
  )
  const parts = [`${planned} planned`, `${count(['done'])} at the TSP`]
  const accepted = count(['accepted'])
  if (accepted > 0) parts.push(`${accepted} with Catena, which goes on without this computer`)
  if (asking.length > 0)
    parts.push(`${asking.length} ${asking.length === 1 ? 'needs' : 'need'} your decision`)
  const drafts = count(['draft'])
  if (drafts > 0) parts.push(`${drafts} only ${drafts === 1 ? 'a draft' : 'drafts'}`)
  if (here.length === 0) return { isSafe: true, words: `${parts.join(', ')}: safe to switch off.` }
  const waits = `${here.length} ${here.length === 1 ? 'waits' : 'wait'} on this computer`
  return {
    isSafe: false,
    words: `${parts.join(', ')}, ${waits}: leave it on. What waits is kept when it is off, but sent only while it is on.`,
  }
}

function isWaitingBehind(workflow: OutboxLine['workflow'], wish: OutboxLine['wish']): boolean {
  return workflow.shownState === 'accepted' && (workflow.sync?.isEditWaiting === true || wish?.isHanded === 0)
}

/** When the oldest change that still waits was saved, milliseconds since 1970; `null` = nothing waits. */
export function oldestWaitingMs(lines: readonly OutboxLine[]): number | null {
  const times = lines.flatMap(({ wish }) => (wish === null ? [] : [wish.queuedAtMs]))
  return times.length === 0 ? null : Math.min(...times)
}
