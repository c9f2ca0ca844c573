import type { NETWORK_STATES, SyncReason, SyncState, WorkflowSync } from '../model/status/sync-status.ts'
import { assertNever } from '../util/assert-never.ts'
import { REASON_TEXTS } from './reason-text.ts'

/**
 * The words for where a change has got to. Board, editor, outbox and status line all take them from here, so that
 * one state never has two names. Pure: times come in as a function, since only the screen knows the depot's zone.
 */

/** How a state is to be coloured; never the only sign, an icon and the word stand beside it. */
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

/** A state as a word, a drawing and a tone. */
export interface SyncWord {
  readonly word: string
  readonly icon: SyncIcon
  readonly tone: SyncTone
}

const WORDS: Readonly<Record<SyncState, SyncWord>> = {
  draft: { word: 'Draft', icon: 'pencil', tone: 'quiet' },
  queued: { word: 'On this computer', icon: 'arrowUp', tone: 'warn' },
  sending: { word: 'Sending', icon: 'sending', tone: 'info' },
  uncertain: { word: 'Checking with Catena', icon: 'question', tone: 'warn' },
  accepted: { word: 'With Catena', icon: 'clock', tone: 'info' },
  done: { word: 'At the TSP', icon: 'check', tone: 'good' },
  rejected: { word: 'Refused', icon: 'cross', tone: 'bad' },
  failed: { word: 'Failed', icon: 'cross', tone: 'bad' },
  blocked: { word: 'Waiting', icon: 'pause', tone: 'warn' },
  held: { word: 'Held', icon: 'hand', tone: 'warn' },
  withdrawn: { word: 'Withdrawn', icon: 'undo', tone: 'quiet' },
  conflict: { word: 'Conflict', icon: 'swap', tone: 'bad' },
}

/** The word, drawing and tone of a state. */
export function syncWord(state: SyncState): SyncWord {
  return WORDS[state]
}

/** True while something of it has still to reach the TSP or be settled: what "not sent" and the Outbox count. */
export function isNotAtTsp(state: SyncState): boolean {
  return state !== 'done' && state !== 'withdrawn' && state !== 'draft'
}

/** Two or three words for a reason, to stand behind a state's word. */
export function reasonShort(reason: Pick<SyncReason, 'code'>): string {
  return REASON_TEXTS[reason.code].short
}

/** A reason as a sentence for the dispatcher, followed by Catena's or the system's own words when there are any. */
export function reasonSentence(reason: SyncReason): string {
  const { sentence } = REASON_TEXTS[reason.code]
  if (reason.detail === null || reason.detail.trim() === '') return sentence
  return `${sentence} (${reason.detail.trim().replace(/\.$/, '')})`
}

/** What the change does, as the outbox names it. */
export function changeWord(change: WorkflowSync['change']): string {
  switch (change) {
    case 'create':
      return 'New'
    case 'update':
      return 'Update'
    case 'cancel':
      return 'Cancellation'
    default:
      return assertNever(change)
  }
}

/** How a screen shows a time: `HH:MM` in the depot's zone, given ISO 8601 UTC. */
export type ShowTime = (iso: string) => string

/**
 * What the Outbox says of one change: one or more whole sentences, the most pressing first. `sync: null` is a change
 * the host has not seen yet.
 */
export function syncSentence(sync: WorkflowSync | null, showTime: ShowTime): string {
  if (sync === null) return 'Saved on this computer; not handed to the sender yet.'
  const parts = [mainSentence(sync, showTime)]
  if (sync.duplicates.length > 0 && sync.reason?.code !== 'duplicate')
    parts.push(REASON_TEXTS.duplicate.sentence)
  if (sync.isEditWaiting) parts.push('A newer edit waits behind it and follows by itself.')
  return parts.join(' ')
}

function mainSentence(sync: WorkflowSync, showTime: ShowTime): string {
  const reason = sync.reason === null ? null : reasonSentence(sync.reason)
  switch (sync.state) {
    case 'draft':
      return 'Only a draft: it is not sent until you choose Save and send.'
    case 'queued':
      return [reason ?? 'It waits to be sent; nothing of it has left this computer.', nextTry(sync, showTime)]
        .filter(isPresent)
        .join(' ')
    case 'sending':
      return 'It is being sent now.'
    case 'uncertain':
      return uncertainSentence(sync, showTime)
    case 'accepted':
      return acceptedSentence(sync)
    case 'done':
      return 'The TSP has it.'
    case 'rejected':
      return reason ?? REASON_TEXTS.invalid.sentence
    case 'failed':
      return failedSentence(sync, showTime)
    case 'blocked':
      return reason ?? 'It cannot be sent now.'
    case 'held':
      return heldSentence(sync, reason, showTime)
    case 'withdrawn':
      return 'It was withdrawn; nothing of it exists at Catena.'
    case 'conflict':
      return reason ?? REASON_TEXTS.baseChanged.sentence
    default:
      return assertNever(sync.state)
  }
}

