import { useEffect } from 'react'
import { isSameJson } from '../../../../shared/util/same-json.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { type FormState, isDirty } from './form-state.ts'

/** Takes a newer version over while nothing is being typed; else hands it out, for the dispatcher to decide. */
export function useNewer(
  record: WorkflowRecord | null,
  state: FormState,
  isSaving: boolean,
  dispatch: (action: { type: 'reloaded'; record: WorkflowRecord }) => void,
): WorkflowRecord | null {
  const { base } = state
  const isNewer = record !== null && base !== null && record.id === base.id && record.rev > base.rev
  const isSafe = !isDirty(state) || (isNewer && isSameJson(record.plan, state.draft.plan))
  useEffect(() => {
    if (isNewer && isSafe && !isSaving) dispatch({ type: 'reloaded', record })
  }, [isNewer, isSafe, isSaving, record, dispatch])
  return isNewer && !isSafe && !isSaving ? record : null
}
