import { freshCopy } from '../../../../shared/model/plan/copy-plan.ts'
import { MAX_LINE, type Plan } from '../../../../shared/model/plan/workflow.ts'

/** A plan to start again from, named as a copy. */
export function copyPlan(plan: Plan, mintId: () => string): Plan {
  const named = plan.reference === '' ? '' : `${plan.reference} copy`
  return { ...freshCopy(plan, mintId), reference: named.slice(0, MAX_LINE) }
}
