import {
  type FieldKind,
  fieldAtPath,
  isPlanKey,
  isStopKey,
  PLAN_FIELDS,
  STOP_FIELDS,
} from '../../../../shared/model/plan/plan-fields.ts'
import type { Plan, Stop } from '../../../../shared/model/plan/workflow.ts'

/**
 * Name of one field of the form: a name in the plan (`startsAt`), or `stop/<id>/<name>`. Stops are named by their own
 * id, not by their place: a stop that moves takes its text, its error and the caret with it.
 */
export type FieldKey = string

/** Kinds of fields in which a value is chosen. In all others text is typed. */
const CHOSEN_KINDS: ReadonlySet<FieldKind> = new Set(['connection', 'assignee', 'choice', 'choices'])

/** True for a change of fields in which text is typed: the field itself can undo it. */
export function isTyping(patch: Partial<Plan> | Partial<Stop>): boolean {
  return !Object.keys(patch).some((name) => {
    const field = isPlanKey(name) ? PLAN_FIELDS[name] : isStopKey(name) ? STOP_FIELDS[name] : null
    return field !== null && CHOSEN_KINDS.has(field.kind)
  })
}

/** Key of a field of one stop. */
export function stopKey(stopId: string, name: string): FieldKey {
  return `stop/${stopId}/${name}`
}

/** What is typed into a field; `line` is taken as it is. */
export function kindOf(key: FieldKey): 'time' | 'number' | 'line' {
  const { stopId, name } = partsOf(key)
  const field = fieldAtPath(stopId === null ? name : `stops.0.${name}`)
  if (field?.kind === 'instant') return 'time'
  return field?.kind === 'number' ? 'number' : 'line'
}

/** The stop's id (`null`: a field of the workflow itself) and the field's name. */
export function partsOf(key: FieldKey): { readonly stopId: string | null; readonly name: string } {
  const match = /^stop\/(.*)\/([^/]*)$/.exec(key)
  if (match?.[1] === undefined || match[2] === undefined) return { stopId: null, name: key }
  return { stopId: match[1], name: match[2] }
}

/** Key of the field a path in the plan points at; a path into nothing known points at the whole form (`''`). */
export function keyOfPath(path: readonly (string | number)[], plan: Pick<Plan, 'stops'>): FieldKey {
  const [first, index, ...rest] = path
  if (first !== 'stops') return typeof first === 'string' ? first : ''
  if (typeof index !== 'number') return 'stops'
  const stop = plan.stops[index]
  return stop === undefined ? 'stops' : stopKey(stop.sourceStopId, rest.join('.'))
}
