import { type FieldKind, PLAN_FIELDS, type PlanField } from '../../../../shared/model/plan/plan-fields.ts'
import { ALIASES } from './column-aliases.ts'
import {
  type ColumnKey,
  columnOfHeading,
  EXTRA_COLUMNS,
  type ExtraColumn,
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

interface ColumnShape {
  readonly kind: ColumnKind
  readonly scope: 'workflow' | 'stop'
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

/** The keys, in the order of export. */
export const COLUMN_KEYS = Object.keys(FILE_COLUMNS) as ColumnKey[]

/** The column of the plan for each column of the file; `null` = not imported. */
export type ColumnMapping = readonly (ColumnKey | null)[]

/** The key under which the mapping of a file is remembered: its headings, in order. */
export function shapeOf(header: readonly string[]): string {
  return header.map(normalHeading).join('|')
}

/** The mapping that the headings suggest. Each column of the plan is used once, for an exact heading before any other name. */
export function guessMapping(header: readonly string[]): ColumnMapping {
  const names = header.map(normalHeading)
  const mapping: (ColumnKey | null)[] = names.map(() => null)
  const taken = new Set<ColumnKey>()
  const matchers: ((key: ColumnKey, name: string) => boolean)[] = [
    (key, name) => columnOfHeading(name) === key,
    (key, name) => ALIASES[key]?.includes(name) ?? false,
  ]
  const hasDistances = names.some((name) => matchers.some((isMatch) => isMatch('totalDistance', name)))
  for (const isMatch of matchers) {
    for (const [index, name] of names.entries()) {
      if (mapping[index] !== null || name === '') continue
      // A "Unit" is a vehicle to some depots; beside distances it is taken as their unit. If that is wrong, each of its
      // cells is a problem to correct; if it were taken as a vehicle, a "km" would be imported as one.
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
