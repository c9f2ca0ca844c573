import { isPlanKey, isStopKey } from '../model/plan/plan-fields.ts'
import { STOP_ACTIVITIES, STOP_TYPES, WORKFLOW_STATUSES } from '../model/plan/workflow.ts'
import type { Translate } from './texts.ts'

/** Names of the values of a plan's fields. Values that this program does not know are shown unchanged. */

/** Statuses of a TSP connection, other than `active`, that have a name in the catalog. */
const CONNECTION_STATUSES = ['stale', 'inactive', 'failed'] as const

/** `PLANNED` → `Planned`. */
export function statusText(status: string, t: Translate): string {
  return isOneOf(WORKFLOW_STATUSES, status) ? t(`fields.status.${status}`) : plainCode(status)
}

/** `stale`; a status of a TSP connection that this program does not know is returned as it came. */
export function connectionStatusText(status: string, t: Translate): string {
  return isOneOf(CONNECTION_STATUSES, status) ? t(`fields.connectionStatus.${status}`) : status
}

/** `YARD` → `Yard`. */
export function stopTypeText(stopType: string, t: Translate): string {
  return isOneOf(STOP_TYPES, stopType) ? t(`fields.stopType.${stopType}`) : plainCode(stopType)
}

/** `ON_DUTY` → `On duty`. */
export function activityText(activity: string, t: Translate): string {
  return isOneOf(STOP_ACTIVITIES, activity) ? t(`fields.activity.${activity}`) : plainCode(activity)
}

function isOneOf<const Known extends string>(known: readonly Known[], value: string): value is Known {
  return known.some((each) => each === value)
}

/** `IN_TRANSIT_2` → `In transit 2`. */
function plainCode(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Label of a field by its path in the plan, as in the form: `Driver`, `Stop 3 · Location name`, `Stop 3`. */
export function fieldLabel(path: string, t: Translate): string {
  const [first = '', index, name] = path.split('.')
  if (first !== 'stops' || index === undefined) return isPlanKey(path) ? t(`fields.plan.${path}`) : path
  const number = Number(index) + 1
  if (name === undefined) return t('fields.stopNumber', { number })
  return t('fields.ofStop', { number, field: isStopKey(name) ? t(`fields.stop.${name}`) : name })
}

/** `N-24-0612` → `N-24-0612 (conflict copy)`: the reference of a copy that keeps what lost against a newer version. */
export function conflictCopyReference(reference: string, t: Translate): string {
  return reference === '' ? t('fields.conflictCopy.unnamed') : t('fields.conflictCopy.named', { reference })
}
