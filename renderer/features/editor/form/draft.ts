import {
  DISTANCE_UNITS,
  type DistanceUnit,
  departureOf,
  emptyStop,
  type Plan,
  type Stop,
} from '../../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { createDepotTime } from '../../../../shared/util/depot-time.ts'
import { estimateDistance, isDistanceUnit } from '../../../../shared/util/distance.ts'
import { parseTypedTime } from '../../../../shared/util/parse-depot-time.ts'
import type { DepotInstant } from '../../../../shared/util/resolve-wall-time.ts'
import { type FieldKey, kindOf, partsOf } from './field-key.ts'

/**
 * What is being typed: a plan, and beside it the text of the time and number fields that are in hand. Text that does
 * not read as a value leaves the plan as it is and stays as text: it is never lost and never guessed.
 */
export interface Draft {
  readonly plan: Plan
  readonly texts: Readonly<Record<FieldKey, string>>
}

/** What typed text is read by: the depot's zone and unit, and the day of times in a workflow that has none yet. */
export interface DraftSetting {
  readonly zone: string
  /** What the typing stands on: a time that was just emptied still says its day. */
  readonly saved: Plan
  /** Left out while Catena does not have the workflow. */
  readonly isAtCatena?: true
  readonly day: string
  readonly distanceUnit: DistanceUnit
}

/** What a typed text comes to. `empty` empties the field. */
export type ReadText =
  | { readonly kind: 'empty' }
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: 'bad'; readonly message: StoredText }
  | Extract<DepotInstant, { kind: 'fold' }>

/** A draft in which nothing is typed yet. */
export function draftOf(plan: Plan): Draft {
  return { plan, texts: {} }
}

/** Changes fields of the workflow itself. */
export function withPlan(draft: Draft, patch: Partial<Plan>): Draft {
  return { ...draft, plan: { ...draft.plan, ...patch } }
}

/** Changes fields of one stop, and the estimate that follows from them. */
export function withStop(draft: Draft, stopId: string, patch: Partial<Stop>, setting: DraftSetting): Draft {
  const stops = draft.plan.stops.map((each) => (each.sourceStopId === stopId ? { ...each, ...patch } : each))
  const isMoved = 'latitude' in patch || 'longitude' in patch
  return withStops(draft, stops, setting, isMoved)
}

/** A new stop at the end. */
export function withAddedStop(draft: Draft, stopId: string, setting: DraftSetting): Draft {
  return withStops(draft, [...draft.plan.stops, emptyStop(stopId)], setting, true)
}

/** Without one stop, and without what was being typed in it. */
export function withoutStop(draft: Draft, stopId: string, setting: DraftSetting): Draft {
  const stops = draft.plan.stops.filter((each) => each.sourceStopId !== stopId)
  const texts = Object.fromEntries(
    Object.entries(draft.texts).filter(([key]) => partsOf(key).stopId !== stopId),
  )
  return withStops({ ...draft, texts }, stops, setting, true)
}

/** One stop at another place; beyond either end is that end. */
export function withMovedStop(draft: Draft, stopId: string, toIndex: number, setting: DraftSetting): Draft {
  const from = draft.plan.stops.findIndex((each) => each.sourceStopId === stopId)
  const moved = draft.plan.stops[from]
  if (moved === undefined) return draft
  const rest = draft.plan.stops.filter((each) => each !== moved)
  const to = Math.min(Math.max(toIndex, 0), rest.length)
  return withStops(draft, [...rest.slice(0, to), moved, ...rest.slice(to)], setting, true)
}

/** Keeps the text as typed, and takes its value over as soon as it reads as one. Of a stop that is not there: nothing. */
export function withText(draft: Draft, key: FieldKey, text: string, setting: DraftSetting): Draft {
  const { stopId } = partsOf(key)
  if (stopId !== null && !draft.plan.stops.some((each) => each.sourceStopId === stopId)) return draft
  const read = readText(draft, key, text, setting)
  const typed = { ...draft, texts: { ...draft.texts, [key]: text } }
  if (read.kind === 'empty') return withValue(typed, key, null, setting)
  return read.kind === 'value' ? withValue(typed, key, read.value, setting) : typed
}

/** The field was left: a text that reads as a value is shown as that value from now on. */
export function withoutGoodText(draft: Draft, key: FieldKey, setting: DraftSetting): Draft {
  const text = draft.texts[key]
  if (text === undefined) return draft
  const read = readText(draft, key, text, setting)
  return read.kind === 'value' || read.kind === 'empty' ? withoutText(draft, key) : draft
}

/** The answer to a question: this value, whatever the text says. */
export function withAnswer(draft: Draft, key: FieldKey, value: string, setting: DraftSetting): Draft {
  return withoutText(withValue(draft, key, value, setting), key)
}

/** Back to the estimate, in the unit that is chosen, else in the depot's. */
export function withEstimate(draft: Draft, setting: DraftSetting): Draft {
  const estimate = estimateOf(draft.plan, setting)
  if (estimate === null) return draft
  const patch = { totalDistance: estimate.value, totalDistanceUnit: estimate.unit, isDistanceEstimated: true }
  return withoutText(withPlan(draft, patch), 'totalDistance')
}

