import type { SyncReason } from '../model/status/sync-status.ts'

/** The words for one reason. */
export interface ReasonText {
  /** At most three words, behind the state's word on the board: "Waiting: not allowed". */
  readonly short: string
  /** One or more sentences: what is the matter, and what is to be done. */
  readonly sentence: string
}

/** Why a change is where it is, in words, by its code. */
export const REASON_TEXTS: Readonly<Record<SyncReason['code'], ReasonText>> = {
  offline: { short: 'no network', sentence: 'There is no network. It is sent when the network is back.' },
  signInNeeded: {
    short: 'sign-in needed',
    sentence: 'Catena wants you to sign in again. It is sent after that.',
  },
  otherAccount: {
    short: 'other account',
    sentence: 'It was saved under another account. Sign in with that account to send it.',
  },
  rateLimited: {
    short: 'told to wait',
    sentence: 'Catena asked for a pause. It is sent when the pause is over.',
  },
  catenaFailing: {
    short: 'Catena fails now',
    sentence: 'Catena is there but does not work just now. It goes out when Catena works again.',
  },
  writesFailing: {
    short: 'writes failing',
    sentence: 'Catena does not take changes at present. One change is tried at a time; the others wait.',
  },
  forbidden: {
    short: 'not allowed',
    sentence:
      'Catena does not let this account write to this connection. Have the permission given there, then send it now.',
  },
  notFound: {
    short: 'unknown at Catena',
    sentence: 'Catena does not know this connection or workflow. Check it there, then send it now.',
  },
  unsupported: {
    short: 'not supported',
    sentence: 'This TSP does not support this kind of change. Make the change at the TSP itself.',
  },
  connectionInactive: {
    short: 'connection not active',
    sentence: 'The connection is not active at Catena. Have it renewed there; it is sent after that.',
  },
  heldByUser: { short: 'held by you', sentence: 'You hold it. Release it to send it.' },
  allHeld: {
    short: 'all sending held',
    sentence: 'All sending is held on this computer. It is sent when you switch that off.',
  },
  tooManyTries: {
    short: 'tried several times',
    sentence: 'It was tried several times. Catena’s lists prove that it did not arrive.',
  },
  tooOld: {
    short: 'too old',
    sentence: 'It is too old for Catena’s lists to show whether it arrived. Look for it at the TSP first.',
  },
  journalUnwritable: {
    short: 'cannot be recorded',
    sentence:
      'What is sent cannot be recorded on this computer, so nothing is sent: without a record it could go out twice.',
  },
  clonedProfile: {
    short: 'copied data',
    sentence:
      'These data were copied from another computer, which may have sent it. That is being looked up at Catena.',
  },
  journalLost: {
    short: 'send record lost',
    sentence:
      'The record of what was sent is missing, so it may have been sent before. That is being looked up at Catena.',
  },
  noMarks: {
    short: 'check at Catena',
    sentence:
      'Catena’s lists do not show our ids on this connection, so they cannot tell whether it arrived. Look for it at Catena yourself.',
  },
  perhapsOurs: {
    short: 'check at Catena',
    sentence:
      'Catena lists a change that does not say which workflow it is of. It may be this one. Look for it at Catena yourself.',
  },
  readModel: {
    short: 'check at Catena',
    sentence:
      'The TSP reported a failure, but the workflow may exist all the same, and Catena’s lists cannot tell. Look for it at Catena yourself.',
  },
  notReadable: {
    short: 'not readable yet',
    sentence: 'Catena does not show this workflow yet. It is read again until it is there.',
  },
  waitsForCreate: {
    short: 'workflow comes first',
    sentence: 'It waits until the TSP has taken the workflow itself.',
  },
  answerLost: {
    short: 'answer lost',
    sentence:
      'It was sent and the answer was lost. It is not sent again before Catena’s list shows whether it arrived.',
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
