import type { NETWORK_STATES, SyncReason, SyncState, WorkflowSync } from '../model/status/sync-status.ts'
import { assertNever } from '../util/assert-never.ts'
import { connectionStatusText } from './field-text.ts'
import { textOf } from './stored-text.ts'
import type { Translate } from './texts.ts'

/**
 * Texts for the status of a change. Board, editor, outbox and status line use these and `sync.state`, so that a state
 * has one name. Times are formatted by a function of the caller: only the screen knows the depot's zone.
 */

/** The colour of a state. It is never the only sign: an icon and a word stand beside it. */
export type SyncTone = 'quiet' | 'info' | 'good' | 'warn' | 'bad'

/** Names of the drawings that go with the states; the screen maps them to icons. */
export type SyncIcon =
  | 'pencil'
  | 'arrowUp'
  | 'sending'
  | 'question'
  | 'clock'
  | 'check'
  | 'cross'
  | 'pause'
  | 'hand'
  | 'undo'
  | 'swap'

/** How a state is drawn. Its label is `sync.state.<state>`. */
export interface SyncLook {
  readonly icon: SyncIcon
  readonly tone: SyncTone
}

const LOOKS: Readonly<Record<SyncState, SyncLook>> = {
  draft: { icon: 'pencil', tone: 'quiet' },
  queued: { icon: 'arrowUp', tone: 'warn' },
  sending: { icon: 'sending', tone: 'info' },
  uncertain: { icon: 'question', tone: 'warn' },
  accepted: { icon: 'clock', tone: 'info' },
  done: { icon: 'check', tone: 'good' },
  rejected: { icon: 'cross', tone: 'bad' },
  failed: { icon: 'cross', tone: 'bad' },
  blocked: { icon: 'pause', tone: 'warn' },
  held: { icon: 'hand', tone: 'warn' },
  withdrawn: { icon: 'undo', tone: 'quiet' },
  conflict: { icon: 'swap', tone: 'bad' },
}

/** The drawing and tone of a state. */
export function syncLook(state: SyncState): SyncLook {
  return LOOKS[state]
}

/** Two or three words for a reason, shown behind the state. */
export function reasonShort(reason: Pick<SyncReason, 'code'>, t: Translate): string {
  return t(`sync.reason.${reason.code}.short`)
}

/** A reason as a sentence for the dispatcher, followed by the words of Catena or of the system, if any. */
export function reasonSentence(reason: SyncReason, t: Translate): string {
  const sentence = t(`sync.reason.${reason.code}.sentence`)
  const detail = reason.detail === null ? '' : detailText(reason.code, reason.detail, t)
  return detail === '' ? sentence : t('sync.reasonDetail', { sentence, detail })
}

function detailText(code: SyncReason['code'], detail: string, t: Translate): string {
  if (code === 'connectionInactive') return connectionStatusText(detail, t)
  return textOf(t, detail).trim().replace(/\.$/, '')
}

/** Formats a time, given as ISO 8601 UTC, as `HH:MM` in the depot's zone. */
export type ShowTime = (iso: string) => string

/**
 * The text of one change in the Outbox: whole sentences, the most urgent first. `sync: null`: the host has not seen the
 * change yet.
 */
export function syncSentence(sync: WorkflowSync | null, showTime: ShowTime, t: Translate): string {
  if (sync === null) return t('sync.sentence.notHandedOver')
  const isTwice = sync.duplicates.length > 0 && sync.reason?.code !== 'duplicate'
  return joined([
    mainSentence(sync, showTime, t),
    isTwice ? t('sync.reason.duplicate.sentence') : null,
    sync.isEditWaiting ? t('sync.sentence.editWaiting') : null,
  ])
}

function mainSentence(sync: WorkflowSync, showTime: ShowTime, t: Translate): string {
  const reason = sync.reason === null ? null : reasonSentence(sync.reason, t)
  switch (sync.state) {
    case 'draft':
      return t('sync.sentence.draft')
    case 'queued':
      return joined([reason ?? t('sync.sentence.queued'), nextTry(sync, showTime, t)])
    case 'sending':
      return t('sync.sentence.sending')
    case 'uncertain':
      return uncertainSentence(sync, showTime, t)
    case 'accepted':
      return acceptedSentence(sync, t)
    case 'done':
      return t('sync.sentence.done')
    case 'rejected':
      return reason ?? t('sync.reason.invalid.sentence')
    case 'failed':
      return failedSentence(sync, showTime, t)
    case 'blocked':
      return reason ?? t('sync.sentence.blocked')
    case 'held':
      return heldSentence(sync, reason, showTime, t)
    case 'withdrawn':
      return t('sync.sentence.withdrawn')
    case 'conflict':
      return reason ?? t('sync.reason.baseChanged.sentence')
    default:
      return assertNever(sync.state)
  }
}

