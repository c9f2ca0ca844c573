/** Messages of the outbox: everything that is not at the TSP yet, and the end of a shift. */
export const outbox = {
  title: 'Outbox',
  changes: '{count, plural, one {# change} other {# changes}}',
  heading: '{count, plural, one {# change} other {# changes}} not at the TSP yet',
  oldest: 'oldest unsent: {age}',
  sendAll: 'Send all now',
  // Why "Send all now" does nothing.
  cannotSend: {
    held: 'All sending is held: switch off “Hold all sending” first',
    stopped: 'The sender on this computer has stopped',
    elsewhere: 'This window belongs to an earlier start: use the window that has opened since',
  },
  empty: { title: 'Nothing waits', body: 'Every change that was queued is at the TSP.' },
  table: 'Changes not at the TSP',
  columns: {
    selectAll: 'Select all',
    workflow: 'Workflow',
    change: 'Change',
    state: 'Where it is',
    why: 'Why',
    lastTry: 'Last try',
    nextTry: 'Next try',
    actions: 'Actions',
  },
  moreRows: 'and {count, number} that depart later',
  row: {
    noReference: 'No reference',
    select: 'Select {name}',
    departs: 'departs {when}',
    noDeparture: 'no departure time',
    notTried: 'not tried',
    // Instead of the time of the next attempt.
    noNextTry: '–',
    sendAgain: 'Send again',
    // Button: opens the editor at the field that was refused.
    correct: 'Correct',
    chooseVersion: 'Choose version',
    lookNow: 'Look now',
    sendNow: 'Send now',
    // Button: keeps the change from being sent.
    hold: 'Hold',
    release: 'Release',
    discard: 'Discard',
    duplicate: 'It is at Catena more than once.',
    cancelNewer: 'Cancel the newer one',
    cancelNewerNumbered: 'Cancel the newer one ({number, number})',
  },
  chosen: {
    count: '{count, number} chosen',
    countToCheck: '{count, number} chosen; {checks, number} to check at Catena, decided row by row',
    sendAgain: 'Send chosen again',
    hold: 'Hold chosen',
    release: 'Release chosen',
    discard: 'Discard chosen',
  },
  discardDialog: {
    title: 'Discard {count, plural, one {# change} other {# changes}}?',
    body: 'It is not sent any more. The plan stays on this computer, and nothing of it exists at Catena.',
    discard: 'Discard',
  },
  // Whether this computer may be switched off. The sentence is made of the counts and the advice.
  shift: {
    label: 'End of shift',
    counting: 'Counting the day…',
    // Counts that are joined by commas.
    planned: '{count, number} planned',
    atTsp: '{count, number} at the TSP',
    withCatena: '{count, number} with Catena, which goes on without this computer',
    toDecide: '{count, plural, one {# needs} other {# need}} your decision',
    drafts: '{count, plural, one {# only a draft} other {# only drafts}}',
    here: '{count, plural, one {# waits} other {# wait}} on this computer',
    hereElsewhere: '{count, plural, one {# waits} other {# wait}}',
    // `{counts}` are those of the day, `{others}` those of other days.
    withOtherDays: '{counts}; of other days {others}',
    safe: '{counts}: safe to switch off.',
    on: '{counts}: leave it on. What waits is kept when it is off, but sent only while it is on.',
    held: '{counts}: all sending is held, so that nothing of it goes out, on or off, until you switch that off.',
    stopped:
      '{counts}: the sender has stopped, so that nothing of it goes out until Depot Planner runs again. It is kept.',
    elsewhere:
      '{counts}: this window sends nothing any more. The window that has opened since says whether it goes out.',
  },
  done: {
    trying: 'Trying now',
    cannotTry: 'It cannot be tried now',
    held: '{count, plural, one {# change} other {# changes}} held',
    notHeld: 'Not held',
    released: '{count, plural, one {# change} other {# changes}} released',
    notReleased: 'Not released',
    discarded: '{count, plural, one {# change} other {# changes}} discarded',
    notDiscarded: 'Not discarded',
    oneQueuedAgain: '{name} waits to be sent again',
    // A workflow without reference.
    unnamed: 'one workflow',
    queuedAgain: '{count, plural, one {# change waits} other {# changes wait}} to be sent again',
    notQueuedAgain: 'Not queued again',
    newerCancelled: 'The newer one is being cancelled',
    newerNotCancelled: 'The newer one is not cancelled',
  },
} as const
