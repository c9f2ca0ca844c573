import { type Plan, plan, sendablePlan, sendableUpdate } from '../../../shared/model/plan/workflow.ts'
import type { FieldError } from '../../../shared/model/status/sync-status.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { WorkflowEdit } from './command-types.ts'

/**
 * The longest JSON of a plan that can be handed to the host: one message may hold 1,048,576 characters, and the
 * envelope with the pending change's other fields needs some of them.
 */
export const MAX_SENDABLE_LENGTH = 850_000

/** One edit of a list that cannot be saved as it is. */
export interface InvalidEdit {
  readonly workflowId: string
  readonly fieldErrors: readonly FieldError[]
}

/** Code `workflow.invalid`: nothing of the list was saved. `fieldErrors` are those of the first bad edit. */
export class InvalidPlanError extends TypedError<'workflow.invalid'> {
  readonly fieldErrors: readonly FieldError[]
  readonly invalid: readonly InvalidEdit[]
  constructor(invalid: readonly InvalidEdit[]) {
    const first = invalid[0]?.fieldErrors[0]?.message ?? messageRef('fields.problem.incompletePlan')
    super(
      'workflow.invalid',
      invalid.length > 1
        ? messageRef('fields.problem.andMore', { problem: first, count: invalid.length - 1 })
        : first,
    )
    this.name = 'InvalidPlanError'
    this.fieldErrors = invalid[0]?.fieldErrors ?? []
    this.invalid = invalid
  }
}

/**
 * What is wrong with a plan for where it is to go; empty = nothing. A cancellation needs only what a draft needs.
 * @param isNew true for a workflow that is not on this computer yet; one from elsewhere may lack the unit of its distance.
 */
export function planErrors(
  value: Plan,
  intent: WorkflowEdit['intent'],
  isNew = false,
): readonly FieldError[] {
  const sendable = isNew ? sendablePlan : sendableUpdate
  const parsed = (intent === 'send' ? sendable : plan).safeParse(value)
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => ({
      path: issue.path.map((each) => (typeof each === 'symbol' ? String(each) : each)),
      message: issue.message,
    }))
  }
  // Only a plan with very many stops can come near the limit, so that most plans are not serialised for this.
  const isLarge = value.stops.length > 20 && JSON.stringify(value).length > MAX_SENDABLE_LENGTH
  return isLarge && intent !== 'draft'
    ? [{ path: ['stops'], message: messageRef('fields.problem.tooLargeToSend') }]
    : []
}

/** Why a list of edits may not be saved: every edit that is not fit for where it is to go. `null` = it may. */
export function editsProblem(edits: readonly WorkflowEdit[]): TypedError | null {
  const invalid: InvalidEdit[] = []
  for (const edit of edits) {
    const fieldErrors = planErrors(edit.plan, edit.intent, edit.baseRev === null)
    if (fieldErrors.length > 0) invalid.push({ workflowId: edit.workflowId, fieldErrors })
  }
  return invalid.length > 0 ? new InvalidPlanError(invalid) : null
}

/** One list changes a workflow once: of two changes the second would not know of the first. `null` = it does. */
export function repetitionProblem(edits: readonly WorkflowEdit[]): TypedError | null {
  const seen = new Set<string>()
  for (const { workflowId } of edits) {
    if (seen.has(workflowId)) {
      return new TypedError('workflow.repeated', `Workflow ${workflowId} is twice in one list of edits`)
    }
    seen.add(workflowId)
  }
  return null
}
