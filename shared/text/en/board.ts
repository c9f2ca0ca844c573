/** Messages of the board: the table of a day's workflows, its tools, and bulk edits. */
export const board = {
  title: 'Board',
  // Name of the table, for screen readers.
  table: 'Workflows',
  noReference: 'No reference',
  readFailed: {
    title: 'The plans on this computer cannot be read',
    body: '{error} Nothing was changed. Close other windows of Depot Planner and load this one again.',
  },
  reading: 'Reading, {count, plural, one {# workflow} other {# workflows}} so far…',
  total: {
    all: '<b>{count, number}</b> {count, plural, one {workflow} other {workflows}}',
    filtered: '<b>{shown, number}</b> of {all, number}',
    reading: '<b>{count, number}</b> {count, plural, other {workflows}}, reading the rest…',
  },
  // Buttons above the table, each with the number of workflows before it: "3 unassigned".
  exceptions: {
    label: 'Exceptions',
    unassigned: '{count, plural, other {unassigned}}',
    overlapping: '{count, plural, other {overlapping}}',
    late: '{count, plural, other {late}}',
    runningLate: '{count, plural, other {behind plan}}',
    notSent: '{count, plural, other {not sent}}',
    refused: '{count, plural, other {refused}}',
  },
  exceptionHints: {
    unassigned: 'No driver or no vehicle',
    overlapping: 'The driver or the vehicle is on two workflows at once',
    late: 'Departure has passed and it is not at the TSP',
    runningLate: 'On its way, and at least 5 minutes behind its plan',
    notSent: 'Queued, and not with Catena yet',
    refused: 'Refused by Catena or failed at the TSP',
  },
  // Headings of the columns: as short as the language allows.
  columns: {
    reference: 'Reference',
    status: 'Status',
    driver: 'Driver',
    vehicle: 'Vehicle',
    territory: 'Territory',
    start: 'Start',
    end: 'End',
    stops: 'Stops',
    actual: 'Actual',
    distance: 'Distance',
    connection: 'Connection',
    sync: 'Where it is',
  },
  groups: {
    none: 'No grouping',
    driver: 'Driver',
    vehicle: 'Vehicle',
    territory: 'Territory',
    status: 'Status',
    sync: 'Where it is',
  },
  // Heading of the group of workflows without a value to group by.
  emptyGroups: {
    driver: 'No driver',
    vehicle: 'No vehicle',
    territory: 'No territory',
    status: 'No status',
    sync: 'No state',
  },
  tools: {
    // Button while nothing is grouped.
    group: 'Group',
    groupNamed: 'Group: {grouping}',
    groupBy: 'Group by',
    // Button and its name for screen readers; `{count}` filters are on.
    filter: 'Filter',
    filterCount: 'Filter {count, number}',
    filterNamed: 'Filter ({count, number})',
    clearFilters: 'Clear filters',
    columns: 'Columns',
  },
  elsewhere: {
    reading: 'Reading what was planned elsewhere: {count, number} so far',
    unreadable:
      '{count, plural, one {# workflow of Catena’s list cannot be read by this version, and is missing here} other {# workflows of Catena’s list cannot be read by this version, and are missing here}}',
    asOf: 'Changes from elsewhere as of {time}',
    asOfTitle:
      'Workflows that others made or changed at Catena, as of this time. They are read every two minutes while Catena answers. Press to read them now.',
  },
  row: {
    select: 'Select {name}',
    actions: 'Actions of {name}',
    // Stands in the driver's or vehicle's cell.
    unassigned: 'Unassigned',
    // Behind the state: this change is a cancellation.
    cancellation: 'cancellation',
    sentAt: 'sent {time}',
    elsewhere: 'made elsewhere',
    // Sign behind the state: somebody has typed in the editor and not saved it.
    unsaved: 'typing not saved',
    deletedAt: 'deleted at the TSP at {time}',
    behind: '{minutes, number} min behind its plan',
    // What was last recorded on the way: an arrival or a departure.
    reached:
      'Stop {number, number} of {total, number}, {stop}: {isLeft, select, true {departed} other {arrived}} {time}',
    twice: 'twice at Catena',
  },
  head: { selectAll: 'Select all', foundIn: 'Found in' },
  menu: {
    // Button: opens the workflow in the editor.
    open: 'Open',
    duplicate: 'Duplicate…',
    send: 'Send',
    complete: 'Complete workflow',
    cancel: 'Cancel workflow',
  },
  bulk: {
    label: 'Chosen workflows',
    chosen: '{count, plural, one {# workflow} other {# workflows}} chosen',
    driver: 'Driver…',
    vehicle: 'Vehicle…',
    territory: 'Territory…',
    status: 'Status',
    statusKept: 'A cancelled workflow keeps its status',
    shift: 'Shift times…',
    duplicate: 'Duplicate…',
    send: 'Send {count, plural, one {# draft} other {# drafts}}',
    cancel: 'Cancel workflows',
    clear: 'Clear choice',
  },
  setDriver: {
    title: 'Set driver',
    take: 'Set driver',
    label: 'Driver',
    none: 'No driver',
    takeOff: 'Take the driver off',
    takeOffDetail: 'take the driver off',
    unknown: 'No driver here is called that',
  },
  setVehicle: {
    title: 'Set vehicle',
    take: 'Set vehicle',
    label: 'Vehicle',
    none: 'No vehicle',
    takeOff: 'Take the vehicle off',
    takeOffDetail: 'take the vehicle off',
    unknown: 'No vehicle here is called that',
  },
  setAssignee: {
    takenOff: 'It is taken off all chosen workflows',
    several: 'Several are meant: choose one of the list',
    hint: 'A few letters are enough; “{none}” takes it off',
    // Behind a driver or vehicle that is bound to no connection.
    anyConnection: 'any connection',
  },
  setTerritory: {
    title: 'Set territory',
    take: 'Set territory',
    label: 'Territory',
    none: 'No territory',
    takeOff: 'Take the territory off',
    hint: 'Choose or type one; “{none}” takes it off',
  },
  shift: {
    title: 'Shift the times of {count, plural, one {# workflow} other {# workflows}}',
    take: 'Shift times',
    minutes: 'Minutes',
    hint: 'Start, end and every stop move together. Earlier is negative: −30.',
  },
  duplicate: {
    title: 'Duplicate {count, plural, one {# workflow} other {# workflows}}',
    take: 'Make {count, plural, one {# copy} other {# copies}}',
    firstDay: 'First day',
    dayCount: 'Number of days',
    weekdays: 'On which weekdays',
    send: 'Send the copies to Catena at once',
    noDay: 'No day is chosen.',
    // `{days}` are up to three dates, separated by commas.
    days: '{days}, at the same times of day.',
    daysAndMore: '{days} and {count, number} more, at the same times of day.',
  },
  none: {
    noMatch: 'Nothing matches',
    noMatchBody: 'No workflow here has all of what you look for.',
    clear: 'Clear search and filters',
    allDays: 'Look in all days',
    emptyDay: 'Nothing planned for {day}',
    empty: 'Nothing planned here',
    emptyBody:
      'Plan the first one here, with or without a network. Choose workflows of another day and duplicate them to bring them over.',
    planFirst: 'Plan the first one',
  },
  // Commands in the palette and the list of keys. `{name}` is a reference, or a count such as "14 workflows".
  commands: {
    group: 'Board',
    duplicate: 'Duplicate {name} to other days',
    complete: 'Complete {name}',
    cancel: 'Cancel {name}',
    earlier: 'Shift {name} 15 min earlier',
    later: 'Shift {name} 15 min later',
    driver: 'Set driver of {name}',
    vehicle: 'Set vehicle of {name}',
    territory: 'Set territory of {name}',
    shift: 'Shift times of {name}',
    status: 'Set status {status} of {name}',
    send: 'Send {count, plural, one {# draft} other {# drafts}}',
  },
  // The result of a bulk edit. `{step}` names the change: "Shift by 15 min: N-24-0612".
  done: {
    nothing: 'Nothing to change',
    nothingKept:
      'Nothing to change. {count, plural, one {# cancelled workflow left as it is} other {# cancelled workflows left as they are}}',
    saved: '{step}: saved',
    savedKept:
      '{step}: saved. {count, plural, one {# cancelled workflow left as it is} other {# cancelled workflows left as they are}}',
    failed: '{step}: not saved',
    conflictCopies:
      '{count, plural, one {# workflow} other {# workflows}} had been changed in another window: your version is kept as a copy',
  },
  // Why one of many workflows is left out.
  leftOut: {
    unnamed: 'A workflow without reference',
    otherConnection: '{name}: {assignee} is of another connection',
    noTimes: '{name} has no times to shift',
    time: '{name}: {problem}',
    copyTime: '{name} on {day}: {problem}',
    incomplete: '{name}: {problem}',
    incompleteCopy: '{name} on {day} is not complete: made as a draft',
  },
} as const
