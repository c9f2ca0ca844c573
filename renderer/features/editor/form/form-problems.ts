import { CHOOSE_DISTANCE_UNIT, lacksDistanceUnit, type Plan } from '../../../../shared/model/plan/workflow.ts'
import type { FieldError } from '../../../../shared/model/status/sync-status.ts'
import type { Warning } from '../../../../shared/model/warnings/warning.ts'
import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { warningText } from '../../../../shared/text/warning-text.ts'
import type { DepotInstant } from '../../../../shared/util/resolve-wall-time.ts'
import { isSameJson } from '../../../../shared/util/same-json.ts'
import type { EditIntent } from '../../../db/commands/command-types.ts'
import { planErrors } from '../../../db/commands/validate-edits.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { type Draft, type DraftSetting, readText } from './draft.ts'
import { type FieldKey, keyOfPath, partsOf } from './field-key.ts'
import type { FormState } from './form-state.ts'

/** A time that comes twice: the form asks which one. */
export type Fold = Extract<DepotInstant, { kind: 'fold' }>

/** What is wrong with one field. `fold` is a question to answer with a button. */
export interface Problem {
  readonly message: StoredText
  readonly fold: Fold | null
}

/** What keeps a draft from going where it is to go, by field; empty = nothing. */
export function problemsOf(
  draft: Draft,
  intent: EditIntent,
  setting: DraftSetting,
): ReadonlyMap<FieldKey, Problem> {
  const problems = new Map<FieldKey, Problem>()
  for (const [key, text] of Object.entries(draft.texts)) {
    const read = readText(draft, key, text, setting)
    if (read.kind === 'bad') problems.set(key, { message: read.message, fold: null })
    if (read.kind === 'fold') problems.set(key, { message: read.message, fold: read })
  }
  for (const { path, message } of planErrors(draft.plan, intent)) {
    const key = keyOfPath(path, draft.plan)
    if (!problems.has(key)) problems.set(key, { message, fold: null })
  }
  if (intent === 'send' && isUnitMissing(draft.plan, setting)) {
    problems.set('totalDistanceUnit', { message: CHOOSE_DISTANCE_UNIT, fold: null })
  }
  return problems
}

/** Catena holds distances of others without a unit. Nothing of such a distance is sent unless it is changed here. */
function isUnitMissing(plan: Plan, { saved, isAtCatena }: DraftSetting): boolean {
  if (!lacksDistanceUnit(plan)) return false
  return isAtCatena !== true || plan.totalDistance !== saved.totalDistance || saved.totalDistanceUnit !== null
}

/**
 * What Catena said of the fields when it refused the newest pending change. A field that has been changed since is not accused
 * any more: what was refused was its old value.
 */
export function refusalsOf(record: WorkflowRecord | null, draft: Draft): ReadonlyMap<FieldKey, StoredText> {
  const refusals = new Map<FieldKey, StoredText>()
  const sync = record?.sync
  if (record == null || sync == null || sync.seq < record.seq) return refusals
  for (const error of sync.fieldErrors) {
    if (!isSameJson(valueAt(record.plan, error), valueAt(draft.plan, error))) continue
    refusals.set(
      keyOfPath(error.path, record.plan),
      messageRef('editor.form.refused', { message: error.message }),
    )
  }
  return refusals
}

/** The problems that are shown now: Catena's at once, ours once the field was left or a save was refused. */
export function shownOf(
  problems: ReadonlyMap<FieldKey, Problem>,
  refusals: ReadonlyMap<FieldKey, StoredText>,
  state: Pick<FormState, 'touched' | 'isEveryErrorShown'>,
): ReadonlyMap<FieldKey, Problem> {
  const shown = new Map<FieldKey, Problem>()
  for (const [key, message] of refusals) shown.set(key, { message, fold: null })
  for (const [key, problem] of problems) {
    if (state.isEveryErrorShown || state.touched.has(key)) shown.set(key, problem)
  }
  return shown
}

/** Warnings by field; several of one field become one text. */
export function warningsByKey(
  warnings: readonly Warning[],
  draft: Draft,
  t: Translate,
): ReadonlyMap<FieldKey, string> {
  const found = new Map<FieldKey, string>()
  for (const warning of warnings) {
    const text = warningText(warning, t)
    const key = keyOfPath(warning.path, draft.plan)
    const before = found.get(key)
    found.set(key, before === undefined ? text : `${before}. ${text}`)
  }
  return found
}

/** Ids of the stops that have something wrong: they are opened, so that it can be seen. */
export function stopsWith(keys: Iterable<FieldKey>): readonly string[] {
  return [...keys].map((key) => partsOf(key).stopId).filter((id) => id !== null)
}

function valueAt(plan: unknown, { path }: FieldError): unknown {
  let value: unknown = plan
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map<string, unknown>(Object.entries(value)).get(String(step))
  }
  return value
}
