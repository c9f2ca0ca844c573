/**
 * Headings of the exchange file, one for each column. They are part of the file format: the import recognises those of
 * every language, so no two columns of one language may have equal headings. No commas or semicolons.
 */
export const fileHeadings = {
  workflowId: 'Workflow id',
  reference: 'Reference',
  connection: 'Connection',
  driver: 'Driver',
  vehicle: 'Vehicle',
  territory: 'Territory',
  status: 'Status',
  start: 'Start',
  end: 'End',
  totalDistance: 'Total distance',
  distanceUnit: 'Distance unit',
  isDistanceEstimated: 'Distance is an estimate',
  instructions: 'Instructions',
  stopId: 'Stop id',
  stopType: 'Stop type',
  locationName: 'Location name',
  activities: 'Activities',
  latitude: 'Latitude',
  longitude: 'Longitude',
  scheduledArrival: 'Scheduled arrival',
  scheduledDeparture: 'Scheduled departure',
  actualArrival: 'Actual arrival',
  actualDeparture: 'Actual departure',
  stopInstructions: 'Stop instructions',
  city: 'City',
  province: 'Province',
  countryCode: 'Country code',
  h3Index11: 'H3 index',
  // JSON with fields that this version of the program does not know.
  stopExtras: 'Stop extras',
} as const
