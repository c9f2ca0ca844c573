import { type FieldKind, PLAN_FIELDS, type PlanField } from '../../../../shared/model/plan/plan-fields.ts'
import { ALIASES, WEAK_ALIASES } from './column-aliases.ts'
import {
  type ColumnKey,
  columnOfHeading,
  EXTRA_COLUMNS,
  type ExtraColumn,
  IMPORT_ONLY_KEYS,
  type ImportKey,
  type ImportOnlyKey,
  normalHeading,
} from './file-language.ts'

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
  | 'day'
  | 'order'
  | 'coordinates'
  | 'zone'

interface ColumnShape {
  readonly kind: ColumnKind
  /** `row` = it says how other cells of its row are read. */
  readonly scope: 'workflow' | 'stop' | 'row'
}

/** How the cells of a field without a named column are read. */
const KINDS: Partial<Record<FieldKind, ColumnKind>> = {
  number: 'number',
  instant: 'time',
  yesNo: 'yesNo',
  digits: 'digits',
  json: 'json',
}

function extraShapes(): Record<ExtraColumn, ColumnShape> {
  const shapes = EXTRA_COLUMNS.map((key): [string, ColumnShape] => {
    const field: PlanField = PLAN_FIELDS[key]
    return [key, { kind: KINDS[field.kind] ?? 'text', scope: 'workflow' }]
  })
  return Object.fromEntries(shapes) as Record<ExtraColumn, ColumnShape>
}

/** Every column by key, in the order in which they are exported. Their headings are in {@link HEADINGS}. */
export const FILE_COLUMNS: Readonly<Record<ColumnKey, ColumnShape>> = {
  workflowId: { kind: 'id', scope: 'workflow' },
  reference: { kind: 'id', scope: 'workflow' },
  connection: { kind: 'connection', scope: 'workflow' },
  driver: { kind: 'driver', scope: 'workflow' },
  vehicle: { kind: 'vehicle', scope: 'workflow' },
  territory: { kind: 'text', scope: 'workflow' },
  status: { kind: 'status', scope: 'workflow' },
  start: { kind: 'time', scope: 'workflow' },
  end: { kind: 'time', scope: 'workflow' },
  totalDistance: { kind: 'number', scope: 'workflow' },
  distanceUnit: { kind: 'unit', scope: 'workflow' },
  isDistanceEstimated: { kind: 'yesNo', scope: 'workflow' },
  instructions: { kind: 'text', scope: 'workflow' },
  ...extraShapes(),
  stopId: { kind: 'id', scope: 'stop' },
  stopType: { kind: 'stopType', scope: 'stop' },
  locationName: { kind: 'text', scope: 'stop' },
  activities: { kind: 'activities', scope: 'stop' },
  latitude: { kind: 'latitude', scope: 'stop' },
  longitude: { kind: 'longitude', scope: 'stop' },
  scheduledArrival: { kind: 'time', scope: 'stop' },
  scheduledDeparture: { kind: 'time', scope: 'stop' },
  actualArrival: { kind: 'time', scope: 'stop' },
  actualDeparture: { kind: 'time', scope: 'stop' },
  stopInstructions: { kind: 'text', scope: 'stop' },
  city: { kind: 'text', scope: 'stop' },
  province: { kind: 'text', scope: 'stop' },
  countryCode: { kind: 'text', scope: 'stop' },
  h3Index11: { kind: 'digits', scope: 'stop' },
  stopExtras: { kind: 'json', scope: 'stop' },
}

const IMPORT_ONLY_COLUMNS: Readonly<Record<ImportOnlyKey, ColumnShape>> = {
  day: { kind: 'day', scope: 'row' },
  startDay: { kind: 'day', scope: 'row' },
  endDay: { kind: 'day', scope: 'row' },
  arrivalDay: { kind: 'day', scope: 'row' },
  departureDay: { kind: 'day', scope: 'row' },
  stopOrder: { kind: 'order', scope: 'row' },
  coordinates: { kind: 'coordinates', scope: 'stop' },
  address: { kind: 'text', scope: 'stop' },
  zone: { kind: 'zone', scope: 'row' },
}

