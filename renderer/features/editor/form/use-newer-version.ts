import { useEffect } from 'react'
import { isSameJson } from '../../../../shared/util/same-json.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { type FormState, isApartFrom, isDirty } from './form-state.ts'

/**
 * Takes a newer version over: whole while nothing is being typed, and under the typing when it changes other fields. Else
 * it is handed out, for the dispatcher to decide.
 */
export function useNewer(
  record: WorkflowRecord | null,
  state: FormState,
  isSaving: boolean,
  dispatch: (action: { type: 'reloaded' | 'rebased'; record: WorkflowRecord }) => void,
): WorkflowRecord | null {
  const how = isSaving ? null : howToTake(record, state)
  useEffect(() => {
    if (record !== null && how !== null && how !== 'asked') dispatch({ type: how, record })
  }, [how, record, dispatch])
  return how === 'asked' ? record : null
}

/** `null` = there is no newer version. */
function howToTake(record: WorkflowRecord | null, state: FormState): 'reloaded' | 'rebased' | 'asked' | null {
  const { base } = state
  if (record === null || base === null || record.id !== base.id || record.rev <= base.rev) return null
  if (!isDirty(state) || isSameJson(record.plan, state.draft.plan)) return 'reloaded'
  return isApartFrom(state, record) ? 'rebased' : 'asked'
}
