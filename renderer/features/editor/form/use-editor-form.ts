import { useMemo, useReducer, useState } from 'react'
import { freshCopy, withOwnStops } from '../../../../shared/model/plan/copy-plan.ts'
import { MAX_LINE, type Plan } from '../../../../shared/model/plan/workflow.ts'
import { conflictCopyReference } from '../../../../shared/text/field-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import type { EditIntent } from '../../../db/commands/command-types.ts'
import type { UnsavedDraftRecord, WorkflowRecord } from '../../../db/schema/records.ts'
import { deletedAtOf } from '../../../db/schema/shown-status.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { NEW_WORKFLOW } from '../../../desk/draft-window.ts'
import { useServices } from '../../../desk/services.ts'
import { copyPlan } from './copy-plan.ts'
import { type Draft, type DraftSetting, draftOf, withPlan } from './draft.ts'
import { type FieldEdits, fieldEdits } from './field-edits.ts'
import { problemsOf } from './form-problems.ts'
import {
  type Base,
  draftAgain,
  type FormAction,
  type FormState,
  initialForm,
  isDirty,
  nextForm,
} from './form-state.ts'
import { nameRef, STEP_LABELS, type StepLabelOf } from './step-labels.ts'
import { type FormProblems, useFormProblems } from './use-form-problems.ts'
import { type FormSave, type SaveNotice, useFormSave } from './use-form-save.ts'
import { useNewer } from './use-newer-version.ts'
import { useKeptDraft } from './use-unsaved-draft.ts'

/** The form as the fields see it. */
export interface EditorForm extends FieldEdits, FormProblems, FormActions {
  readonly state: FormState
  readonly plan: Plan
  readonly t: Translate
  readonly setting: DraftSetting
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly notice: SaveNotice | null
  /** Why typing could not be kept for a crash; `null` = it is kept. */
  readonly draftFailure: string | null
  /** A version saved elsewhere, or by undo, while something was being typed here. Nothing is saved until one is chosen. */
  readonly newer: WorkflowRecord | null
  /** When the TSP deleted the workflow, ISO 8601 UTC: nothing more can be sent to it. `null` = it did not. */
  readonly deletedAt: string | null
  /** Grows with every save that has to wait for a choice: the screen then goes to it. */
  readonly askedCount: number
  /** Grows with every save that was refused and with `goToErrors`: the screen then goes to the first error. */
  readonly refusedCount: number
  goToErrors(): void
}

/** What the buttons of a form do. */
export interface FormActions {
  /** Takes back the last change of the form that was no typing; `redo` makes it again. */
  takeBack(): void
  redo(): void
  save(intent: Extract<EditIntent, 'draft' | 'send'>): void
  complete(): void
  cancelWorkflow(): void
  duplicate(): void
  discard(): void
  bringBack(): void
  /** Goes on with what another window left behind; only while nothing is typed here. */
  adopt(unsavedDraft: UnsavedDraftRecord): void
  rebase(): void
  takeNewer(): void
  /** Of a workflow that the TSP has deleted: makes a new one of what the form shows, and sends it. */
  planAnew(): void
  /** Of a workflow that the TSP has deleted: gives up the change of it. */
  letGo(): void
  /** What is typed becomes a draft of its own, and the form goes on with the newer version. */
  keepAsCopy(): void
  /** What a closed window left unsaved of this workflow becomes a draft of its own. */
  keepLeftAsCopy(unsavedDraft: UnsavedDraftRecord): void
}

/** What {@link useEditorForm} starts from; read once, when the editor opens, but for the day. */
export interface EditorFormStart {
  /** The day being planned: bare times of a workflow without a day stand on it. */
  readonly day: string
  readonly record: WorkflowRecord | null
  readonly unsavedDraft: UnsavedDraftRecord | null
  readonly initialPlan: Plan
  onOpen(workflowId: string): void
  /** The new workflow is on disk, under this id: the form goes on with it. */
  onSavedFirst(workflowId: string): void
}

