import { MAX_LINE, type Plan } from '../../../shared/model/workflow.ts'

/**
 * A plan to start again from: planned, with stop ids of its own and without what has happened to the original. What
 * was sent of the original (its ids at Catena) is not in a plan and is never copied.
 */
export function copyPlan(plan: Plan, mintId: () => string): Plan {
  const named = plan.reference === '' ? '' : `${plan.reference} copy`
  return {
    ...plan,
    reference: named.slice(0, MAX_LINE),
    status: 'PLANNED',
    stops: plan.stops.map((each) => ({
      ...each,
      sourceStopId: mintId(),
      actualArrival: null,
      actualDeparture: null,
    })),
  }
}