function heldSentence(sync: WorkflowSync, reason: string | null, showTime: ShowTime, t: Translate): string {
  if (sync.toCheck !== undefined) return checkSentence(sync, showTime, t)
  switch (sync.reason?.code) {
    case 'allHeld': // the switch for all sending holds it: there is nothing to decide for this change alone
    case 'heldByUser':
      return reason ?? t('sync.reason.heldByUser.sentence')
    default:
      return joined([reason ?? t('sync.sentence.held'), t('sync.sentence.decide')])
  }
}

/** When the change was sent, if that is known. */
function sentSentence(
  { lastTryAt }: WorkflowSync,
  isAnswered: boolean,
  showTime: ShowTime,
  t: Translate,
): string {
  if (lastTryAt === null) return t('sync.sentence.maybeSent')
  const time = showTime(lastTryAt)
  return isAnswered ? t('sync.sentence.sent', { time }) : t('sync.sentence.answerLost', { time })
}

/** What happened to a change that a person has to look for at Catena. */
function checkSentence(sync: WorkflowSync, showTime: ShowTime, t: Translate): string {
  const isAnswered = sync.reason?.code === 'readModel'
  const reason = sync.reason === null ? null : reasonSentence(sync.reason, t)
  return joined([sentSentence(sync, isAnswered, showTime, t), reason])
}

function uncertainSentence(sync: WorkflowSync, showTime: ShowTime, t: Translate): string {
  const hasCause = sync.reason !== null && sync.reason.code !== 'answerLost'
  return joined([
    hasCause && sync.reason !== null
      ? reasonSentence(sync.reason, t)
      : sentSentence(sync, false, showTime, t),
    looksSentence(sync, showTime, t),
    nextLook(sync, showTime, t),
    t('sync.sentence.notBeforeKnown'),
  ])
}

function looksSentence({ looks }: WorkflowSync, showTime: ShowTime, t: Translate): string {
  const last = looks.at(-1)
  if (last === undefined) return t('sync.sentence.notLookedUp')
  const values = { count: looks.length, time: showTime(last.at) }
  if (last.found === null) return t('sync.sentence.lookUnclear', values)
  return last.found === 0
    ? t('sync.sentence.lookNotFound', values)
    : t('sync.sentence.lookFound', { ...values, found: last.found })
}

/** What is known after a failure, and what a person can do. */
function failedSentence(sync: WorkflowSync, showTime: ShowTime, t: Translate): string {
  if (sync.toCheck !== undefined) return checkSentence(sync, showTime, t)
  const base = sync.reason === null ? t('sync.sentence.failed') : reasonSentence(sync.reason, t)
  if (sync.isLookedFor) return joined([base, t('sync.sentence.lookedFor'), nextLook(sync, showTime, t)])
  switch (sync.reason?.code) {
    case 'tspValidation':
      return base
    case 'tspAuth':
      return joined([base, t('sync.sentence.renewCredentials')])
    default:
      return joined([
        base,
        sync.change === 'create' ? t('sync.sentence.createAbsent') : t('sync.sentence.updateStands'),
      ])
  }
}

function acceptedSentence({ foreignStatus }: WorkflowSync, t: Translate): string {
  return foreignStatus === null
    ? t('sync.sentence.accepted')
    : t('sync.sentence.foreignStatus', { status: foreignStatus })
}

function nextTry({ nextTryAt }: WorkflowSync, showTime: ShowTime, t: Translate): string | null {
  return nextTryAt === null ? null : t('sync.sentence.nextTry', { time: showTime(nextTryAt) })
}

function nextLook({ nextTryAt }: WorkflowSync, showTime: ShowTime, t: Translate): string | null {
  return nextTryAt === null ? null : t('sync.sentence.nextLook', { time: showTime(nextTryAt) })
}

/** Whole sentences, one after the other. */
function joined(sentences: readonly (string | null)[]): string {
  return sentences.filter((each) => each !== null).join(' ')
}

/** State of the network status. */
export type NetworkState = (typeof NETWORK_STATES)[number]
