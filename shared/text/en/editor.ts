/** Messages of the editor of one workflow: form, stops, notices, conflict, history and sync tab. */
export const editor = {
  label: 'Editor: {name}',
  newWorkflow: 'New workflow',
  opening: 'Opening',
  close: 'Close editor',
  gone: {
    title: 'This workflow is not here any more',
    body: 'It was removed, or its record could not be read and was set aside.',
  },
  // Noun: the planned workflow.
  tabs: { plan: 'Plan', history: 'History', sync: 'Sync' },
  foot: {
    saveAndSend: 'Save and send',
    saveDraft: 'Save draft',
    discard: 'Discard changes',
    duplicate: 'Duplicate',
    // Button: marks the workflow as completed.
    complete: 'Complete',
    cancel: 'Cancel workflow',
    // Question before a completed workflow is cancelled.
    cancelCompleted: 'Cancel a completed workflow?',
    cancelCompletedBody: 'It is completed at the TSP. Cancelling it there says that it was not driven.',
    // Keys of "Save and send".
    keys: 'Ctrl ↵',
  },
  saved: {
    label: 'Saving',
    saving: 'Saving …',
    notSaved: 'Not saved',
    keptAsCopy: 'Kept as a copy, not sent',
    savedAt: 'Saved {when}',
  },
  // Reference of a copy of a workflow; it is written into the plan.
  copyReference: '{reference} copy',
  notices: {
    removed: 'Undo took this workflow back. Redo brings it back; saving brings back what you see.',
    restored: 'Your typing was kept',
    drop: 'Drop it',
    discarded: 'Your changes were discarded',
    bringBack: 'Bring it back',
    changedElsewhere: 'Changed elsewhere: {fields}. Your typing is kept.',
    newer: 'A newer version',
    newerSaved:
      'A newer version was saved at {time}, in another window or by undo. Your typing is kept, and not saved until you choose.',
    newerRemoved:
      'This workflow was taken back at {time}, in another window or by undo. Your typing is kept, and not saved until you choose.',
    rebase: 'Put mine on top',
    takeNewer: 'Use the newer one',
    keepAsCopy: 'Save mine as a copy',
    copied:
      'A newer version was there already, from another window or by undo. Yours was kept as “{reference}”, a draft that is not sent.',
    openCopy: 'Open your copy',
    saveFailed: 'Not saved: {error}',
    typingFailed: 'Typing cannot be kept for a crash: {error}',
    left: 'A new workflow was not saved: “{name}”, typed {when} in a window that is closed.',
    // The same for a workflow that is there; {fields} are names of fields.
    leftHere: 'Typed {when} in a window that is closed, and not saved: {fields}.',
    keepLeftAsCopy: 'Save it as a copy',
    leftCopied: 'It was kept as “{reference}”, a draft that is not sent.',
    goOn: 'Go on with it',
    goOnFirst: 'Save or discard what you are typing first',
    // Name of a workflow without reference within a sentence.
    unnamed: 'workflow',
  },
  form: {
    chooseConnection: 'Choose a connection',
    noConnection: 'No connection by that name',
    unknownConnection: '{id} (not in the list)',
    asOf: 'as of {when}',
    noList: 'No list fetched yet: type the id',
    notInList: 'Not in the list: it is taken as an id',
    timePlaceholder: 'such as 5:55',
    // Sign beside the distance.
    estimate: 'estimate',
    // `<hidden>` is read by screen readers only.
    useEstimate: '<hidden>Use estimate </hidden>≈ {distance} {unit}',
    // Name of the sign before a warning, for screen readers.
    warning: 'Warning:',
    // What Catena said of a field, in its own words.
    refused: 'Catena: {message}',
  },
  // A workflow that the TSP has deleted, and that somebody wants to change here.
  deleted: {
    label: 'Deleted at the TSP',
    body: 'The TSP deleted this workflow at {time}. What you change here cannot reach it any more.',
    refused: 'Your change was not sent: the TSP deleted this workflow at {time}.',
    planAnew: 'Plan it anew',
    // Button: accepts that it is deleted.
    letGo: 'Let it go',
  },
  stops: {
    label: 'Stops',
    none: 'none yet',
    hint: '{count, number} · drag, or Alt+↑ ↓',
    add: 'Add stop',
    drag: 'Drag stop {number, number}',
    // Said to screen readers: what the handle of a stop is, how to move the stop, and what happens meanwhile.
    dragRole: 'stop that can be moved',
    dragHow:
      'Press the space bar to pick the stop up, the arrow keys to move it, and the space bar again to put it down. Escape leaves it where it was.',
    dragged: 'Stop {from, number} is picked up.',
    draggedTo: 'Stop {from, number} is over place {to, number}.',
    dropped: 'Stop {from, number} is put down at place {to, number}.',
    dragLeft: 'Stop {from, number} stays where it was.',
    unnamed: 'No name yet',
    // Beside a stop, in one line: what was recorded there.
    arrived: 'arrived {time}',
    departed: 'departed {time}',
    late: '{minutes, number} min late',
    moveUp: 'Move up',
    moveDown: 'Move down',
    remove: 'Remove stop',
    // Opens the fields that are seldom used.
    more: 'More',
  },
  undo: {
    group: 'In the editor',
    undo: 'Undo the last change that is not saved',
    redo: 'Redo the change that is not saved',
    nothingLeft:
      'Your typing is not saved, and there is no more to undo in it. Save or Discard changes first: then undo goes on to what was saved before.',
  },
  conflict: {
    label: 'Conflict',
    title: 'Changed in two places',
    body: 'Somebody else changed it at Catena while your change was waiting. What only one of you changed is kept already. Choose what holds for the rest; both versions stay in the history.',
    asking: 'Asking for Catena’s version …',
    failed: 'Catena’s version cannot be shown now: {error}',
    unknown: 'Catena’s version is not known yet. It is asked for again by itself.',
    allMine: 'All mine',
    allTheirs: 'All Catena’s',
    same: 'The two versions say the same. Settle it to go on.',
    // Whose version of a field.
    mine: 'Mine',
    // The same, with who changed it and when.
    mineAt: 'Mine · {who}, {when}',
    theirs: 'Catena’s',
    // The same, with when it was changed.
    theirsAt: 'Catena’s · changed {when}',
    // What both versions were made from.
    before: 'Before',
    // Button, off: so many fields are not decided.
    open: '{count, plural, one {Choose # more} other {Choose # more}}',
    settle: 'Settle conflict',
    settled: '{name}: settled',
    notSettled: 'Not settled: {error}',
  },
  history: {
    label: 'History',
    reading: 'Reading …',
    none: 'Nothing has been changed yet.',
    forgotten:
      'Its changes are no longer kept: it was closed more than {count, plural, one {# day} other {# days}} ago.',
    overridden: 'In place of what Catena held:',
    stopAdded: 'added: {stop}',
    stopRemoved: 'removed: {stop}',
    draft: 'Saved as a draft',
    // A newer change replaced this one before it was sent.
    followed: 'Followed by a later one',
  },
  sync: {
    askFailed: 'The sender cannot be asked now, this is what it said last: {error}',
    asking: 'Asking the sender …',
    none: 'It has not been handed to the sender yet.',
    change: 'Change',
    externalId: 'External id',
    operationId: 'Operation id',
    catenaId: 'Catena id',
    sent: 'Sent',
    sentTimes: '{count, plural, =0 {not yet} =1 {once} other {# times}}',
    lastTry: 'Last try',
    nextTry: 'Next try',
    lookedUp: 'Looked up',
    // One look at Catena, with its time.
    lookUnclear: '{time} no clear answer',
    lookNotFound: '{time} not found',
    lookFound: '{time} found {count, number}',
    copy: 'Copy {name}',
    copied: '{name} copied',
    log: 'What happened',
    duplicate: 'Catena has it a second time, by operation {operationId}.',
    cancelNewer: 'Cancel the newer one',
  },
} as const
