import { merge3 } from '../../../../shared/model/plan/plan-merge.ts'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { assertNever } from '../../../../shared/util/assert-never.ts'
import { isSameJson } from '../../../../shared/util/same-json.ts'
import type { UnsavedDraftRecord, WorkflowRecord } from '../../../db/schema/records.ts'
import { type Draft, draftOf, hasTexts } from './draft.ts'
import type { FieldKey } from './field-key.ts'

/** The saved version that the typing stands on. */
export interface Base {
  readonly id: string
  readonly rev: number
  readonly plan: Plan
  readonly savedAtMs: number
}

/** So many changes of an unsaved form can be taken back. */
const MAX_PAST = 50
const NO_STEPS = { past: [], future: [] } as const

/** Everything the form knows that is not on disk. */
export interface FormState {
  /** `null`: nothing of it has been saved yet. */
  readonly base: Base | null
  /** What a new workflow starts from: `Discard changes` goes back to it. */
  readonly initial: Plan
  readonly draft: Draft
  /**
   * The drafts before each change that was no typing, oldest first. What is typed goes into them as well, so that taking
   * a change back leaves the text typed since: a field has an undo of its own for that.
   */
  readonly past: readonly Draft[]
  /** The drafts that were taken back, the last one at the end. */
  readonly future: readonly Draft[]
  readonly touched: ReadonlySet<FieldKey>
  readonly isEveryErrorShown: boolean
  /** What `Discard changes` took away, to bring back. */
  readonly discarded: Draft | null
  /** True until the next save: the typing was found again after the editor or the app was closed. */
  readonly wasRestored: boolean
}

/** What can happen to a form. */
export type FormAction =
  /** `isTyping`: text in a field, which cannot be taken back by {@link FormAction} `takenBack`. */
  | { readonly type: 'edited'; readonly change: (draft: Draft) => Draft; readonly isTyping: boolean }
  | { readonly type: 'takenBack' }
  | { readonly type: 'redone' }
  | { readonly type: 'left'; readonly key: FieldKey; readonly change: (draft: Draft) => Draft }
  | { readonly type: 'saveRefused' }
  /** A save is on disk; `sent` is the draft that was saved, so that what was typed since stays typing. */
  | { readonly type: 'saved'; readonly record: WorkflowRecord; readonly sent: Draft }
  /** Somebody else's newer version, or undo's, while nothing was being typed. */
  | { readonly type: 'reloaded'; readonly record: WorkflowRecord }
  /** The typing goes on top of a newer version: fields typed here stay, all others are taken over. */
  | { readonly type: 'rebased'; readonly record: WorkflowRecord }
  | { readonly type: 'discarded' }
  | { readonly type: 'broughtBack' }
  /** What another window was typing and left behind. */
  | { readonly type: 'adopted'; readonly draft: Draft }

/** The form as it opens: the record, or what was being typed when it was last closed. */
export function initialForm(
  record: WorkflowRecord | null,
  unsavedDraft: UnsavedDraftRecord | null,
  initial: Plan,
): FormState {
  const base = record === null ? null : baseOf(record)
  const start = base?.plan ?? initial
  const draft =
    unsavedDraft === null ? draftOf(start) : { plan: unsavedDraft.plan, texts: unsavedDraft.texts ?? {} }
  const state: FormState = {
    // Typing that stands on an older version keeps it as its base: saving it must not overwrite the newer one unseen.
    base:
      base !== null && unsavedDraft !== null && unsavedDraft.baseRev !== null
        ? { ...base, rev: unsavedDraft.baseRev }
        : base,
    initial,
    draft,
    ...NO_STEPS,
    touched: new Set(Object.keys(draft.texts)),
    isEveryErrorShown: false,
    discarded: null,
    wasRestored: false,
  }
  return { ...state, wasRestored: unsavedDraft !== null && isDirty(state) }
}

/** True when something is typed that is not saved. */
export function isDirty({ draft, base, initial }: Pick<FormState, 'draft' | 'base' | 'initial'>): boolean {
  return hasTexts(draft) || !isSameJson(draft.plan, base?.plan ?? initial)
}

/** The next state. Pure. */
export function nextForm(state: FormState, action: FormAction): FormState {
  switch (action.type) {
    case 'edited': {
      if (action.isTyping) return { ...typed(state, action.change), discarded: null }
      const draft = action.change(state.draft)
      if (isSameJson(draft, state.draft)) return state
      const past = [...state.past, state.draft].slice(-MAX_PAST)
      return { ...state, draft, past, future: [], discarded: null }
    }
    case 'takenBack': {
      const draft = state.past.at(-1)
      if (draft === undefined) return state
      const future = [...state.future, state.draft]
      return { ...state, draft, past: state.past.slice(0, -1), future, discarded: null }
    }
    case 'redone': {
      const draft = state.future.at(-1)
      if (draft === undefined) return state
      const past = [...state.past, state.draft]
      return { ...state, draft, past, future: state.future.slice(0, -1), discarded: null }
    }
    case 'left':
      return {
        ...typed(state, action.change),
        touched: state.touched.has(action.key) ? state.touched : new Set([...state.touched, action.key]),
      }
    case 'saveRefused':
      return { ...state, isEveryErrorShown: true }
    case 'saved': {
      const isSince = state.draft !== action.sent
      return {
        ...state,
        base: baseOf(action.record),
        draft: isSince
          ? { ...state.draft, plan: mergePlans(action.sent.plan, state.draft.plan, action.record.plan) }
          : draftOf(action.record.plan),
        ...NO_STEPS,
        touched: new Set(),
        isEveryErrorShown: false,
        discarded: null,
        wasRestored: false,
      }
    }
    case 'reloaded':
      return {
        ...state,
        base: baseOf(action.record),
        draft: draftOf(action.record.plan),
        ...NO_STEPS,
        touched: new Set(),
        isEveryErrorShown: false,
        wasRestored: false,
      }
    case 'rebased': {
      const before = state.base?.plan ?? state.initial
      const plan = mergePlans(before, state.draft.plan, action.record.plan)
      // Steps from before would bring back the older version of the fields that were taken over.
      return { ...state, ...NO_STEPS, base: baseOf(action.record), draft: { ...state.draft, plan } }
    }
    case 'discarded':
      return {
        ...state,
        draft: draftOf(state.base?.plan ?? state.initial),
        ...NO_STEPS,
        touched: new Set(),
        isEveryErrorShown: false,
        discarded: state.draft,
        wasRestored: false,
      }
    case 'broughtBack':
      return state.discarded === null ? state : { ...state, draft: state.discarded, discarded: null }
    case 'adopted':
      return {
        ...state,
        draft: action.draft,
        ...NO_STEPS,
        touched: new Set(Object.keys(action.draft.texts)),
        discarded: null,
        wasRestored: true,
      }
    default:
      return assertNever(action)
  }
}

function typed(state: FormState, change: (draft: Draft) => Draft): FormState {
  const { draft, past, future } = state
  return { ...state, draft: change(draft), past: past.map(change), future: future.map(change) }
}

/** What a record is as a base. */
export function baseOf(record: WorkflowRecord): Base {
  return { id: record.id, rev: record.rev, plan: record.plan, savedAtMs: record.updatedAtMs }
}

/**
 * The version of another window, `theirs`, with what was typed here on top: field by field, stops by their ids. Where both
 * changed a field, the typed one stays.
 */
function mergePlans(before: Plan, mine: Plan, theirs: Plan): Plan {
  return merge3(before, mine, theirs, 'desk').plan
}
