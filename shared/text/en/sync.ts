/** The status of a change: states, reasons, sentences of the Outbox, lines of the Sync tab, and the network status. */
export const sync = {
  // The state of a change, as a label on the board. Adjectives and participles describe the change.
  state: {
    draft: 'Draft',
    queued: 'On this computer',
    sending: 'Sending',
    uncertain: 'Checking with Catena',
    accepted: 'With Catena',
    done: 'At the TSP',
    rejected: 'Refused',
    failed: 'Failed',
    blocked: 'Waiting',
    held: 'Held',
    withdrawn: 'Withdrawn',
    conflict: 'Conflict',
  },
  // The kind of change, as the Outbox names it.
  change: {
    create: 'New',
    update: 'Update',
    cancel: 'Cancellation',
  },
  // Why a change is in its state. `short`: at most three words behind the state on the board ("Waiting: not allowed").
  reason: {
    offline: {
      short: 'no network',
      sentence: 'There is no network. It is sent when the network is back.',
    },
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
    heldByUser: {
      short: 'held by you',
      sentence: 'You hold it. Release it to send it.',
    },
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
    tspAuth: {
      short: 'TSP sign-in',
      sentence: 'The TSP did not accept the connection’s credentials.',
    },
    tspValidation: {
      short: 'TSP refused it',
      sentence: 'The TSP refused its content. Correct it and send it again.',
    },
    tspNetwork: {
      short: 'TSP not reached',
      sentence: 'Catena could not reach the TSP.',
    },
    tspError: {
      short: 'TSP error',
      sentence: 'The TSP answered with an error.',
    },
  },
  // A reason, then Catena's or the system's own words.
  reasonDetail: '{sentence} ({detail})',
  // Sentences of one change; several stand one after the other.
  sentence: {
    notHandedOver: 'Saved on this computer; not handed to the sender yet.',
    editWaiting: 'A newer edit waits behind it and follows by itself.',
    draft: 'Only a draft: it is not sent until you choose Save and send.',
    queued: 'It waits to be sent; nothing of it has left this computer.',
    nextTry: 'Next try at {time}.',
    sending: 'It is being sent now.',
    maybeSent: 'It may have been sent.',
    sent: 'Sent at {time}.',
    answerLost: 'Sent at {time}, answer lost.',
    notLookedUp: 'Not looked up at Catena yet.',
    // The last listing was not usable, found nothing, or found `found`.
    lookUnclear:
      'Looked up {count, plural, =1 {once} other {# times}}, last at {time}: the last look gave no clear answer.',
    lookNotFound: 'Looked up {count, plural, =1 {once} other {# times}}, last at {time}: not found so far.',
    lookFound: 'Looked up {count, plural, =1 {once} other {# times}}, last at {time}: found {found, number}.',
    nextLook: 'Next look at {time}.',
    notBeforeKnown: 'It is not sent again before that is known.',
    foreignStatus: 'Catena has it and says “{status}”; the TSP has not confirmed it.',
    accepted: 'Catena has it; the TSP has not confirmed it yet.',
    done: 'The TSP has it.',
    blocked: 'It cannot be sent now.',
    held: 'It is held.',
    decide: 'You decide: release it, or discard it.',
    withdrawn: 'It was withdrawn; nothing of it exists at Catena.',
    failed: 'The TSP did not take it.',
    lookedFor: 'It may be there all the same: that is being looked up.',
    renewCredentials: 'Have them renewed, then send it again.',
    createAbsent: 'It was looked for and is not there: send it again.',
    updateStands: 'What was there before may still stand: send it again.',
  },
  // Why this computer itself does not send a change. Clauses without a full stop.
  refusal: {
    deletedAtTsp: 'It was deleted at the TSP',
    tooManyStops:
      'Catena holds it with more than {count, plural, one {# stop} other {# stops}}, and this desk would delete the rest: change it where it was made',
    otherConnection: 'It was already sent on another connection: cancel it and plan it anew',
  },
  // Lines of the Sync tab: what happened, in order.
  line: {
    saved: 'Saved on this computer, waiting to be sent',
    cancelAsked: 'Cancelling was asked for',
    newer: 'A newer version was saved',
    attempt:
      '{kind, select, create {Sending (create, try {number, number})} other {Sending (update, try {number, number})}}',
    unsent: 'Nothing was sent: {detail}',
    accepted: 'Catena has it, as operation {id}',
    found: 'Found at Catena, as operation {id}',
    refused: 'Refused: {detail}',
    blocked: 'Turned away ({status}): {detail}',
    noProof: 'No answer that proves anything ({detail}): checking with Catena',
    uncertain: 'It may have been sent before: checking with Catena first',
    lookNotThere: 'Looked it up at Catena: not there',
    lookUnproven: 'Looked it up at Catena: the list cannot show whether it is there',
    listUnproven: 'Catena’s workflow list cannot show yet whether it is there',
    evidence: 'Two complete listings show that nothing arrived: it may be sent again',
    duplicate: 'Catena holds it {count, number} times',
    cancelDuplicate: 'Cancelling the duplicate',
    pending: 'Catena says: {status}',
    failed: 'Failed ({type}): {detail}',
    failedUnnamed: 'Failed (no reason given): {detail}',
    absentByPerson: 'Somebody looked at Catena: it is not there',
    absent: 'Looked for it among the workflows: it is not at the TSP',
    done: 'The TSP took it',
    conflict: 'Catena’s version changed under ours',
    heldByUser: 'Held by the dispatcher',
    tooOld: 'Too old to be sent by itself: please decide',
    tooManyTries: 'Tried too often: please decide',
    released: 'Released',
    withdrawn: 'Withdrawn: nothing of it exists at Catena',
    discarded: 'The change was discarded',
    newGeneration: 'Will be sent as a new workflow',
    nothingLeft: 'Nothing is left to send: Catena holds this plan',
    triedAgain: '{intent, select, cancel {Will be tried again (cancel)} other {Will be tried again (send)}}',
  },
  // The network status: a label, and a sentence that explains it.
  network: {
    online: { label: 'Online', sentence: 'Catena answers.' },
    offline: {
      label: 'Offline',
      sentence:
        'No connection to Catena can be opened. Planning and saving go on; changes are sent when it is back.',
    },
    signInNeeded: {
      label: 'Sign-in needed',
      sentence: 'Catena wants you to sign in again. Planning and saving go on.',
    },
    networkLoginNeeded: {
      label: 'Network login needed',
      sentence:
        'This network wants a login before Catena can be reached. Open a browser and log in to the network.',
    },
    certificateNotTrusted: {
      label: 'Certificate not trusted',
      sentence: 'The certificate of Catena is not trusted, so nothing is sent. Planning and saving go on.',
    },
    unreachable: {
      label: 'Catena unreachable',
      sentence: 'The network is there, but Catena gives no usable answer. Planning and saving go on.',
    },
    askedToWait: {
      label: 'Asked to wait',
      sentence: 'Catena asks to wait before the next request. Changes are sent by themselves after that.',
    },
    senderStopped: {
      label: 'Sender stopped',
      sentence: 'The sender on this computer does not answer. Planning and saving go on.',
    },
    earlierWindow: {
      label: 'Earlier window',
      sentence: 'The sender on this computer does not answer. Planning and saving go on.',
    },
  },
  networkStatus: {
    // Accessible name of the region of the network status.
    label: 'Connection',
    // Remarks behind the label.
    planningGoesOn: 'planning goes on',
    until: '· until {time}',
    notChecked: '· not checked yet',
    asOf: '· as of {time}',
    nothingToSend: 'nothing to send',
    toSend: '{count, number} to send',
    toSendOldest: '{count, number} to send, oldest {age}',
    allHeld: 'All sending held',
    allHeldNow: 'All sending held for less than 1 min',
    allHeldFor: 'All sending held for {age}',
    // `detail` is a clause of the host without a full stop, or ends with its own punctuation.
    detail: '{detail}.',
    cause: '{sentence} Cause: {detail}.',
    causeEnded: '{sentence} Cause: {detail}',
    since: '{explanation} — since {time}',
    withHeld: '{explanation} — {held}, {waiting}',
  },
  // The clock of this computer is wrong. `amount` is "12 min", "5 h" or "3 days".
  clock: {
    fast: "This computer's clock is {amount} fast",
    slow: "This computer's clock is {amount} slow",
  },
  // The limits that the planner cannot remove.
  limit: {
    twoDevices:
      'If two computers change the same workflow at the same moment, Catena keeps the later one: it has no way to refuse the older.',
    doublingProxy:
      'A proxy between this computer and Catena can repeat a request. That is noticed and shown here, but it cannot be prevented.',
  },
  // What the desk has learned about a connection from its own changes there.
  learned: {
    listNeverLate: 'Catena’s list of changes was never seen to be late.',
    listLate: 'A new change can be missing from Catena’s list for up to {duration}.',
    notListed:
      'Not yet: nothing of ours was listed there. Until then a change whose answer is lost cannot be proved absent.',
    noId: 'Catena’s list shows our changes without any id of ours: a change whose answer is lost cannot be proved absent, so you are asked to look for it at Catena. Last seen {time}.',
    // `marks` is a list of the three below.
    foundBy: 'Our changes are found in Catena’s list by: {marks}. Last seen {time}.',
    mark: {
      payloadSourceId: 'our id in the content',
      stopId: 'our stop ids',
      operationSourceId: 'our id beside the content',
    },
    readLagUnknown: 'How soon a new workflow can be read is not known yet.',
    readAtOnce: 'A new workflow can be read at once.',
    readAfter: 'A new workflow can be read after about {duration}.',
    keepsId: 'A workflow that is read carries our id.',
    keepsStopIds:
      'A workflow that is read carries the TSP’s own id; we recognise it by the ids of its stops.',
    keepsNoId:
      'A workflow that is read carries no id of ours: whether a failed new workflow exists all the same cannot be found out from here.',
    keepsOwnId:
      'A workflow that is read carries the TSP’s own id. Of one without stops, whether a failed new workflow exists all the same cannot be found out from here.',
    // `fields` is a list of the names below.
    rounds: 'This TSP rounds: {fields}.',
    loses: 'This TSP does not keep: {fields}.',
    // Names of fields within a sentence.
    field: {
      driverSourceId: 'driver',
      vehicleSourceId: 'vehicle',
      territoryName: 'territory',
      status: 'status',
      startsAt: 'start',
      endsAt: 'end',
      totalDistance: 'total distance',
      totalDistanceUnit: 'distance unit',
      instructions: 'instructions',
      stops: 'details of stops',
    },
    // Which time Catena puts into `occurred_at` of a planned workflow.
    occurredAt: {
      created: 'Catena dates a planned workflow by when it was made.',
      started: 'Catena dates a planned workflow by its planned start.',
      null: 'Catena gives a planned workflow no date.',
      other: 'Catena dates a planned workflow neither by when it was made nor by its planned start.',
    },
  },
} as const
