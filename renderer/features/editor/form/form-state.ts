import { diffPlans } from '../../../../shared/model/plan/plan-diff.ts'
import { merge3 } from '../../../../shared/model/plan/plan-merge.ts'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { assertNever } from '../../../../shared/util/assert-never.ts'
import { isSameJson } from '../../../../shared/util/same-json.ts'
import type { UnsavedDraftRecord, WorkflowRecord } from '../../../db/schema/records.ts'
import { shownRemoteVersion } from '../../../db/schema/shown-status.ts'
import { type Draft, draftOf, hasTexts } from './draft.ts'
import { type FieldKey, keyOfPath, partsOf } from './field-key.ts'

/** The saved version that the typing stands on. */
export interface Base {
  readonly id: string
  readonly rev: number
  readonly plan: Plan
  readonly savedAtMs: number
  /** True for typing from an earlier start whose version was not kept: `plan` is then the newest one. */
  readonly isPlanNewer?: true
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
  /** Fields that somebody else changed in the version that the form went over to last. */
  readonly changedElsewhere: ReadonlySet<FieldKey>
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
  const draft = unsavedDraft === null ? draftOf(start) : draftAgain(unsavedDraft)
  const state: FormState = {
    base: base === null || unsavedDraft === null ? base : baseOfDraft(base, unsavedDraft),
    initial,
    draft,
    ...NO_STEPS,
    touched: new Set(Object.keys(draft.texts)),
    isEveryErrorShown: false,
    discarded: null,
    changedElsewhere: NONE,
    wasRestored: false,
  }
  return { ...state, wasRestored: unsavedDraft !== null && isDirty(state) }
}

/** What was being typed. Text of a field that has no place in the form any more could never be corrected. */
export function draftAgain({ plan, texts = {} }: UnsavedDraftRecord): Draft {
  const isTyped = ([key]: [string, string]) => !UNTYPED.has(partsOf(key).name)
  return { plan, texts: Object.fromEntries(Object.entries(texts).filter(isTyped)) }
}

/** Earlier versions of the planner had fields for these. */
const UNTYPED: ReadonlySet<string> = new Set(['actualArrival', 'actualDeparture'])

/** Typing that stands on an older version keeps it as its base: saving it must not overwrite the newer one unseen. */
function baseOfDraft(base: Base, { baseRev, basePlan }: UnsavedDraftRecord): Base {
  if (baseRev === null || baseRev === base.rev) return base
  return { ...base, rev: baseRev, ...(basePlan === undefined ? { isPlanNewer: true } : { plan: basePlan }) }
}

/**
 * True when the typing and a newer version have no field in common: then the typing can go on top of it without a question.
 */
export function isApartFrom({ base, draft }: FormState, record: WorkflowRecord): boolean {
  if (base === null || base.isPlanNewer === true || record.isRemoved) return false
  const theirs = changedKeys(base.plan, record.plan)
  if (Object.keys(draft.texts).some((key) => theirs.has(key))) return false
  return merge3(base.plan, draft.plan, record.plan, 'desk').conflicts.length === 0
}

/** The fields in which two versions differ. */
function changedKeys(before: Plan, after: Plan): ReadonlySet<FieldKey> {
  return new Set(diffPlans(before, after).map(({ path }) => keyOfPath(pathParts(path), after)))
}

