import type { SyncReason } from './sync-status.ts'

/** The words for one reason. */
export interface ReasonWords {
  /** Fits behind the state's word on the board: "Waiting: no network". */
  readonly short: string
  readonly sentence: string
}

/** Why a change is where it is, in words, by its code. */
export const REASON_WORDS: Readonly<Record<SyncReason['code'], ReasonWords>> = {
  offline: { short: 'no network', sentence: 'There is no network. It goes out when the line is back.' },
  signInNeeded: {
    short: 'sign-in needed',
    sentence: 'Catena wants you to sign in again before it takes anything.',
  },
  otherAccount: {
    short: 'other account',
    sentence: 'It was saved under another account. It waits until that account is signed in again.',
  },
  rateLimited: {
    short: 'Catena asked to slow down',
    sentence: 'Catena asked to slow down; it goes out after the pause.',
  },
  writesFailing: {
    short: 'Catena takes no changes',
    sentence: 'Catena is not taking changes just now. One change is tried at a time; the others wait.',
  },
  forbidden: { short: 'not allowed', sentence: 'Catena does not let this account write to this connection.' },
  notFound: { short: 'not found at Catena', sentence: 'Catena does not know this connection or workflow.' },
  unsupported: {
    short: 'TSP does not support it',
    sentence: 'This TSP does not support this kind of change.',
  },
  connectionInactive: {
    short: 'connection not active',
    sentence: 'The connection is not active at Catena. Have it renewed there; then this goes out by itself.',
  },
  heldByUser: { short: 'held by you', sentence: 'You are holding it. Release it to send it.' },
  allHeld: { short: 'all sending held', sentence: 'All sending is held on this computer.' },
  tooManyTries: {
    short: 'tried several times',
    sentence: 'It was tried several times and provably did not arrive. Decide whether to send it again.',
  },
  tooOld: {
    short: 'too old to prove',
    sentence:
      'It is too old for Catena to tell whether it arrived. Look at the TSP, then release or discard it.',
  },
  journalUnwritable: {
    short: 'disk cannot be written',
    sentence:
      'The disk cannot be written, so nothing is sent: a change that cannot be recorded could go out twice.',
  },
  clonedProfile: {
    short: 'copied from another computer',
    sentence:
      'These data were copied from another computer. Whether it was sent from there is being looked up.',
  },
  journalLost: {
    short: 'send record lost',
    sentence: 'The record of what was sent is missing. Whether it was sent before is being looked up.',
  },
  noMarks: {
    short: 'check at Catena',
    sentence:
      'It may be at Catena. Catena’s list does not show our marks, so this desk cannot tell: check there.',
  },
  perhapsOurs: {
    short: 'check at Catena',
    sentence:
      'It may be at Catena. Its list has a change that does not say whose it is, so this desk cannot tell: check there.',
  },
  readModel: {
    short: 'check at Catena',
    sentence:
      'The TSP reported a failure, and Catena’s workflow list cannot show yet whether it was made all the same: check there.',
  },
  notReadable: {
    short: 'not readable yet',
    sentence: 'Catena does not show this workflow yet. It is asked again by itself.',
  },
  waitsForCreate: {
    short: 'after the first send',
    sentence: 'It waits until the TSP has taken the workflow itself.',
  },
  answerLost: {
    short: 'answer lost',
    sentence:
      'It was sent and the answer was lost. Nothing is sent again until Catena’s list shows whether it arrived.',
  },
  duplicate: {
    short: 'twice at Catena',
    sentence: 'Catena has it more than once, as a proxy on the way can cause. Cancel the newer one.',
  },
  baseChanged: {
    short: 'changed at Catena',
    sentence: 'It was changed at Catena since it was last sent from here. Choose between the two versions.',
  },
  invalid: {
    short: 'needs correcting',
    sentence: 'Catena refused it and made nothing. Correct it and send it again.',
  },
  tspAuth: { short: 'TSP sign-in', sentence: 'The TSP did not accept the connection’s credentials.' },
  tspValidation: {
    short: 'TSP refused it',
    sentence: 'The TSP refused its content. Correct it and send it again.',
  },
  tspNetwork: { short: 'TSP not reached', sentence: 'Catena could not reach the TSP.' },
  tspError: { short: 'TSP error', sentence: 'The TSP answered with an error.' },
}
