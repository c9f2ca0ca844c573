import type { SyncState, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type { HostChannelState } from '../../../shared/rpc/host-client.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import type { WorkflowEdit } from '../../db/commands/command-types.ts'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { currentSync, isNoLongerPlanned, isToCheck } from '../../db/schema/shown-status.ts'

/** What the Outbox offers for a change, and what it says of the whole. Pure. */

/** The buttons of a row. */
export interface RowOffers {
  /**
   * What only a person can do about it: send the same once more, correct it, choose a version in the editor, or look at
   * Catena whether it is there.
   */
  readonly next: 'sendAgain' | 'correct' | 'decide' | 'check' | null
  readonly canSendNow: boolean
  readonly canHold: boolean
  readonly canRelease: boolean
  readonly canDiscard: boolean
}

/**
 * What can be done with a change. Discarding is offered only where nothing of it can exist at Catena; the host checks
 * once more. An uncertain change can be looked up now, not sent, and while all sending is held only that can be tried. Of
 * one that a person has to look for at Catena, the row asks what was found there, and nothing else can be done with it.
 */
export function offersFor({ workflow }: OutboxLine, sending: Sending = 'on'): RowOffers {
  const { shownState: state, sync } = workflow
  if (isToCheck(workflow)) return CHECK_OFFERS
  const isWaiting = state === 'queued' || state === 'blocked'
  const isAllHeld = state === 'held' && sync?.reason?.code === 'allHeld'
  const isHeldByPerson = (state === 'held' && !isAllHeld) || sync?.reason?.code === 'heldByUser'
  const mayExist = sync !== null && (sync.operationId !== null || sync.resourceId !== null)
  return {
    next: nextOf(state, sync),
    canSendNow: (isWaiting && sending !== 'held') || state === 'uncertain' || state === 'accepted',
    canHold: (isWaiting || isAllHeld) && !isHeldByPerson,
    canRelease: isHeldByPerson,
    canDiscard:
      (isWaiting || state === 'held' || isHeldByPerson || state === 'rejected' || state === 'failed') &&
      !mayExist,
  }
}

const CHECK_OFFERS: RowOffers = {
  next: 'check',
  canSendNow: true,
  canHold: false,
  canRelease: false,
  canDiscard: false,
}

function nextOf(state: SyncState, sync: OutboxLine['workflow']['sync']): RowOffers['next'] {
  if (state === 'rejected') return 'correct'
  if (state === 'conflict') return 'decide'
  if (state !== 'failed' || sync === null || sync.isLookedFor) return null
  return sync.reason?.code === 'tspValidation' ? 'correct' : 'sendAgain'
}

/** The change of a row once more, as a new pending change: the host makes a new generation of it, never a blind second send. */
export function againEdit({ workflow }: OutboxLine): WorkflowEdit {
  const intent = workflow.sync?.change === 'cancel' ? 'cancel' : 'send'
  return { workflowId: workflow.id, baseRev: workflow.rev, plan: workflow.plan, intent }
}

/** What a change does: as the pending change says while it waits to be submitted, else as the host says. */
export function changeOfLine({ workflow, pendingChange }: OutboxLine): WorkflowSync['change'] {
  const current = currentSync(workflow)
  if (current !== null) return pendingChange?.intent === 'cancel' ? 'cancel' : current.change
  if (pendingChange?.intent === 'cancel') return 'cancel'
  return workflow.sync !== null && isStillThere(workflow.sync) ? 'update' : 'create'
}

/** True when something of it is at Catena or may be, so that the next pending change changes that. */
function isStillThere(sync: WorkflowSync): boolean {
  if (sync.state === 'withdrawn' || (sync.state === 'done' && sync.change === 'cancel')) return false
  if (sync.state === 'failed' && sync.change === 'create' && !sync.isLookedFor) return false
  return sync.resourceId !== null || sync.operationId !== null
}

/** The end of a shift in one sentence: may this computer be switched off? */
export interface ShiftEnd {
  readonly isSafe: boolean
  readonly text: string
}

/** States of which something is on this computer only, and is sent only while it is on. */
const HERE_ONLY: readonly SyncState[] = ['queued', 'sending', 'uncertain', 'blocked', 'held']

/**
 * Whether what waits is being sent: `held` = one switch holds all of it, `stopped` = the sender does not run,
 * `elsewhere` = it runs for a later window, which knows.
 */
export type Sending = 'on' | 'held' | 'stopped' | 'elsewhere'

/** That, from what the desk knows of the host. */
export function sendingOf(hostChannel: HostChannelState, isAllHeld: boolean): Sending {
  if (hostChannel === 'refused') return 'elsewhere'
  if (hostChannel === 'closed') return 'stopped'
  return isAllHeld ? 'held' : 'on'
}

/** What a workflow counts as at the end of a shift; `over` = it is not planned any more. */
type Standing = 'done' | 'accepted' | 'asking' | 'draft' | 'here' | 'over'

/**
 * Counts the day and says whether the computer may be switched off. Each workflow of the day counts once, and what waits
 * on other days is told apart, since it waits for this computer too. What Catena has goes on without us; what is refused
 * or in conflict is kept, but a person must settle it.
 */
export function shiftEnd(
  day: readonly OutboxLine['workflow'][],
  open: readonly OutboxLine[],
  sending: Sending,
  t: Translate,
): ShiftEnd {
  const pendingChanges = new Map(open.map(({ workflow, pendingChange }) => [workflow.id, pendingChange]))
  const ofDay = day.map((each) => standingOf(each, pendingChanges.get(each.id) ?? null))
  const count = (standing: Standing): number => ofDay.filter((each) => each === standing).length
  const ids = new Set(day.map((each) => each.id))
  const elsewhere = open
    .filter(({ workflow }) => !ids.has(workflow.id))
    .map(({ workflow, pendingChange }) => standingOf(workflow, pendingChange))
  const [here, hereElsewhere] = [count('here'), elsewhere.filter((each) => each === 'here').length]
  const askingElsewhere = elsewhere.filter((each) => each === 'asking').length
  const parts = [
    t('outbox.shift.planned', { count: ofDay.length - count('over') }),
    t('outbox.shift.atTsp', { count: count('done') }),
  ]
  const [accepted, asking, drafts] = [count('accepted'), count('asking'), count('draft')]
  if (accepted > 0) parts.push(t('outbox.shift.withCatena', { count: accepted }))
  if (asking > 0) parts.push(t('outbox.shift.toDecide', { count: asking }))
  if (drafts > 0) parts.push(t('outbox.shift.drafts', { count: drafts }))
  if (here > 0) parts.push(t('outbox.shift.here', { count: here }))
  const others: string[] = []
  if (hereElsewhere > 0) others.push(t('outbox.shift.hereElsewhere', { count: hereElsewhere }))
  if (askingElsewhere > 0) others.push(t('outbox.shift.toDecide', { count: askingElsewhere }))
  const ofToday = parts.join(', ')
  const counts =
    others.length === 0
      ? ofToday
      : t('outbox.shift.withOtherDays', { counts: ofToday, others: others.join(', ') })
  const isSafe = here + hereElsewhere === 0
  return { isSafe, text: t(`outbox.shift.${isSafe ? 'safe' : sending}`, { counts }) }
}

function standingOf(workflow: OutboxLine['workflow'], pendingChange: OutboxLine['pendingChange']): Standing {
  const { shownState: state, sync } = workflow
  // However long this computer is on: nothing of it is sent before somebody has looked at Catena.
  if (isToCheck(workflow)) return 'asking'
  if (HERE_ONLY.includes(state) || isWaitingBehind(workflow, pendingChange)) return 'here'
  // Still looked for by this computer; only then is there something to decide.
  if (state === 'failed' && sync?.isLookedFor === true) return 'here'
  if (workflow.hasDuplicates === 1) return 'asking'
  if (isNoLongerPlanned(workflow)) return 'over'
  if (state === 'done' || state === 'accepted' || state === 'draft') return state
  return 'asking'
}

function isWaitingBehind(
  workflow: OutboxLine['workflow'],
  pendingChange: OutboxLine['pendingChange'],
): boolean {
  return (
    workflow.shownState === 'accepted' &&
    (workflow.sync?.isEditWaiting === true || pendingChange?.isAcknowledged === 0)
  )
}

/** When the oldest change that still waits was saved, milliseconds since 1970; `null` = nothing waits. */
export function oldestWaitingMs(lines: readonly OutboxLine[]): number | null {
  const times = lines.flatMap(({ pendingChange }) =>
    pendingChange === null ? [] : [pendingChange.queuedAtMs],
  )
  return times.length === 0 ? null : Math.min(...times)
}
