/**
 * The columns of the exchange file, one row per stop: a workflow without stops has one row, its fields stand on every
 * row of it. Export writes all of them; import takes any of them, under any of their names.
 */

/** How the text of a cell is read. */
export type ColumnKind =
  | 'text'
  | 'id'
  | 'connection'
  | 'driver'
  | 'vehicle'
  | 'status'
  | 'unit'
  | 'number'
  | 'latitude'
  | 'longitude'
  | 'time'
  | 'stopType'
  | 'activities'
  | 'yesNo'
  | 'digits'
  | 'json'

interface ColumnShape {
  readonly label: string
  readonly kind: ColumnKind
  readonly scope: 'workflow' | 'stop'
  /** Other headings that mean the same, lower case, letters and digits only. */
  readonly aliases: readonly string[]
}

/** Every column by key, in the order in which they are exported. */
export const FILE_COLUMNS = {
  workflowId: { label: 'Workflow id', kind: 'id', scope: 'workflow', aliases: ['id', 'uid'] },
  reference: {
    label: 'Reference',
    kind: 'id',
    scope: 'workflow',
    aliases: [
      'ref',
      'job',
      'jobnumber',
      'jobno',
      'order',
      'ordernumber',
      'orderno',
      'trip',
      'load',
      'loadnumber',
    ],
  },
  connection: {
    label: 'Connection',
    kind: 'connection',
    scope: 'workflow',
    aliases: ['fleet', 'tsp', 'connectionid'],
  },
  driver: {
    label: 'Driver',
    kind: 'driver',
    scope: 'workflow',
    aliases: ['driverid', 'drivername', 'chauffeur'],
  },
  vehicle: {
    label: 'Vehicle',
    kind: 'vehicle',
    scope: 'workflow',
    aliases: ['vehicleid', 'truck', 'unit', 'truckid'],
  },
  territory: { label: 'Territory', kind: 'text', scope: 'workflow', aliases: ['region', 'area', 'zone'] },
  status: { label: 'Status', kind: 'status', scope: 'workflow', aliases: ['state', 'workflowstatus'] },
  start: {
    label: 'Start',
    kind: 'time',
    scope: 'workflow',
    aliases: ['starttime', 'startsat', 'startedat', 'begin', 'departure'],
  },
  end: { label: 'End', kind: 'time', scope: 'workflow', aliases: ['endtime', 'endsat', 'endedat', 'finish'] },
  totalDistance: { label: 'Total distance', kind: 'number', scope: 'workflow', aliases: ['distance'] },
  distanceUnit: {
    label: 'Distance unit',
    kind: 'unit',
    scope: 'workflow',
    aliases: ['totaldistanceunit', 'unitofdistance', 'units', 'unit', 'uom'],
  },
  isDistanceEstimated: {
    label: 'Distance is an estimate',
    kind: 'yesNo',
    scope: 'workflow',
    aliases: ['estimated'],
  },
  instructions: {
    label: 'Instructions',
    kind: 'text',
    scope: 'workflow',
    aliases: ['notes', 'note', 'comment', 'comments'],
  },
  stopId: { label: 'Stop id', kind: 'id', scope: 'stop', aliases: ['sourcestopid'] },
  stopType: { label: 'Stop type', kind: 'stopType', scope: 'stop', aliases: ['type'] },
  locationName: {
    label: 'Location name',
    kind: 'text',
    scope: 'stop',
    aliases: ['location', 'stop', 'stopname', 'site', 'customer'],
  },
  activities: { label: 'Activities', kind: 'activities', scope: 'stop', aliases: ['activity'] },
  latitude: { label: 'Latitude', kind: 'latitude', scope: 'stop', aliases: ['lat'] },
  longitude: { label: 'Longitude', kind: 'longitude', scope: 'stop', aliases: ['lon', 'lng', 'long'] },
  scheduledArrival: {
    label: 'Scheduled arrival',
    kind: 'time',
    scope: 'stop',
    aliases: ['arrival', 'eta', 'arrive'],
  },
  scheduledDeparture: {
    label: 'Scheduled departure',
    kind: 'time',
    scope: 'stop',
    aliases: ['etd', 'depart', 'leave'],
  },
  actualArrival: { label: 'Actual arrival', kind: 'time', scope: 'stop', aliases: ['ata'] },
  actualDeparture: { label: 'Actual departure', kind: 'time', scope: 'stop', aliases: ['atd'] },
  stopInstructions: {
    label: 'Stop instructions',
    kind: 'text',
    scope: 'stop',
    aliases: ['stopnotes', 'stopnote'],
  },
  city: { label: 'City', kind: 'text', scope: 'stop', aliases: ['town'] },
  province: { label: 'Province', kind: 'text', scope: 'stop', aliases: ['county'] },
  countryCode: { label: 'Country code', kind: 'text', scope: 'stop', aliases: ['country'] },
  h3Index11: { label: 'H3 index', kind: 'digits', scope: 'stop', aliases: ['h3', 'h3index11'] },
  stopExtras: { label: 'Stop extras', kind: 'json', scope: 'stop', aliases: [] },
} as const satisfies Record<string, ColumnShape>

export type ColumnKey = keyof typeof FILE_COLUMNS

/** The keys, in the order of export. */
export const COLUMN_KEYS = Object.keys(FILE_COLUMNS) as ColumnKey[]

/** Which column of the file is which of ours; `null` = left out. One entry per column of the file. */
export type ColumnMapping = readonly (ColumnKey | null)[]

/** Heading as compared: letters and digits only, lower case, accents folded. */
export function normalHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Names one shape of file, so that its mapping can be remembered: its headings, in order. */
export function shapeOf(header: readonly string[]): string {
  return header.map(normalHeading).join('|')
}

/** The mapping that the headings suggest: each of our columns at most once, exact names before other names. */
export function guessMapping(header: readonly string[]): ColumnMapping {
  const names = header.map(normalHeading)
  const mapping: (ColumnKey | null)[] = names.map(() => null)
  const taken = new Set<ColumnKey>()
  const hasDistances = names.some((name) => name === 'totaldistance' || name === 'distance')
  const matchers: ((key: ColumnKey, name: string) => boolean)[] = [
    (key, name) => normalHeading(FILE_COLUMNS[key].label) === name,
    (key, name) => FILE_COLUMNS[key].aliases.some((alias) => alias === name),
  ]
  for (const isMatch of matchers) {
    for (const [index, name] of names.entries()) {
      if (mapping[index] !== null || name === '') continue
      // A "Unit" is a vehicle to some depots; beside distances it is theirs. Taken wrongly so, each of its cells is asked
      // about; taken for a vehicle, a "km" would be one without a word.
      const isUnitOfDistance = hasDistances && !taken.has('distanceUnit') && isMatch('distanceUnit', name)
      const key = isUnitOfDistance
        ? 'distanceUnit'
        : COLUMN_KEYS.find((each) => !taken.has(each) && isMatch(each, name))
      if (key === undefined) continue
      mapping[index] = key
      taken.add(key)
    }
  }
  return mapping
}
