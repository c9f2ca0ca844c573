import { type FieldKind, fieldAtPath } from '../../../../shared/model/plan/plan-fields.ts'
import type { Connection, Driver, Vehicle } from '../../../../shared/model/reference.ts'
import { activityText, statusText, stopTypeText } from '../../../../shared/text/field-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import type { DepotTime } from '../../../../shared/util/depot-time.ts'
import { connectionName } from '../../../components/display/connection-label.ts'

/** What the text of a value is made with. */
export interface ValueContext {
  readonly time: DepotTime
  readonly connections: readonly Connection[]
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
}

/** The value of a field as the form would show it; `nothing` for an empty one. `path` is a path in the plan. */
export function valueText(path: string, value: unknown, context: ValueContext, t: Translate): string {
  if (value === null || value === undefined || value === '') return t('fields.value.nothing')
  if (typeof value === 'boolean') return t(value ? 'fields.value.estimate' : 'fields.value.typed')
  if (typeof value === 'string') return stringText(path, value, context, t)
  if (Array.isArray(value)) return listText(path, value, t)
  return typeof value === 'object' ? objectText(value, t) : String(value)
}

function stringText(path: string, value: string, context: ValueContext, t: Translate): string {
  const kind: FieldKind | undefined = fieldAtPath(path)?.kind
  switch (kind) {
    case 'instant':
      return context.time.formatDayTime(value)
    case 'choice':
      return choiceText(path, value, t)
    case 'assignee': {
      const list = path === 'driverSourceId' ? context.drivers : context.vehicles
      return list.find((each) => each.sourceId === value)?.name ?? value
    }
    case 'connection': {
      const found = context.connections.find((each) => each.id === value)
      return found === undefined ? value : connectionName(found)
    }
    default:
      return value
  }
}

/** Units are shown as they are written. */
function choiceText(path: string, value: string, t: Translate): string {
  if (path === 'status') return statusText(value, t)
  return path.endsWith('.stopType') ? stopTypeText(value, t) : value
}

function listText(path: string, value: readonly unknown[], t: Translate): string {
  if (value.length === 0) return t('fields.value.nothing')
  if (path !== 'stops') return value.map((each) => activityText(String(each), t)).join(', ')
  // The history keeps the ids of stops whose order has changed, a conflict the stops themselves.
  if (!value.some((each) => typeof each === 'object')) return t('fields.value.otherOrder')
  const names = value.map((each) =>
    typeof each === 'object' && each !== null ? objectText(each, t) : String(each),
  )
  return t('fields.value.stops', { count: value.length, names: names.join(', ') })
}

/** A whole stop by its name, an address by its parts. */
function objectText(value: object, t: Translate): string {
  const entries = new Map<string, unknown>(Object.entries(value))
  if (entries.has('sourceStopId')) return String(entries.get('locationName') ?? t('fields.value.unnamedStop'))
  const parts = [...entries.values()].filter((each) => each !== null && each !== '')
  return parts.length === 0
    ? t('fields.value.nothing')
    : parts.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(', ')
}
