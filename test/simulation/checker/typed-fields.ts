import { isSameField } from '../../../electron/catena/same-at-catena.ts'
import type { Operation } from '../../../electron/host/sync/core/lane/lane.ts'
import { CONTENT_FIELDS, type ContentField, PLAN_WIRE_NAMES } from '../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import { fieldOf } from '../character/catena-content.ts'
import type { Ledger } from '../runs/ledger.ts'

/** Which fields of each workflow the dispatcher has typed or decided about since it was made. */
export interface TypedFields {
  /** The dispatcher changed the plan. */
  typed(workflowId: string, before: Plan, after: Plan): void
  /** The dispatcher decided about these fields. */
  decided(workflowId: string, fields: readonly ContentField[]): void
  /** What was changed elsewhere was merged without a question. [L2] */
  merged(workflowId: string, base: Plan, before: Plan, after: Plan): void
  /** [L3] An update leaves: it says nothing of a field that nobody here has typed. */
  sent(workflowId: string, operation: Operation, body: unknown): void
}

/** Creates a record of nothing typed. */
export function createTypedFields(ledger: Ledger): TypedFields {
  const known = new Map<string, Set<ContentField>>()

  function decided(workflowId: string, fields: readonly ContentField[]): void {
    known.set(workflowId, new Set([...(known.get(workflowId) ?? []), ...fields]))
  }

  return {
    decided,
    typed(workflowId, before, after) {
      decided(
        workflowId,
        CONTENT_FIELDS.filter((field) => !isSameField(field, before, after)),
      )
    },
    merged(workflowId, base, before, after) {
      for (const field of CONTENT_FIELDS) {
        // Stops are merged one by one, and a status that moves forward needs no decision.
        const isWhole = field !== 'stops' && field !== 'status'
        const isTyped = isWhole && !isSameField(field, base, before)
        if (isTyped && !isSameField(field, before, after)) {
          ledger.accuse('L2', `${field} of ${workflowId} was typed here and is replaced without a question`)
        }
      }
    },
    sent(workflowId, { intent, duplicateOf, uncertainFields = [] }, body) {
      if (intent === 'cancel' || duplicateOf !== null) return
      for (const field of CONTENT_FIELDS) {
        const name = field === 'stops' ? 'stops' : PLAN_WIRE_NAMES[field]
        const isAsked = uncertainFields.includes(field) || known.get(workflowId)?.has(field) === true
        if (fieldOf(body, name) !== undefined && !isAsked) {
          ledger.accuse('L3', `${field} of ${workflowId} is sent and was never typed here`)
        }
      }
    },
  }
}