function pathParts(path: string): (string | number)[] {
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

/** True when something is typed that is not saved. */
export function isDirty({ draft, base, initial }: Pick<FormState, 'draft' | 'base' | 'initial'>): boolean {
  return hasTexts(draft) || !isSameJson(draft.plan, base?.plan ?? initial)
}

/** The next state. Pure. */
export function nextForm(state: FormState, action: FormAction): FormState {
  switch (action.type) {
    case 'edited':
      return action.isTyping
        ? { ...typed(state, action.change), discarded: null }
        : changed(state, action.change)
    case 'takenBack':
      return takenBack(state)
    case 'redone':
      return redone(state)
    case 'left':
      return left(state, action)
    case 'saveRefused':
      return { ...state, isEveryErrorShown: true }
    case 'saved':
      return saved(state, action)
    case 'reloaded':
      return reloaded(state, action.record)
    case 'rebased':
      return rebased(state, action.record)
    case 'discarded': {
      const draft = draftOf(state.base?.plan ?? state.initial)
      return { ...state, ...FRESH, draft, discarded: state.draft }
    }
    case 'broughtBack':
      return state.discarded === null ? state : { ...state, draft: state.discarded, discarded: null }
    case 'adopted':
      return adopted(state, action.draft)
    default:
      return assertNever(action)
  }
}

const NONE: ReadonlySet<FieldKey> = new Set()

/** What a form without own typing starts with. */
const FRESH = {
  ...NO_STEPS,
  touched: NONE,
  isEveryErrorShown: false,
  changedElsewhere: NONE,
  wasRestored: false,
} as const satisfies Partial<FormState>

/** A change of the form that was no typing: it can be taken back. */
function changed(state: FormState, change: (draft: Draft) => Draft): FormState {
  const draft = change(state.draft)
  if (isSameJson(draft, state.draft)) return state
  const past = [...state.past, state.draft].slice(-MAX_PAST)
  return { ...state, draft, past, future: [], discarded: null }
}

/** Typing goes into the drafts of the undo steps as well. */
function typed(state: FormState, change: (draft: Draft) => Draft): FormState {
  const { draft, past, future } = state
  return { ...state, draft: change(draft), past: past.map(change), future: future.map(change) }
}

function takenBack(state: FormState): FormState {
  const draft = state.past.at(-1)
  if (draft === undefined) return state
  const future = [...state.future, state.draft]
  return { ...state, draft, past: state.past.slice(0, -1), future, discarded: null }
}

function redone(state: FormState): FormState {
  const draft = state.future.at(-1)
  if (draft === undefined) return state
  const past = [...state.past, state.draft]
  return { ...state, draft, past, future: state.future.slice(0, -1), discarded: null }
}

function left(state: FormState, { key, change }: Extract<FormAction, { type: 'left' }>): FormState {
  const touched = state.touched.has(key) ? state.touched : new Set([...state.touched, key])
  return { ...typed(state, change), touched }
}

/** The saved version becomes the base. What was typed since the save stays on top of it. */
function saved(state: FormState, { record, sent }: Extract<FormAction, { type: 'saved' }>): FormState {
  const { draft } = state
  return {
    ...state,
    ...FRESH,
    base: baseOf(record),
    draft:
      draft === sent
        ? draftOf(record.plan)
        : { ...draft, plan: mergePlans(sent.plan, draft.plan, record.plan) },
    discarded: null,
  }
}

function reloaded(state: FormState, record: WorkflowRecord): FormState {
  const { base } = state
  const isElsewhere = base !== null && base.id === record.id && shownRemoteVersion(record) !== null
  const changedElsewhere = isElsewhere ? changedKeys(base.plan, record.plan) : NONE
  const draft = draftOf(record.plan)
  // Typing that gives way can be brought back, on top of the version that was taken.
  const typed = isDirty(state) ? rebased(state, record).draft : null
  const discarded = typed === null || isSameJson(typed, draft) ? state.discarded : typed
  return { ...state, ...FRESH, base: baseOf(record), draft, changedElsewhere, discarded }
}

/** No undo steps: those from before would bring back the older version of the fields that were taken over. */
function rebased(state: FormState, record: WorkflowRecord): FormState {
  const before = state.base?.plan ?? state.initial
  const plan = mergePlans(before, state.draft.plan, record.plan)
  const changedElsewhere = changedKeys(before, record.plan)
  return { ...state, ...NO_STEPS, base: baseOf(record), draft: { ...state.draft, plan }, changedElsewhere }
}

function adopted(state: FormState, draft: Draft): FormState {
  const touched = new Set(Object.keys(draft.texts))
  return { ...state, ...NO_STEPS, draft, touched, discarded: null, wasRestored: true }
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