/** The form of one workflow: typing, checking, keeping, saving. `record` is the live one. */
export function useEditorForm(start: EditorFormStart): EditorForm {
  const { record } = start
  const { mintId, draftWindow } = useServices()
  const { t } = useTexts()
  const [state, dispatch] = useReducer(nextForm, start, (from) =>
    initialForm(from.record, from.unsavedDraft, from.initialPlan),
  )
  const [refusedCount, setRefusedCount] = useState(0)
  const [askedCount, setAskedCount] = useState(0)
  const saving = useFormSave({ dispatch, record, onOpen: start.onOpen, onSavedFirst: start.onSavedFirst })
  const { isSaving, notice } = saving
  const { draft, base } = state
  const setting = useDraftSetting(start.day, base?.plan ?? state.initial, record?.sync?.resourceId != null)
  const isDirtyNow = isDirty(state)
  const unsavedDraft = isDirtyNow ? { plan: draft.plan, texts: draft.texts, ...keptBase(base) } : null
  const draftKey = draftWindow.keyOf(base?.id ?? NEW_WORKFLOW)
  const draftFailure = useKeptDraft(draftKey, unsavedDraft, isSaving)
  const newer = useNewer(record, state, isSaving, dispatch)
  const deletedAt = record === null ? null : deletedAtOf(record)
  const problems = useFormProblems(state, record, setting)
  const edits = useMemo(() => fieldEdits(dispatch, setting, mintId), [setting, mintId])
  const goToErrors = (): void => setRefusedCount((count) => count + 1)
  const actions = formActions({
    state,
    dispatch,
    saving,
    setting,
    mintId,
    draftKey,
    t,
    newer,
    deleted: deletedAt === null ? null : record,
    onRefused: goToErrors,
    onAsked: () => setAskedCount((count) => count + 1),
  })
  return {
    ...edits,
    ...problems,
    ...actions,
    state,
    plan: draft.plan,
    t,
    setting,
    isDirty: isDirtyNow,
    isSaving,
    notice,
    draftFailure,
    newer,
    deletedAt,
    refusedCount,
    goToErrors,
    askedCount,
  }
}

/** The version that typing stands on, as it is kept with the typing. */
function keptBase(base: Base | null): Pick<UnsavedDraftRecord, 'baseRev' | 'basePlan'> {
  if (base === null) return { baseRev: null }
  return base.isPlanNewer === true ? { baseRev: base.rev } : { baseRev: base.rev, basePlan: base.plan }
}

/** What the draft's texts are read with. @param saved the plan that the draft stands on. */
function useDraftSetting(day: string, saved: Plan, isAtCatena: boolean): DraftSetting {
  const { time, settings } = useDesk()
  const { zone } = time
  const { distanceUnit } = settings
  return useMemo(
    () => ({ zone, day, distanceUnit, saved, ...(isAtCatena && { isAtCatena }) }),
    [zone, day, distanceUnit, saved, isAtCatena],
  )
}

/** What {@link formActions} needs of the form as it stands. */
interface FormActionsParts {
  readonly state: FormState
  readonly dispatch: (action: FormAction) => void
  readonly saving: FormSave
  readonly setting: DraftSetting
  readonly mintId: () => string
  /** Under which the typing of this form is kept. */
  readonly draftKey: string
  readonly t: Translate
  readonly newer: WorkflowRecord | null
  /** The workflow, once the TSP has deleted it. */
  readonly deleted: WorkflowRecord | null
  /** A save found errors. */
  readonly onRefused: () => void
  /** A save has to wait until one of two versions is chosen. */
  readonly onAsked: () => void
}