function heldSentence(sync: WorkflowSync, reason: string | null, showTime: ShowTime): string {
  if (sync.toCheck !== undefined) return checkSentence(sync, showTime)
  switch (sync.reason?.code) {
    case 'allHeld': // one switch holds all of them: there is nothing to decide of this one
    case 'heldByUser':
      return reason ?? REASON_TEXTS.heldByUser.sentence
    default:
      return `${reason ?? 'It is held.'} You decide: release it, or discard it.`
  }
}

/** What happened to a change of which only a person who looks at Catena can tell whether it is there. */
function checkSentence(sync: WorkflowSync, showTime: ShowTime): string {
  const lost = sync.reason?.code === 'readModel' ? '' : ', answer lost'
  const sent =
    sync.lastTryAt === null ? 'It may have been sent.' : `Sent at ${showTime(sync.lastTryAt)}${lost}.`
  return [sent, sync.reason === null ? null : reasonSentence(sync.reason)].filter(isPresent).join(' ')
}

function uncertainSentence(sync: WorkflowSync, showTime: ShowTime): string {
  const sent =
    sync.lastTryAt === null ? 'It may have been sent.' : `Sent at ${showTime(sync.lastTryAt)}, answer lost.`
  const cause = sync.reason === null || sync.reason.code === 'answerLost' ? null : reasonSentence(sync.reason)
  return [cause ?? sent, looksSentence(sync, showTime), 'It is not sent again before that is known.']
    .filter(isPresent)
    .join(' ')
}

function looksSentence(sync: WorkflowSync, showTime: ShowTime): string {
  const last = sync.looks.at(-1)
  const next = sync.nextTryAt === null ? '' : ` Next look at ${showTime(sync.nextTryAt)}.`
  if (last === undefined) return `Not looked up at Catena yet.${next}`
  const times = sync.looks.length === 1 ? 'once' : `${sync.looks.length} times`
  const found =
    last.found === null
      ? 'the last look gave no clear answer'
      : last.found === 0
        ? 'not found so far'
        : `found ${last.found}`
  return `Looked up ${times}, last at ${showTime(last.at)}: ${found}.${next}`
}

/** What is known after a failure, and what a person can do about it. */
function failedSentence(sync: WorkflowSync, showTime: ShowTime): string {
  if (sync.toCheck !== undefined) return checkSentence(sync, showTime)
  const base = sync.reason === null ? 'The TSP did not take it.' : reasonSentence(sync.reason)
  if (sync.isLookedFor) {
    const next = sync.nextTryAt === null ? null : `Next look at ${showTime(sync.nextTryAt)}.`
    return [base, 'It may be there all the same: that is being looked up.', next].filter(isPresent).join(' ')
  }
  switch (sync.reason?.code) {
    case 'tspValidation':
      return base
    case 'tspAuth':
      return `${base} Have them renewed, then send it again.`
    default:
      return sync.change === 'create'
        ? `${base} It was looked for and is not there: send it again.`
        : `${base} What was there before may still stand: send it again.`
  }
}

function acceptedSentence(sync: WorkflowSync): string {
  if (sync.foreignStatus !== null)
    return `Catena has it and says “${sync.foreignStatus}”; the TSP has not confirmed it.`
  return 'Catena has it; the TSP has not confirmed it yet.'
}

function nextTry(sync: WorkflowSync, showTime: ShowTime): string | null {
  return sync.nextTryAt === null ? null : `Next try at ${showTime(sync.nextTryAt)}.`
}

function isPresent(text: string | null): text is string {
  return text !== null && text !== ''
}

/** State of the line to Catena. */
export type NetworkState = (typeof NETWORK_STATES)[number]

const NETWORK_TEXT: Readonly<Record<NetworkState, { word: string; sentence: string; tone: SyncTone }>> = {
  online: { word: 'Online', sentence: 'Catena answers.', tone: 'good' },
  offline: {
    word: 'Offline',
    sentence:
      'No connection to Catena can be opened. Planning and saving go on; changes are sent when it is back.',
    tone: 'warn',
  },
  signInNeeded: {
    word: 'Sign-in needed',
    sentence: 'Catena wants you to sign in again. Planning and saving go on.',
    tone: 'warn',
  },
  networkLoginNeeded: {
    word: 'Network login needed',
    sentence:
      'This network wants a login before Catena can be reached. Open a browser and log in to the network.',
    tone: 'warn',
  },
  certificateNotTrusted: {
    word: 'Certificate not trusted',
    sentence: 'The certificate of Catena is not trusted, so nothing is sent. Planning and saving go on.',
    tone: 'warn',
  },
  unreachable: {
    word: 'Catena unreachable',
    sentence: 'The network is there, but Catena gives no usable answer. Planning and saving go on.',
    tone: 'warn',
  },
}

/** The word for the line to Catena, a sentence that explains it, and its tone. */
export function networkText(state: NetworkState): { word: string; sentence: string; tone: SyncTone } {
  return NETWORK_TEXT[state]
}

/** What is told where it matters: these limits cannot be removed by any program on this side. */
export const LIMITS = {
  twoDevices:
    'If two computers change the same workflow at the same moment, Catena keeps the later one: it has no way to refuse the older.',
  doublingProxy:
    'A proxy between this computer and Catena can repeat a request. That is noticed and shown here, but it cannot be prevented.',
} as const
