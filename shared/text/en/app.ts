/** Messages that belong to no screen: counts and ages that many screens show, commands, keys, toasts, undo steps. */
export const app = {
  workflows: '{count, plural, one {# workflow} other {# workflows}}',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  minutes: '{count, number} min',
  hours: '{count, number} h',
  days: '{count, plural, one {# day} other {# days}}',
  seconds: '{count, number} s',
  hoursMinutes: '{hours, number} h {minutes, number} min',
  ago: '{age} ago',
  inFuture: 'in {age}',
  now: 'now',
  // The button that closes a dialog or a toast.
  close: 'Close',
  // Of something long that runs: "300 of 1,200".
  progress: '{done, number} of {total, number}',
  // The accessible name of the list below a field, and the remark beside an entry that is not active.
  listOf: '{label} list',
  notActive: 'not active',
  // Screens of the main navigation.
  screen: {
    board: 'Board',
    outbox: 'Outbox',
    templates: 'Templates',
    import: 'Import',
    export: 'Export',
    print: 'Print',
    settings: 'Settings',
  },
  // The page before there is a desk, and its failures.
  boot: {
    starting: 'Starting',
    noService: 'The planner’s own service does not answer',
    enterFailed: 'That did not work',
    opening: 'Opening your plans',
    openFailed: 'The plans on this computer cannot be opened',
    openFailedText: '{reason} Nothing was deleted.',
    closeFailed: 'The plans were not closed cleanly',
    seedFailed: 'The training day could not be laid out',
    crashed: 'The desk cannot be drawn',
    crashedText:
      'Everything that was saved is here, what was being typed is kept, and what was to be sent goes on being sent. ({error})',
    openAgain: 'Open it again',
  },
  // Accessible name of the editor's place.
  editor: 'Editor',
  // Saved views of the board.
  view: {
    save: 'Save this view',
    saveConfirm: 'Save view',
    replaceConfirm: 'Replace view',
    name: 'Name',
    nameHint: 'Keeps the columns, order, groups, filters and search; not the day.',
    taken: 'There is a view “{name}” already. Replace it, or type another name to keep both.',
    removed: 'View “{name}” was removed. Undo brings it back.',
    boardNotRead: 'The board’s view could not be read',
    boardNotKept: 'The board’s view is not kept',
    notSaved: 'The view is not saved',
    notRemoved: 'The view is not removed',
    choiceNotKept: 'The choice is not kept',
  },
  // Toast about parts of a bulk edit that were not done.
  leftOut: {
    title: '{count, plural, one {One was left out} other {# were left out}}',
    more: 'and {count, number} more',
  },
  // Groups of the key list and the palette.
  commandGroup: {
    planning: 'Planning',
    go: 'Go',
    board: 'Board',
    editor: 'In the editor',
    table: 'In the table',
    help: 'Help',
  },
  // Commands of every screen, as the palette and the key list name them.
  command: {
    new: 'New workflow',
    undo: 'Undo',
    redo: 'Redo',
    search: 'Search',
    today: 'Today',
    previousDay: 'Previous day',
    nextDay: 'Next day',
    allDays: 'All days',
    noDate: 'Workflows without a date',
    saveView: 'Save this view',
    palette: 'All commands',
    keys: 'Keys',
  },
  palette: {
    label: 'Commands',
    field: 'Command',
    placeholder: 'Type a command …',
    nothingFound: 'No such command',
  },
  // Keys that belong to the table or the editor, not to a command.
  tableKey: {
    rowAbove: 'Row above',
    rowBelow: 'Row below',
    openRow: 'Open the row',
    chooseRow: 'Choose the row',
    chooseRange: 'Choose a range',
    chooseAll: 'Choose all',
    clearChoice: 'Clear the choice',
  },
  editorKey: {
    saveAndSend: 'Save and send',
    moveStopUp: 'Move the stop up',
    moveStopDown: 'Move the stop down',
    takeMarked: 'Take the marked driver or vehicle',
    close: 'Close the editor',
  },
  // Names of keys as they stand on a keyboard, short.
  key: {
    mod: 'Ctrl',
    shift: 'Shift',
    alt: 'Alt',
    enter: 'Enter',
    escape: 'Esc',
    space: 'Space',
    delete: 'Del',
    pageup: 'PgUp',
    pagedown: 'PgDn',
    // Two keys, one after the other: "G then B".
    sequence: '{first} then {second}',
  },
  // The panel that asks a person to look at Catena.
  check: {
    label: 'Check {name} at Catena',
    thisWorkflow: 'this workflow',
    // `signs` is a list: "sent 05:11, on Norte Freight, start 06:00".
    look: '<b>Look for it at Catena:</b> {signs}.',
    workflowSigns: '{name}: {signs}.',
    sign: {
      sent: 'sent {value}',
      on: 'on {value}',
      start: 'start {value}',
      driver: 'driver {value}',
      vehicle: 'vehicle {value}',
      firstStop: 'first stop {value}',
    },
    there: {
      button: 'It is there: stop sending',
      title: 'Stop sending this change?',
      text: 'This desk stops following the change and does not send it any more. The workflow stays at Catena; change or cancel it there. The plan stays here as a draft: do not send it again, that makes a second one.',
      confirm: 'Stop sending',
      done: '{name} is not sent any more',
      failed: 'Not stopped',
    },
    sendAgain: {
      button: 'It is not there: send again',
      title: 'Send this change again?',
      text: 'Sending again makes a second one if it is there. Did you look at Catena?',
      confirm: 'I looked: send again',
      done: '{name} waits to be sent again',
      failed: 'Not sent again',
    },
    withdraw: {
      button: 'It is not there: withdraw it',
      title: 'Withdraw this change?',
      text: 'It is to be cancelled, so nothing is sent if it is not there. If it is there, it stays there. Did you look at Catena?',
      confirm: 'I looked: withdraw it',
      done: '{name} is withdrawn',
      failed: 'Not withdrawn',
    },
  },
  // Menu of the desktop program.
  menu: {
    file: 'File',
    view: 'View',
    cannotStart: 'Depot Planner cannot start',
  },
} as const
