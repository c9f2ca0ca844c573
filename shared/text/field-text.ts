import { STOP_ACTIVITIES, STOP_TYPES, WORKFLOW_STATUSES } from '../model/plan/workflow.ts'
import { en } from './en/en.ts'
import type { Translate } from './texts.ts'

/** Names of the values of a plan's fields. Values that Catena knows and this program does not are shown as they came. */

/** `PLANNED` → `Planned`. */
export function statusText(status: string, t: Translate): string {
  return isOneOf(WORKFLOW_STATUSES, status) ? t(`fields.status.${status}`) : plainCode(status)
}

/** `YARD` → `Yard`. */
export function stopTypeText(stopType: string, t: Translate): string {
  return isOneOf(STOP_TYPES, stopType) ? t(`fields.stopType.${stopType}`) : plainCode(stopType)
}

/** `ON_DUTY` → `On duty`. */
export function activityText(activity: string, t: Translate): string {
  return isOneOf(STOP_ACTIVITIES, activity) ? t(`fields.activity.${activity}`) : plainCode(activity)
}

/** What keeps a plan from being saved or sent. `message` is a code of `fields.problem`, or a sentence of Catena. */
export function planProblemText(message: string, t: Translate): string {
  return isPlanProblem(message) ? t(`fields.problem.${message}`) : message
}

type PlanProblem = Exclude<keyof typeof en.fields.problem, 'ambiguousNumber'>

function isPlanProblem(message: string): message is PlanProblem {
  return Object.hasOwn(en.fields.problem, message) && message !== 'ambiguousNumber'
}

function isOneOf<const Known extends string>(known: readonly Known[], value: string): value is Known {
  return known.some((each) => each === value)
}

/** `IN_TRANSIT_2` → `In transit 2`. */
function plainCode(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