/** Every column that an import reads, by key. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKey, ColumnShape>> = {
  ...FILE_COLUMNS,
  ...IMPORT_ONLY_COLUMNS,
}

/** The keys, in the order of export. */
export const COLUMN_KEYS = Object.keys(FILE_COLUMNS) as ColumnKey[]

/** The keys of all columns that an import reads, those of an export first. */
export const IMPORT_KEYS: readonly ImportKey[] = [...COLUMN_KEYS, ...IMPORT_ONLY_KEYS]

/** The column of the plan for each column of the file; `null` = not imported. */
export type ColumnMapping = readonly (ImportKey | null)[]

/** The key under which the mapping of a file is remembered: its headings, in order. */
export function shapeOf(header: readonly string[]): string {
  return header.map(normalHeading).join('|')
}

type Matcher = (key: ImportKey, name: string) => boolean

const MATCHERS: readonly Matcher[] = [
  (key, name) => columnOfHeading(name) === key,
  (key, name) => ALIASES[key]?.has(name) ?? false,
  (key, name) => WEAK_ALIASES[key]?.has(name) ?? false,
]

/**
 * The mapping that the headings suggest. Each column of the plan is used once, for an exact heading before any other name. A
 * heading counts with and without what stands in brackets, such as a unit.
 */
export function guessMapping(header: readonly string[]): ColumnMapping {
  const names = header.map(headingName)
  const bare = header.map((each) => headingName(each.replaceAll(/[([{][^)\]}]*[)\]}]/g, '')))
  const mapping: (ImportKey | null)[] = names.map(() => null)
  const taken = new Set<ImportKey>()
  const hasDistances = names.some((name) => MATCHERS.some((isMatch) => isMatch('totalDistance', name)))
  for (const isMatch of MATCHERS) {
    for (const texts of [names, bare]) {
      for (const [index, name] of texts.entries()) {
        if (mapping[index] !== null || name === '') continue
        // A "Unit" is a vehicle to some depots; beside distances it is taken as their unit. If that is wrong, each of its
        // cells is a problem to correct; if it were taken as a vehicle, a "km" would be imported as one.
        const isUnitOfDistance = hasDistances && !taken.has('distanceUnit') && isMatch('distanceUnit', name)
        const key = isUnitOfDistance
          ? 'distanceUnit'
          : IMPORT_KEYS.find((each) => !taken.has(each) && isMatch(each, name))
        if (key === undefined) continue
        mapping[index] = key
        taken.add(key)
      }
    }
  }
  withStopTimes(mapping, names)
  return withLoneDays(mapping)
}

/** A heading as compared. `Stop #` is a number. */
function headingName(heading: string): string {
  return normalHeading(heading.replaceAll(/[#№]/g, ' number '))
}

/** Names of the departure of a workflow or, beside an arrival, of a stop. */
const DEPARTURES = new Set(
  'departure departuretime abfahrt abfahrtszeit salida horadesalida heuredepart heurededepart'.split(' '),
)

/** A departure beside an arrival is that of the stop. */
function withStopTimes(mapping: (ImportKey | null)[], names: readonly string[]): void {
  const index = mapping.indexOf('start')
  if (!mapping.includes('scheduledArrival') || mapping.includes('scheduledDeparture')) return
  if (DEPARTURES.has(names[index] ?? '')) mapping[index] = 'scheduledDeparture'
}

/** The time that a column of days belongs to. */
const TIMES_OF_DAYS = {
  startDay: 'start',
  endDay: 'end',
  arrivalDay: 'scheduledArrival',
  departureDay: 'scheduledDeparture',
} as const satisfies Partial<Record<ImportOnlyKey, ColumnKey>>

/** A column of days beside no column of times is taken for the times: a date without a time is asked about. */
function withLoneDays(mapping: (ImportKey | null)[]): ColumnMapping {
  for (const [day, time] of Object.entries(TIMES_OF_DAYS) as [ImportOnlyKey, ColumnKey][]) {
    const index = mapping.indexOf(day)
    if (index !== -1 && !mapping.includes(time)) mapping[index] = time
  }
  const hasTime = Object.values(TIMES_OF_DAYS).some((time) => mapping.includes(time))
  const index = mapping.indexOf('day')
  if (index !== -1 && !hasTime) mapping[index] = 'start'
  return mapping
}
