import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'

/** How a workflow is called in the name of an undo step. */
export function nameRef(plan: Pick<Plan, 'reference'>): StoredText {
  return plan.reference === '' ? messageRef('steps.unnamed') : plan.reference
}

/** The name of an undo step, by how its workflow is called. */
export type StepLabelOf = (name: StoredText) => StoredText

/** Names of the steps that the editor makes. */
export const STEP_LABELS = {
  create: (name) => messageRef('steps.create', { name }),
  edit: (name) => messageRef('steps.edit', { name }),
  complete: (name) => messageRef('steps.completeOne', { name }),
  copy: (name) => messageRef('steps.copy', { name }),
  cancel: (name) => messageRef('steps.cancelOne', { name }),
  planAnew: (name) => messageRef('steps.planAnew', { name }),
  duplicate: (name) => messageRef('steps.duplicateOne', { name }),
} as const satisfies Readonly<Record<string, StepLabelOf>>