function formActions(parts: FormActionsParts): FormActions {
  const { state, dispatch, saving, mintId, newer, deleted } = parts
  const { draft, base } = state
  function askFirst(save: () => void): void {
    if (newer === null && deleted === null) save()
    else parts.onAsked()
  }
  return {
    takeBack: () => dispatch({ type: 'takenBack' }),
    redo: () => dispatch({ type: 'redone' }),
    save: (intent) => askFirst(() => trySave(parts, intent, STEP_LABELS.edit, draft)),
    complete: () =>
      askFirst(() => trySave(parts, 'send', STEP_LABELS.complete, withPlan(draft, { status: 'COMPLETED' }))),
    cancelWorkflow() {
      if (base === null) return
      const plan: Plan = { ...base.plan, status: 'CANCELLED' }
      const made = { workflowId: base.id, baseRev: base.rev, plan, intent: 'cancel' } as const
      // What is typed is no part of the cancellation and stays typed.
      askFirst(() => saving.save(STEP_LABELS.cancel(nameRef(plan)), made, draftOf(base.plan)))
    },
    duplicate() {
      const origin = base === null ? {} : { origin: { kind: 'copy', of: base.id } as const }
      const plan = copyPlan(draft.plan, mintId, parts.t)
      const made = { workflowId: mintId(), baseRev: null, plan, intent: 'draft', ...origin } as const
      saving.saveOther(STEP_LABELS.duplicate(nameRef(draft.plan)), made)
    },
    discard() {
      saving.clearNotice()
      dispatch({ type: 'discarded' })
    },
    bringBack: () => dispatch({ type: 'broughtBack' }),
    adopt: (left) => !isDirty(state) && dispatch({ type: 'adopted', draft: draftAgain(left) }),
    rebase: () => newer !== null && dispatch({ type: 'rebased', record: newer }),
    takeNewer: () => newer !== null && dispatch({ type: 'reloaded', record: newer }),
    planAnew: () => planAnew(parts),
    letGo() {
      if (isDirty(state)) dispatch({ type: 'discarded' })
      if (deleted !== null) saving.letGo(deleted)
    },
    // Saved over the newer version, it becomes the copy.
    keepAsCopy: () => newer !== null && trySave(parts, 'draft', STEP_LABELS.copy, draft),
    keepLeftAsCopy({ plan, workflowId: leftKey }) {
      if (base === null) return
      const reference = conflictCopyReference(plan.reference, parts.t).slice(0, MAX_LINE)
      const origin = { kind: 'conflictCopy', of: base.id } as const
      const copy = withOwnStops({ ...plan, reference }, mintId)
      saving.saveBeside(STEP_LABELS.copy(nameRef(plan)), {
        ...{ workflowId: mintId(), baseRev: null, plan: copy, intent: 'draft', origin },
        draftKey: leftKey,
      })
    },
  }
}

/** Saves `sent` as the form's workflow, unless something keeps it from going where it is to go. */
function trySave(
  { state, dispatch, saving, setting, mintId, draftKey, onRefused }: FormActionsParts,
  intent: Extract<EditIntent, 'draft' | 'send'>,
  labelOf: StepLabelOf,
  sent: Draft,
): void {
  if (problemsOf(sent, intent, setting).size > 0) {
    dispatch({ type: 'saveRefused' })
    onRefused()
    return
  }
  const { base, draft } = state
  const made = {
    workflowId: base?.id ?? mintId(),
    baseRev: base?.rev ?? null,
    plan: sent.plan,
    intent,
    draftKey,
  }
  const label = (base === null ? STEP_LABELS.create : labelOf)(nameRef(sent.plan))
  saving.save(label, made, draft)
}

/** Makes a new workflow of what the form shows, in place of one that the TSP has deleted. */
function planAnew({
  state,
  dispatch,
  saving,
  setting,
  mintId,
  draftKey,
  deleted,
  onRefused,
}: FormActionsParts): void {
  const { base, draft } = state
  if (base === null || deleted === null) return
  const { isAtCatena: _was, ...anew } = setting
  if (problemsOf(draft, 'send', anew).size > 0) {
    dispatch({ type: 'saveRefused' })
    onRefused()
    return
  }
  const plan = freshCopy(draft.plan, mintId)
  const origin = { kind: 'copy', of: base.id } as const
  const made = { workflowId: mintId(), baseRev: null, plan, intent: 'send', origin, draftKey } as const
  saving.saveInPlaceOf(deleted, STEP_LABELS.planAnew(nameRef(plan)), made)
}
