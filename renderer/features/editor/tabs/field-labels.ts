import type { Connection, Driver, Vehicle } from '../../../../shared/model/reference.ts'
import type { DepotTime } from '../../../../shared/util/depot-time.ts'
import { connectionName } from '../../../components/display/connection-label.ts'
import { statusWord } from '../../../components/display/labels.ts'

/** What the words of a change are made with. */
export interface TextContext {
  readonly time: DepotTime
  readonly connections: readonly Connection[]
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
}

const LABELS: Readonly<Record<string, string>> = {
  connectionId: 'Connection',
  reference: 'Reference',
  driverSourceId: 'Driver',
  vehicleSourceId: 'Vehicle',
  territoryName: 'Territory',
  status: 'Status',
  startsAt: 'Start',
  endsAt: 'End',
  totalDistance: 'Total distance',
  totalDistanceUnit: 'Distance unit',
  isDistanceEstimated: 'Distance is',
  instructions: 'Instructions',
  stops: 'Order of stops',
  stopType: 'Stop type',
  locationName: 'Location name',
  activities: 'Activities',
  latitude: 'Latitude',
  longitude: 'Longitude',
  h3Index11: 'H3 index',
  inferredAddress: 'Address',
  scheduledArrival: 'Scheduled arrival',
  scheduledDeparture: 'Scheduled departure',
  actualArrival: 'Actual arrival',
  actualDeparture: 'Actual departure',
  extras: 'Further fields',
  sourceStopId: 'External stop id',
}

/** The field of a change in the words of the form: `Driver`, `Stop 3 · Location name`, `Stop 3`. */
export function fieldText(path: string): string {
  const [first, index, name] = path.split('.')
  if (first !== 'stops' || index === undefined) return LABELS[path] ?? path
  const stop = `Stop ${Number(index) + 1}`
  return name === undefined ? stop : `${stop} · ${LABELS[name] ?? name}`
}

/** A value as the form would show it; `nothing` for an empty one. */
export function valueText(path: string, value: unknown, context: TextContext): string {
  if (value === null || value === undefined || value === '') return 'nothing'
  const name = path.split('.').at(-1) ?? path
  if (typeof value === 'boolean')
    return name === 'isDistanceEstimated' ? (value ? 'an estimate' : 'typed') : String(value)
  if (typeof value === 'string') return textOf(name, value, context)
  if (Array.isArray(value)) return listText(path, value)
  if (typeof value === 'object') return objectText(value)
  return String(value)
}

function textOf(name: string, value: string, { time, connections, drivers, vehicles }: TextContext): string {
  if (name.endsWith('At') || name.endsWith('Arrival') || name.endsWith('Departure'))
    return time.formatDayTime(value)
  if (name === 'status' || name === 'stopType') return statusWord(value)
  if (name === 'driverSourceId') return drivers.find((each) => each.sourceId === value)?.name ?? value
  if (name === 'vehicleSourceId') return vehicles.find((each) => each.sourceId === value)?.name ?? value
  if (name !== 'connectionId') return value
  const found = connections.find((each) => each.id === value)
  return found === undefined ? value : connectionName(found)
}

function listText(path: string, value: readonly unknown[]): string {
  if (value.length === 0) return 'nothing'
  if (path === 'stops')
    return value.some((each) => typeof each === 'object') ? stopsText(value) : 'another order'
  return value.map((each) => statusWord(String(each))).join(', ')
}

/** `3 stops: Norte depot, Cold Store 7, …` */
function stopsText(stops: readonly unknown[]): string {
  const names = stops.map((each) =>
    typeof each === 'object' && each !== null ? objectText(each) : String(each),
  )
  return `${stops.length} ${stops.length === 1 ? 'stop' : 'stops'}: ${names.join(', ')}`
}

/** A whole stop by its name, an address by its parts. */
function objectText(value: object): string {
  const entries = new Map<string, unknown>(Object.entries(value))
  if (entries.has('sourceStopId')) return String(entries.get('locationName') ?? 'a stop without a name')
  const parts = [...entries.values()].filter((each) => each !== null && each !== '')
  return parts.length === 0
    ? 'nothing'
    : parts.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(', ')
}
