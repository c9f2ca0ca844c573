/** Messages of the screen Print and of the driver manifests on paper. */
export const print = {
  // Name of the screen, for screen readers.
  screenName: 'Print',
  title: 'Driver manifests · {day}',
  titleAgain: 'Sheets to print again',
  print: 'Print manifests',
  printCount: 'Print {count, plural, one {# manifest} other {# manifests}}',
  nothingPlanned: 'Nothing is planned for this day.',
  morePages: 'and {count, plural, one {# more page} other {# more pages}}',
  stale: {
    title: '{count, plural, one {# printed sheet} other {# printed sheets}} no longer right',
    // Name of the list, for screen readers.
    list: 'Printed sheets that are no longer right',
    // Lines of the list, each after the reference of the workflow. {time} is a date and time.
    outdated: 'printed {time} as version {printed, number}; the plan is at version {current, number}.',
    cancelled: 'printed {time} as version {printed, number}; cancelled since: take the sheet back.',
    deleted: 'printed {time} as version {printed, number}; deleted at the TSP since: take the sheet back.',
    takenBack: 'It is taken back',
    takenBackOf: 'Sheet of {reference} is taken back',
    allOfDay: 'All of the day',
    onlyAgain: 'Only {count, plural, one {# sheet} other {# sheets}} to print again',
  },
  // Instead of a missing reference.
  noReference: 'Without reference',
  sheet: {
    // Name of a page, for screen readers.
    name: 'Manifest {reference}',
    noDate: 'No date',
    version: 'Plan version {version, number} · saved {time}',
    // {zone} is such as America/Chicago.
    printed: 'printed {time} · {zone}',
    // On the page of a workflow in conflict.
    conflict: 'Changed elsewhere too, and not decided yet. Ask before you drive by this sheet.',
    // Names of the facts at the head of a page.
    driver: 'Driver',
    vehicle: 'Vehicle',
    status: 'Status',
    territory: 'Territory',
    time: 'Time',
    distance: 'Distance',
    // {unit} is such as km.
    distanceValue: '{distance, number} {unit}',
    distanceEstimated: '{distance, number} {unit} (estimate)',
    // Headings of the table of stops.
    number: '#',
    stop: 'Stop',
    arrival: 'Arrival',
    departure: 'Departure',
    // Activities at the stop.
    toDo: 'To do',
    // The box that the driver ticks.
    done: 'Done',
    unnamedStop: 'Unnamed stop',
  },
} as const
