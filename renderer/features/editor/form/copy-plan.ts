import { freshCopy } from '../../../../shared/model/plan/copy-plan.ts'
import { MAX_LINE, type Plan } from '../../../../shared/model/plan/workflow.ts'
import type { Translate } from '../../../../shared/text/texts.ts'

/** A plan to start again from, named as a copy. */
export function copyPlan(plan: Plan, mintId: () => string, t: Translate): Plan {
  const named = plan.reference === '' ? '' : t('editor.copyReference', { reference: plan.reference })
  return { ...freshCopy(plan, mintId), reference: named.slice(0, MAX_LINE) }
}
