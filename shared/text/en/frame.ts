/** Messages of the frame around every screen: header, navigation, notices, status line. */
export const frame = {
  productName: 'Depot Planner',
  header: {
    previousDay: 'Previous day',
    today: 'Today',
    nextDay: 'Next day',
    search: 'Search',
    searchHint: 'Search reference, driver, stop …',
    newWorkflow: 'New workflow',
    holdAll: 'Hold all sending',
    holdAllHint: 'Nothing goes out while this is on. A request on its way is left to its end.',
    notHeld: 'Sending is not held',
    stillHeld: 'Sending is still held',
  },
  // Which days are on screen.
  days: {
    label: 'Days on screen',
    from: 'From',
    to: 'To',
    sevenDays: '7 days',
    all: 'All days',
    noDate: 'Without a date',
  },
  undo: {
    nothingToUndo: 'Nothing to undo',
    nothingToRedo: 'Nothing to redo',
    undo: 'Undo “{step}”',
    redo: 'Redo “{step}”',
    undoUnsent: 'Undo “{step}”: nothing is sent',
    redoUnsent: 'Redo “{step}”: nothing is sent',
    undoSent: 'Undo “{step}”: {count, plural, one {# update follows} other {# updates follow}} to the TSP',
    redoSent: 'Redo “{step}”: {count, plural, one {# update follows} other {# updates follow}} to the TSP',
    undone: 'Undone: “{step}”',
    redone: 'Done again: “{step}”',
    undoneKept: 'Undone: “{step}”, but {names} was changed since and stays as it is',
    redoneKept: 'Done again: “{step}”, but {names} was changed since and stays as it is',
    // One name in the list of names above.
    quoted: '“{name}”',
    // Title while a long step runs.
    undoing: 'Undo',
    redoing: 'Redo',
    undoCancelled: 'Undo was cancelled: nothing has changed',
    redoCancelled: 'Redo was cancelled: nothing has changed',
    cannotUndo: 'Cannot undo',
    cannotRedo: 'Cannot redo',
  },
  signIn: {
    signIn: 'Sign in',
    cancel: 'Cancel sign-in',
    openPage: 'Open the sign-in page',
    notStarted: 'Signing in did not start',
    notCancelled: 'Signing in goes on',
  },
  nav: {
    label: 'Main',
    toDecide: '{due, number} of {total, number} wait for your decision',
    views: 'Saved views',
    saveView: 'Save this view',
    removeView: 'Remove view {name}',
  },
  // The counts of the day in one line, joined by a middle dot.
  summary: {
    counting: 'Counting…',
    planned: '{count, number} planned',
    atTsp: '{count, number} at the TSP',
    withCatena: '{count, number} with Catena',
    toSend: '{count, number} to send',
    checking: '{count, number} checking',
    waiting: '{count, number} waiting',
    refused: '{count, number} refused',
    failed: '{count, number} failed',
    conflict: '{count, number} in conflict',
    draft: '{count, plural, one {# draft} other {# drafts}}',
  },
  status: {
    // A button follows, with the time and the reference of a workflow.
    soonest: 'Soonest unsent:',
    noReference: 'No reference',
    depotTime: 'Depot time {zone}',
    // Buttons: a key and what it opens.
    commands: '{keys} commands',
    keys: '{keys} keys',
  },
  training: {
    label: 'Training mode',
    banner: 'Training mode: nothing here is real, nothing is sent to Catena',
    leave: 'Leave training',
  },
  // The line that stands when the network is back and changes wait.
  preflight: {
    back: 'Back online: {parts}',
    toSend: '{count, plural, =0 {all is sent} other {{count, number} to send}}',
    changedElsewhere: '{count, number} changed elsewhere',
    inactive:
      '{count, plural, one {no longer active: {names}} other {{count, number} no longer active: {names}}}',
    withoutUpdates: '{name} takes no updates',
    unread: 'What waits to be sent could not be counted',
  },
  notices: {
    label: 'Notices',
    dismiss: 'Dismiss',
    notDismissed: 'The notice stays',
    storage: '{reason} Nothing more is saved until this is solved; what was saved before stays.',
    senderStopped:
      'The sender on this computer has stopped. You can go on planning, and every save is kept here; it is handed over when Depot Planner runs again.',
    earlierWindow:
      'This window belongs to an earlier start of Depot Planner: go on in the window that has opened since. What you saved and typed here is kept, and nothing is sent from this window.',
    clock:
      '{clock}. Set it right: the times and days that are shown here follow it. Changes are sent all the same.',
    setAside:
      '{count, plural, one {One stored record could not be read and was set aside} other {# stored records could not be read and were set aside}}; nothing was deleted.',
  },
} as const
