/**
 * Labels of the fields of a plan and of a stop, for the form, the history, a conflict, the headings of files and the
 * warnings; names of the values they can take; and what is wrong with a value.
 */
export const fields = {
  plan: {
    reference: 'Reference',
    connectionId: 'Connection',
    driverSourceId: 'Driver',
    vehicleSourceId: 'Vehicle',
    territoryName: 'Territory',
    status: 'Status',
    startsAt: 'Start',
    endsAt: 'End',
    totalDistance: 'Total distance',
    totalDistanceUnit: 'Distance unit',
    // Followed by "an estimate" or "typed".
    isDistanceEstimated: 'Distance is',
    instructions: 'Instructions',
    // The order in which the stops are visited.
    stops: 'Order of stops',
  },
  stop: {
    sourceStopId: 'External stop id',
    stopType: 'Stop type',
    locationName: 'Location name',
    activities: 'Activities',
    latitude: 'Latitude',
    longitude: 'Longitude',
    h3Index11: 'H3 index',
    inferredAddress: 'Address',
    instructions: 'Instructions',
    scheduledArrival: 'Scheduled arrival',
    scheduledDeparture: 'Scheduled departure',
    actualArrival: 'Actual arrival',
    actualDeparture: 'Actual departure',
    // Fields of a stop that Catena holds and this program does not know.
    extras: 'Further fields',
  },
  address: { city: 'City', province: 'Province', countryCode: 'Country code' },
  /** For lists of all fields, where the context does not explain the short label. */
  connectionLong: 'Connection (fleet and TSP)',
  stopInstructions: 'Stop instructions',
  stopNumber: 'Stop {number, number}',
  // Field of a stop: "Stop 3 · Location name".
  ofStop: 'Stop {number, number} · {field}',
  // State of a workflow.
  status: { PLANNED: 'Planned', ACTIVE: 'Active', COMPLETED: 'Completed', CANCELLED: 'Cancelled' },
  // State of a TSP connection that takes no changes; part of a sentence: "The connection is stale".
  connectionStatus: { stale: 'stale', inactive: 'inactive', failed: 'failed' },
  stopType: {
    PICKUP: 'Pickup',
    DELIVERY: 'Delivery',
    TRANSFER: 'Transfer',
    YARD: 'Yard',
    FUEL: 'Fuel',
    REST: 'Rest',
    INSPECTION: 'Inspection',
    MAINTENANCE: 'Maintenance',
    WAITING: 'Waiting',
    OFFICE: 'Office',
    OTHER: 'Other',
  },
  // What a driver does at a stop. Some are states of the US driver's log (on duty, off duty, sleeper berth).
  activity: {
    START_TRIP: 'Start trip',
    END_TRIP: 'End trip',
    ARRIVE: 'Arrive',
    DEPART: 'Depart',
    PICKUP: 'Pickup',
    DELIVERY: 'Delivery',
    DRIVING: 'Driving',
    ON_DUTY: 'On duty',
    OFF_DUTY: 'Off duty',
    SLEEPER: 'Sleeper',
    LOADING: 'Loading',
    UNLOADING: 'Unloading',
    HOOK_DROP: 'Hook drop',
    YARD_MOVE: 'Yard move',
    PERSONAL_CONVEYANCE: 'Personal conveyance',
    WAITING: 'Waiting',
    BREAKDOWN: 'Breakdown',
    ACCIDENT: 'Accident',
    INSPECTION: 'Inspection',
    // Driver vehicle inspection report; an abbreviation.
    DVIR: 'DVIR',
    FUEL: 'Fuel',
    OFFICE_WORK: 'Office work',
    OTHER: 'Other',
  },
  // Reference of a copy that keeps what lost against a newer version; it is written into the plan.
  conflictCopy: {
    named: '{reference} (conflict copy)',
    unnamed: 'Conflict copy',
  },
  // A value in the history or in a conflict.
  value: {
    nothing: 'nothing',
    estimate: 'an estimate',
    typed: 'typed',
    otherOrder: 'another order',
    unnamedStop: 'a stop without a name',
    stops: '{count, plural, one {# stop} other {# stops}}: {names}',
  },
  // Why a plan cannot be saved or sent, by code.
  problem: {
    chooseConnection: 'Choose the connection (fleet and TSP) to send to',
    connectionNotAnId: 'Choose a connection',
    chooseDistanceUnit: 'Choose the unit of the distance',
    bothCoordinates: 'Enter both latitude and longitude, or neither',
    latitudeRange: 'Latitude is from −90 to 90',
    longitudeRange: 'Longitude is from −180 to 180',
    h3Index: 'An H3 index is a whole number',
    negativeDistance: 'Distance cannot be negative',
    number: 'Enter a number',
    instant: 'Enter a date and time, such as 24 Nov 05:55',
    lineTooLong: 'At most {count, number} characters',
    textTooLong: 'At most {count, number} characters',
    tooManyStops: 'At most {count, number} stops',
    tooLargeToSend: 'Too much text to send at once: shorten the stop instructions',
    incomplete: 'it is not complete',
    incompletePlan: 'The plan is not complete',
    // The first of several problems.
    andMore: '{problem} (and {count, number} more)',
    // A number in which a comma can be read in two ways.
    ambiguousNumber: 'Write {whole} or {decimal}',
  },
  // What is wrong with a typed time, by code.
  time: {
    dateAndTime: 'Enter a date and time, such as 24 Nov 05:55',
    timeToo: 'Enter the time of day too, such as 24 Nov 05:55',
    minutesToo: 'Enter minutes too, such as {hour}:00',
    notATime: 'This time does not exist: {typed}',
    minuteRange: 'Minutes are from 00 to 59',
    halfDayHours: 'With am or pm, hours are from 1 to 12',
    midnight: '24:00 is 00:00 of the next day: enter +1 00:00',
    hourRange: 'Hours are from 00 to 23',
    slash: 'Write the date as 24 Nov or 2026-11-24: with / it can be read in two ways',
    wrongWeekday: '{date} is not a {weekday}',
    noSuchMonth: 'This month does not exist: write 24 Nov or 2026-11-24',
    unknownMonth: 'This month does not exist',
    yearDigits: 'Enter the year with four digits',
    farDay: '{date} is far from the day on screen: enter the year too',
    noSuchDay: '{date} does not exist',
    // A date within the sentences above.
    date: '{day} {month, select, m1 {Jan} m2 {Feb} m3 {Mar} m4 {Apr} m5 {May} m6 {Jun} m7 {Jul} m8 {Aug} m9 {Sep} m10 {Oct} m11 {Nov} other {Dec}} {year}',
    dateWithoutYear:
      '{day} {month, select, m1 {Jan} m2 {Feb} m3 {Mar} m4 {Apr} m5 {May} m6 {Jun} m7 {Jul} m8 {Aug} m9 {Sep} m10 {Oct} m11 {Nov} other {Dec}}',
    // The clocks go forward: the time is skipped.
    gap: '{time} on {date} does not exist: the clocks jump from {from} to {to}',
    // The clocks go back: the time comes twice.
    fold: '{time} on {date} comes twice: the clocks go back. Which one?',
    earlier: 'First (UTC{offset})',
    later: 'Second (UTC{offset})',
  },
} as const
