import { useCallback, useMemo, useReducer, useRef, useState } from 'react'
import type { Plan, Stop } from '../../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import type { EditIntent, WorkflowEdit } from '../../../db/commands/command-types.ts'
import { dropUnsavedDraft } from '../../../db/queries/queries.ts'
import type { UnsavedDraftRecord, WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { copyPlan } from './copy-plan.ts'
import {
  type Draft,
  type DraftSetting,
  draftOf,
  withAddedStop,
  withAnswer,
  withEstimate,
  withMovedStop,
  withoutGoodText,
  withoutStop,
  withPlan,
  withStop,
  withText,
  withUnit,
} from './draft.ts'
import { type FieldKey, isTyping } from './field-key.ts'
import { type Problem, problemsOf, refusalsOf, shownOf, warningsByKey } from './form-problems.ts'
import { type FormState, initialForm, isDirty, nextForm } from './form-state.ts'
import { useNewer } from './use-newer-version.ts'
import { useKeptDraft } from './use-unsaved-draft.ts'
import { useWarnings } from './use-warnings.ts'

/** What the last save came to, beyond "saved". */
export type SaveNotice =
  | { readonly kind: 'failed'; readonly message: string }
  /** A newer version was there: ours is kept as a workflow of its own. */
  | { readonly kind: 'copied'; readonly copyId: string; readonly reference: string }

/** The form as the fields see it. */
export interface EditorForm {
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
  /** Grows with every save that has to wait for that choice: the screen then goes to it. */
  readonly askedCount: number
  /** The problem to show at a field now. */
  problemAt(key: FieldKey): Problem | null
  warningAt(key: FieldKey): string | null
  /** Fields with something wrong that is shown now. */
  readonly shownProblems: ReadonlyMap<FieldKey, Problem>
  /** Grows with every save that was refused and with `goToErrors`: the screen then goes to the first error. */
  readonly refusedCount: number
  change(patch: Partial<Plan>): void
  changeStop(stopId: string, patch: Partial<Stop>): void
  typeText(key: FieldKey, text: string): void
  answer(key: FieldKey, value: string): void
  leave(key: FieldKey): void
  goToErrors(): void
  chooseUnit(unit: string | null): void
  takeEstimate(): void
  /** @returns the id of the new stop. */
  addStop(): string
  removeStop(stopId: string): void
  moveStop(stopId: string, toIndex: number): void
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
  /** What is typed becomes a draft of its own, and the form goes on with the newer version. */
  keepAsCopy(): void
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
  const { record, onOpen } = start
  const { db, commands, mintId, draftWindow } = useServices()
  const desk = useDesk()
  const { t } = useTexts()
  const { day } = start
  const { zone } = desk.time
  const { distanceUnit } = desk.settings
  const [state, dispatch] = useReducer(nextForm, start, (from) =>
    initialForm(from.record, from.unsavedDraft, from.initialPlan),
  )
  const [isSaving, setIsSaving] = useState(false)
  const isWriting = useRef(false)
  const [notice, setNotice] = useState<SaveNotice | null>(null)
  const [refusedCount, setRefusedCount] = useState(0)
  const [askedCount, setAskedCount] = useState(0)
  const isDirtyNow = isDirty(state)
  const { draft, base } = state
  const saved = base?.plan ?? state.initial
  const setting = useMemo(() => ({ zone, day, distanceUnit, saved }), [zone, day, distanceUnit, saved])

  const unsavedDraft = isDirtyNow
    ? { plan: draft.plan, texts: draft.texts, baseRev: base?.rev ?? null }
    : null
  const draftFailure = useKeptDraft(base?.id ?? draftWindow.key, unsavedDraft, isSaving)
  const newer = useNewer(record, state, isSaving, dispatch)

  const problems = useMemo(() => problemsOf(draft, 'send', setting), [draft, setting])
  const refusals = useMemo(() => refusalsOf(record, draft), [record, draft])
  const shownProblems = useMemo(() => shownOf(problems, refusals, state), [problems, refusals, state])
  const warnings = useWarnings(draft.plan, record)
  const warningsAt = useMemo(() => warningsByKey(warnings, draft, t), [warnings, draft, t])

  const edit = useCallback(
    (change: (draft: Draft) => Draft, isText = false) =>
      dispatch({ type: 'edited', change, isTyping: isText }),
    [],
  )

  async function apply(label: StoredText, made: WorkflowEdit, sent: Draft): Promise<void> {
    setIsSaving(true)
    setNotice(null)
    try {
      const { saved, conflictCopies } = await commands.apply(label, [made])
      const copy = conflictCopies[0]
      const record = saved.find((each) => each.id === made.workflowId)
      if (copy !== undefined) {
        setNotice({ kind: 'copied', copyId: copy.id, reference: copy.plan.reference })
        if (start.record !== null) dispatch({ type: 'reloaded', record: start.record })
      } else if (record !== undefined) {
        const isFirst = made.baseRev === null
        if (isFirst) await dropUnsavedDraft(db, draftWindow.key)
        // One step for the screen: a `New workflow` pressed between "Saved" and showing what was saved would be taken back.
        dispatch({ type: 'saved', record, sent })
        if (isFirst) start.onSavedFirst(record.id)
      }
    } catch (error) {
      setNotice({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    } finally {
      setIsSaving(false)
    }
  }

  function goToErrors(): void {
    setRefusedCount((count) => count + 1)
  }

  function askFirst(save: () => void): void {
    if (newer === null) save()
    else setAskedCount((count) => count + 1)
  }

  function trySave(intent: Extract<EditIntent, 'draft' | 'send'>, labelOf: StepLabelOf, sent: Draft): void {
    if (problemsOf(sent, intent, setting).size > 0) {
      dispatch({ type: 'saveRefused' })
      goToErrors()
      return
    }
    const made = { workflowId: base?.id ?? mintId(), baseRev: base?.rev ?? null, plan: sent.plan, intent }
    run(() => apply((base === null ? createLabel : labelOf)(nameRef(sent.plan)), made, draft))
  }

  return {
    state,
    plan: draft.plan,
    t,
    setting,
    isDirty: isDirtyNow,
    isSaving,
    notice,
    draftFailure,
    newer,
    shownProblems,
    refusedCount,
    goToErrors,
    askedCount,
    problemAt: (key) => shownProblems.get(key) ?? null,
    warningAt: (key) => warningsAt.get(key) ?? null,
    change: (patch) => edit((from) => withPlan(from, patch), isTyping(patch)),
    changeStop: (stopId, patch) => edit((from) => withStop(from, stopId, patch, setting), isTyping(patch)),
    typeText: (key, text) => edit((from) => withText(from, key, text, setting), true),
    answer: (key, value) => edit((from) => withAnswer(from, key, value, setting)),
    leave: (key) => dispatch({ type: 'left', key, change: (from) => withoutGoodText(from, key, setting) }),
    chooseUnit: (unit) => edit((from) => withUnit(from, unit, setting)),
    takeEstimate: () => edit((from) => withEstimate(from, setting)),
    addStop: () => {
      const stopId = mintId()
      edit((from) => withAddedStop(from, stopId, setting))
      return stopId
    },
    removeStop: (stopId) => edit((from) => withoutStop(from, stopId, setting)),
    moveStop: (stopId, toIndex) => edit((from) => withMovedStop(from, stopId, toIndex, setting)),
    takeBack: () => dispatch({ type: 'takenBack' }),
    redo: () => dispatch({ type: 'redone' }),
    save: (intent) => askFirst(() => trySave(intent, editLabel, draft)),
    complete: () => askFirst(() => trySave('send', completeLabel, withPlan(draft, { status: 'COMPLETED' }))),
    cancelWorkflow: () => {
      if (base === null) return
      const plan: Plan = { ...base.plan, status: 'CANCELLED' }
      const made: WorkflowEdit = { workflowId: base.id, baseRev: base.rev, plan, intent: 'cancel' }
      // What was being typed beside it is not part of the cancellation and stays typing.
      askFirst(() =>
        run(() => apply(messageRef('steps.cancelOne', { name: nameRef(plan) }), made, draftOf(base.plan))),
      )
    },
    duplicate: () => {
      const origin = base === null ? {} : { origin: { kind: 'copy', of: base.id } as const }
      const plan = copyPlan(draft.plan, mintId, t)
      const made = { workflowId: mintId(), baseRev: null, plan, intent: 'draft', ...origin } as const
      run(() => duplicateOf(messageRef('steps.duplicateOne', { name: nameRef(draft.plan) }), made))
    },
    discard: () => {
      setNotice(null)
      dispatch({ type: 'discarded' })
    },
    bringBack: () => dispatch({ type: 'broughtBack' }),
    adopt: (left) =>
      !isDirtyNow && dispatch({ type: 'adopted', draft: { plan: left.plan, texts: left.texts ?? {} } }),
    rebase: () => newer !== null && dispatch({ type: 'rebased', record: newer }),
    takeNewer: () => newer !== null && dispatch({ type: 'reloaded', record: newer }),
    // Saved over the newer version, it becomes the copy.
    keepAsCopy: () => newer !== null && trySave('draft', copyLabel, draft),
  }

  async function duplicateOf(label: StoredText, made: WorkflowEdit): Promise<void> {
    try {
      const { saved } = await commands.apply(label, [made])
      const copy = saved[0]
      if (copy !== undefined) onOpen(copy.id)
    } catch (error) {
      setNotice({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    }
  }

  /**
   * One write at a time: pressed again before the first is on disk, it would be done twice. A ref and not the state, which
   * a second press within the same frame does not see yet. Failures stand in {@link SaveNotice}.
   */
  function run(work: () => Promise<void>): void {
    if (isWriting.current) return
    isWriting.current = true
    work()
      .catch((error: unknown) => setNotice({ kind: 'failed', message: String(error) }))
      .finally(() => {
        isWriting.current = false
      })
  }
}

/** How a workflow is called in the name of a step. */
export function nameRef(plan: Pick<Plan, 'reference'>): StoredText {
  return plan.reference === '' ? messageRef('steps.unnamed') : plan.reference
}

type StepLabelOf = (name: StoredText) => StoredText
const createLabel: StepLabelOf = (name) => messageRef('steps.create', { name })
const editLabel: StepLabelOf = (name) => messageRef('steps.edit', { name })
const completeLabel: StepLabelOf = (name) => messageRef('steps.completeOne', { name })
const copyLabel: StepLabelOf = (name) => messageRef('steps.copy', { name })