/** Another unit: an estimate is worked out afresh, a typed number keeps its digits. */
export function withUnit(draft: Draft, unit: string | null, setting: DraftSetting): Draft {
  const changed = withPlan(draft, { totalDistanceUnit: unit })
  return changed.plan.isDistanceEstimated && isDistanceUnit(unit) ? withEstimate(changed, setting) : changed
}

/** What the stops come to; `null` when fewer than two have a position. */
export function estimateOf(
  plan: Pick<Plan, 'stops' | 'totalDistanceUnit'>,
  setting: Pick<DraftSetting, 'distanceUnit'>,
): { readonly value: number; readonly unit: DistanceUnit } | null {
  const chosen = DISTANCE_UNITS.find((each) => each === plan.totalDistanceUnit)
  const unit = chosen ?? setting.distanceUnit
  const value = estimateDistance(plan.stops, unit)
  return value === null ? null : { value, unit }
}

/** Reads a typed text as the field needs it. */
export function readText(draft: Draft, key: FieldKey, text: string, setting: DraftSetting): ReadText {
  if (text.trim() === '') return { kind: 'empty' }
  if (kindOf(key) === 'number') return readNumber(text)
  const read = parseTypedTime(text, { zone: setting.zone, day: defaultDay(draft.plan, key, setting) })
  if (read.kind === 'ok') return { kind: 'value', value: read.instant }
  return read.kind === 'fold' ? read : { kind: 'bad', message: read.message }
}

/**
 * The day a bare time stands on: the field's own day, else that of what comes before it (the stop above, the start), else
 * that of the workflow as far as anything tells it: the saved field, the saved start, the end, the first arrival. Else the
 * day that is being planned.
 */
export function defaultDay(plan: Plan, key: FieldKey, setting: DraftSetting): string {
  const { stopId, name } = partsOf(key)
  const above: (string | null)[] = []
  for (const stop of stopId === null ? [] : plan.stops) {
    if (stop.sourceStopId === stopId) {
      if (name.endsWith('Departure')) above.push(stop.scheduledArrival)
      break
    }
    above.push(stop.scheduledArrival, stop.scheduledDeparture)
  }
  const { saved } = setting
  const nearest = [timeAt(plan, key), ...above.reverse(), plan.startsAt]
  const elsewhere = [timeAt(saved, key), saved.startsAt, plan.endsAt, departureOf(plan)]
  const time = createDepotTime(setting.zone)
  const days = [...nearest, ...elsewhere].map((each) => (each === null ? null : time.dayOf(each)))
  return days.find((each) => each !== null) ?? setting.day
}

function timeAt(plan: Plan, key: FieldKey): string | null {
  const { stopId, name } = partsOf(key)
  const holder = stopId === null ? plan : plan.stops.find((each) => each.sourceStopId === stopId)
  const value: unknown = Object.entries(holder ?? {}).find(([field]) => field === name)?.[1]
  return typeof value === 'string' ? value : null
}

/** True when the draft differs from the plan: then closing must keep it. */
export function hasTexts(draft: Draft): boolean {
  return Object.keys(draft.texts).length > 0
}

/** Digits with a point or a comma. A comma before three digits has two readings and is refused. */
function readNumber(text: string): ReadText {
  const typed = text.normalize('NFKC').replaceAll(/\s/g, '').replace('−', '-')
  if (/^-?\d{1,3}(,\d{3})+$/.test(typed)) {
    return {
      kind: 'bad',
      message: messageRef('fields.problem.ambiguousNumber', {
        whole: typed.replaceAll(',', ''),
        decimal: typed.replace(',', '.'),
      }),
    }
  }
  if (!/^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(typed))
    return { kind: 'bad', message: messageRef('fields.problem.number') }
  const value = Number(typed.replace(',', '.'))
  return Number.isFinite(value)
    ? { kind: 'value', value }
    : { kind: 'bad', message: messageRef('fields.problem.number') }
}

function withValue(draft: Draft, key: FieldKey, value: string | number | null, setting: DraftSetting): Draft {
  const { stopId, name } = partsOf(key)
  if (stopId !== null) return withStop(draft, stopId, { [name]: value }, setting)
  if (name !== 'totalDistance') return withPlan(draft, { [name]: value })
  const unit = draft.plan.totalDistanceUnit ?? (value === null ? null : setting.distanceUnit)
  return withPlan(draft, {
    totalDistance: typeof value === 'number' ? value : null,
    totalDistanceUnit: unit,
    isDistanceEstimated: false,
  })
}

/** A typed distance wins; an estimate follows the stops, and an empty one is filled once the stops tell. */
function withStops(draft: Draft, stops: Stop[], setting: DraftSetting, isMoved: boolean): Draft {
  const changed = withPlan(draft, { stops })
  const { isDistanceEstimated, totalDistance } = changed.plan
  if (!isMoved || !(isDistanceEstimated || totalDistance === null)) return changed
  if (changed.texts.totalDistance !== undefined) return changed
  if (estimateOf(changed.plan, setting) !== null) return withEstimate(changed, setting)
  return isDistanceEstimated
    ? withPlan(changed, { totalDistance: null, isDistanceEstimated: false })
    : changed
}

function withoutText(draft: Draft, key: FieldKey): Draft {
  const { [key]: _gone, ...texts } = draft.texts
  return { ...draft, texts }
}
