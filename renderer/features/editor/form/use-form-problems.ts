import { useMemo } from 'react'
import { useTexts } from '../../../components/display/texts.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import type { DraftSetting } from './draft.ts'
import type { FieldKey } from './field-key.ts'
import { type Problem, problemsOf, refusalsOf, shownOf, warningsByKey } from './form-problems.ts'
import type { FormState } from './form-state.ts'
import { useWarnings } from './use-warnings.ts'

/** What a form shows at its fields. */
export interface FormProblems {
  /** Fields with something wrong that is shown now. */
  readonly shownProblems: ReadonlyMap<FieldKey, Problem>
  /** The problem to show at a field now. */
  problemAt(key: FieldKey): Problem | null
  warningAt(key: FieldKey): string | null
}

/** Checks the draft of a form. `record` is the live one. */
export function useFormProblems(
  state: FormState,
  record: WorkflowRecord | null,
  setting: DraftSetting,
): FormProblems {
  const { t } = useTexts()
  const { draft } = state
  const problems = useMemo(() => problemsOf(draft, 'send', setting), [draft, setting])
  const refusals = useMemo(() => refusalsOf(record, draft), [record, draft])
  const shownProblems = useMemo(() => shownOf(problems, refusals, state), [problems, refusals, state])
  const warnings = useWarnings(draft.plan, record)
  const warningsAt = useMemo(() => warningsByKey(warnings, draft, t), [warnings, draft, t])
  return {
    shownProblems,
    problemAt: (key) => shownProblems.get(key) ?? null,
    warningAt: (key) => warningsAt.get(key) ?? null,
  }
}
