import { departureOf, type Plan } from '../../../shared/model/plan/workflow.ts'
import { dayOf } from '../../../shared/util/depot-time.ts'

/** First and last day, `YYYY-MM-DD` in the depot's zone, on which imported workflows depart. */
export interface ImportSpan {
  readonly from: string
  readonly to: string
}

/** The days that an import fills; `null` when none of its plans has a departure. */
export function spanOf(plans: readonly Plan[], zone: string): ImportSpan | null {
  const departures = plans.flatMap((plan) => departureOf(plan) ?? []).map((each) => Date.parse(each))
  if (departures.length === 0) return null
  const first = departures.reduce((least, each) => Math.min(least, each))
  const last = departures.reduce((most, each) => Math.max(most, each))
  return { from: dayOf(first, zone), to: dayOf(last, zone) }
}
