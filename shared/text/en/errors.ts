/**
 * What went wrong, by the code of the error (`area.reason`), and the causes that the host names. The words of Catena
 * and of the TSP are not here: they are shown unchanged.
 */
export const errors = {
  host: {
    fault: 'Something went wrong inside the planner. The log has the details.',
    closing: 'The planner is closing.',
  },
  rpc: {
    closed:
      'The sender on this computer does not answer. Planning and saving go on; try again when it is back.',
    refused:
      'This window belongs to an earlier start of the planner. Start Depot Planner again to open a new window; what you saved is all there.',
    launchUsed:
      'This address was used before or is too old. Start Depot Planner again, or press Enter in its terminal, for a new one.',
    notPlanner: 'What answers there is not the planner.',
    noKey: 'The planner gave no key to this window.',
    badAnswer: 'The planner answered {status} to this window.',
    tooLarge: 'This is too much at once for one message to the planner.',
    tooDeep: 'The message is nested too deeply.',
    badMessage: 'The planner’s window and its background program do not understand each other.',
  },
  workspace: {
    none: 'Sign in to Catena or enter training mode first.',
    seeLog: 'The log has the details.',
    // A notice; `reason` is the error of opening, a whole sentence.
    notOpened: 'The plans could not be opened. {reason}',
  },
  training: {
    noAccount: 'Leave training mode first: it has no account.',
    notOpen: 'This is only there in training mode.',
    noDay: 'There is no day {day} in {zone}.',
  },
  external: {
    refused: 'This address cannot be opened in the browser.',
  },
  settings: {
    unwritable: 'The settings could not be saved on this computer.',
    setByEnvironment: 'This is set by the environment of the planner and cannot be changed here.',
    notAnAddress: 'Enter a whole address, such as https://api.example.com',
    // Notices about the settings file.
    locked: 'The settings file cannot be opened. The planner uses its default settings for now.',
    restored:
      'The settings file was damaged and is kept as {file}. The settings before the last change are used.',
    reset: 'The settings file was damaged and is kept as {file}. The settings are the defaults.',
    repaired: 'These settings could not be read and are the defaults now: {names}.',
  },
  // The address of the Catena API in the settings.
  apiAddress: {
    unreadable: 'The address of the Catena API is not an address',
    notSecure: 'The address of the Catena API must begin with https://',
    hasPassword: 'The address of the Catena API must not hold a name or password',
    hasQuery: 'The address of the Catena API must not hold ? or #',
  },
  journal: {
    // `pid` is a number, or `none`.
    locked:
      'Depot Planner is already running with these data{pid, select, none {} other { (process {pid})}}. Use its window, or close it first.',
    lockLost:
      'Another Depot Planner has taken over these plans, or the lock file was deleted. This one saves and sends nothing any more: close it, and use the other one or start again.',
    // On another computer. `state` is `silent` when that computer does not renew the lock; `since` is a date and time,
    // or `none`.
    lockedElsewhere:
      '{state, select, silent {Depot Planner on the computer "{computer}" uses these data{since, select, none {} other { since {since}}}, and has given no sign of life for {age}. If it still runs there, or that computer sleeps, close it there. If it surely does not run any more, delete the file {file} and start again.} other {Depot Planner is running with these data on the computer "{computer}"{since, select, none {} other { since {since}}}. Close it there first.}}',
    unknownComputer: 'unknown',
    unknownAge: 'an unknown time',
    ageMinutes: '{count, plural, one {# minute} other {# minutes}}',
    ageHours: '{count, plural, one {# hour} other {# hours}}',
    // A notice.
    damaged:
      'Part of the record of what was sent could not be read. It is kept in the data folder; what it concerned is looked up at Catena before anything is sent.',
    full: 'The journal on this computer cannot be written: no space is left on the disk.',
    failed: 'The journal on this computer cannot be written.',
    closed: 'The journal is closed.',
  },
  sync: {
    journalUnwritable: 'The journal on this computer cannot be written, so nothing is sent',
    mayExist:
      'This change may already be with Catena, so it cannot be discarded; cancel the workflow instead',
    notUncertain: 'Whether this change arrived is being looked up, or known by now',
    noDuplicate: 'There is no such duplicate any more',
    notTaken: 'The sender left {left, number} of {total, number} changes',
    pagesLoop: 'The sender repeats a page of statuses',
  },
  // What Catena answers to a read of lists; `detail` of the others is a cause from below or Catena's own sentence.
  catena: {
    signInNeeded: 'Sign in to Catena first.',
    tokenRefused: 'Catena does not accept this sign-in.',
    rateLimited: 'Catena asks to wait before the next request.',
  },
  reference: {
    wrongKind: 'Catena’s list is not the one that was asked for.',
    cursorLoop: 'Catena’s list does not end.',
    failed: 'The list could not be fetched.',
  },
  // The local database of the page.
  storage: {
    quota: 'This computer is out of space for plans. Nothing of this change was saved.',
    failed: 'The local database could not save. Nothing of this change was saved.',
    blocked: 'The local database is held by another window of Depot Planner. Close that window.',
    readOnly: 'The local database does not take changes now. Nothing of this change was saved.',
  },
  record: {
    changed: '“{name}” was changed meanwhile. Nothing was changed now.',
    // Why a stored record was set aside.
    shape: 'The record does not have the shape of a workflow',
    tooLarge: 'The change is too large to send',
  },
  workflow: {
    cancelled: 'It was cancelled.',
    repeated: 'Workflow {id} is twice in one list of edits',
    incomplete: 'The plan is not complete',
    // The first of several problems.
    andMore: '{problem} (and {count, number} more)',
  },
  // A payload needs Catena's own id of a driver or a vehicle.
  ids: {
    unknownDriver:
      "Catena's id of driver {id} is not known: refresh the lists (in Settings) while online, then save and send again",
    unknownVehicle:
      "Catena's id of vehicle {id} is not known: refresh the lists (in Settings) while online, then save and send again",
  },
  // Signing in.
  auth: {
    signInNeeded: 'Sign in to Catena first.',
    notWaiting: 'No sign-in is waiting for the browser.',
    settingsChanged: 'The settings changed during the sign-in. Sign in again.',
    browserNotOpened: 'The browser did not open. Open the address by hand.',
    tooLate: 'Nobody signed in within the time allowed. Sign in again.',
    cancelled: 'The sign-in was cancelled in the browser.',
    // `word` is the short error word of the authorization server.
    refused: 'The authorization server refused the sign-in ({word}).',
    wrongPair: 'The authorization server does not accept this client id and secret.',
    ended: 'The sign-in is no longer valid ({word}). Sign in again.',
    wrongTime: "The time in the answer is wrong. Check this computer's clock and sign in again.",
    foreignAnswer: 'The answer did not belong to this sign-in. Nothing was stored; sign in again.',
    unreachable: 'The authorization server cannot be reached.',
    unreachableBecause: 'The authorization server cannot be reached: {cause}.',
    checkFails:
      'The authorization server gives an answer that fails a check ({trace}). You stay signed in; it is asked again.',
    renewRefused:
      'The authorization server refuses to renew the sign-in ({trace}). You stay signed in; it is asked again.',
    certificateTime: 'its certificate is not valid on the date of this computer; check the clock',
    answerTooSlow: 'it does not answer in time',
    answerTooLarge: 'its answer is too large',
    otherSecret: 'The client secret of the environment belongs to another authorization server.',
    signInAgain: '{reason} Sign in again.',
    sessionOnly: '{reason} You stay signed in until the planner is closed.',
    noKeychain: 'This computer has no keychain that the planner can use.',
    keychainNotDeleted: 'The keychain did not delete the sign-in. Remove it in the settings of the system.',
    serverNotTold: 'Signed out on this computer. The authorization server could not be told.',
  },
  // The keychain of the system.
  secret: {
    foreign: 'The stored sign-in belongs to another authorization server.',
    damaged: 'The stored sign-in cannot be read.',
    entryDamaged: 'The keychain entry is damaged.',
    notKept: 'The keychain did not give back what was stored.',
    silent: 'The keychain did not answer within 10 s.',
    refused: 'The keychain refused.',
  },
  // Causes of the network, as clauses behind a colon or in brackets. `code` is the system's own; Catena is "it".
  network: {
    nameNotFound: 'its name is not found ({code})',
    noLookup: 'names cannot be looked up ({code})',
    connectionRefused: 'the connection is refused ({code})',
    noRoute: 'there is no route ({code})',
    down: 'the network is down ({code})',
    certificateExpired:
      'its certificate has expired. Check the clock of this computer; if it is right, tell IT ({code})',
    certificateNotYet:
      'its certificate is not valid yet. Check the clock of this computer; if it is right, tell IT ({code})',
    certificateOtherHost:
      'its certificate is for another address. Check the address of Catena in Settings; if it is right, tell IT ({code})',
    certificateUnknownAuthority:
      'its certificate is signed by an authority that is not known here. Ask IT for the certificate authority of this network, and start the planner with NODE_EXTRA_CA_CERTS set to its file ({code})',
    certificateRevoked: 'its certificate was revoked. Tell IT ({code})',
    certificateRefused: 'its certificate was turned down. Tell IT ({code})',
    noSecureConnection: 'no secure connection can be made ({code})',
    cutOff: 'the connection was cut off ({code})',
    noAnswerCode: 'no answer in time ({code})',
    failedCode: 'the connection failed ({code})',
    failed: 'the connection failed',
    noConnection: 'no connection came about in time',
    noAnswer: 'no answer in time',
    closedUnused: 'the connection closed before it was used',
    closedUnanswered: 'the connection closed without an answer',
    proxySignIn: 'the proxy asks for a sign-in (407)',
    proxyRefused: 'the proxy does not let it through ({status})',
    portal: 'the network answered instead of Catena ({status})',
    gatewayWait: 'a gateway answers in its place (429)',
  },
  // What an answer was, as a clause behind a colon or in brackets.
  remote: {
    notNow: 'Catena cannot be read right now',
    cursor: 'this place in the list was not given by this version',
  },
  answer: {
    serverError: 'Catena answers with error {status}',
    noTime: 'Catena answers without its time, which is needed to send safely',
    signInRefused: 'Catena did not take the sign-in',
    askedToWait: 'Catena asked to wait',
    unsendable: 'the request cannot be written',
    faultSending: 'internal error while sending',
    faultReading: 'internal error while reading',
    endedSending: 'the program ended while sending',
    cancelledFirst: 'cancelled before it was sent',
    heldFirst: 'held before it was sent',
    notShown: 'Catena does not show this workflow yet',
    // An answer by its status, and what is wrong with it.
    withStatus: 'answer {status}: {problem}',
    foreign: "answer {status} is none of Catena's",
    foreignShape: "answer {status} is not in Catena's shape",
    provesNothing: 'answer {status} proves nothing',
    noOperation: 'answer {status} holds no operation',
    otherResource: 'answer {status} is about a {resource}',
    otherWorkflow: 'answer {status} is about another workflow',
    webPage: 'a web page, not Catena',
    truncated: 'the answer is truncated',
    tooLarge: 'the answer is too large',
    notJson: 'the answer is not JSON but {type}',
    noType: 'of no stated type',
    brokenJson: 'the answer says it is JSON and is not',
    notList: "the answer is not Catena's list",
    notRecord: "the answer is not Catena's record",
    listUnreadable: 'the list cannot be read',
    recordUnreadable: 'the record cannot be read',
    itemUnreadable: 'one item of the list cannot be read',
    itemNotAsked: 'the list holds an item that was not asked for',
    otherRecord: 'the record is another one',
    noEnd: 'the list does not say whether more follows',
    circle: 'the list goes in a circle',
    tooManyPages: 'the list has more than {max, number} pages',
  },
} as const
