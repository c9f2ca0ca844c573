import type { Plan, Stop } from '../../../../shared/model/plan/workflow.ts'
import {
  type Draft,
  type DraftSetting,
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
import type { FormAction } from './form-state.ts'

/** What the fields of a form change in its draft. */
export interface FieldEdits {
  change(patch: Partial<Plan>): void
  changeStop(stopId: string, patch: Partial<Stop>): void
  typeText(key: FieldKey, text: string): void
  answer(key: FieldKey, value: string): void
  leave(key: FieldKey): void
  chooseUnit(unit: string | null): void
  takeEstimate(): void
  /** @returns the id of the new stop. */
  addStop(): string
  removeStop(stopId: string): void
  moveStop(stopId: string, toIndex: number): void
}

/** The edits of one form. Text that is typed is no step of the form's undo; everything else is. */
export function fieldEdits(
  dispatch: (action: FormAction) => void,
  setting: DraftSetting,
  mintId: () => string,
): FieldEdits {
  function edit(change: (draft: Draft) => Draft, isText = false): void {
    dispatch({ type: 'edited', change, isTyping: isText })
  }
  return {
    change: (patch) => edit((from) => withPlan(from, patch), isTyping(patch)),
    changeStop: (stopId, patch) => edit((from) => withStop(from, stopId, patch, setting), isTyping(patch)),
    typeText: (key, text) => edit((from) => withText(from, key, text, setting), true),
    answer: (key, value) => edit((from) => withAnswer(from, key, value, setting)),
    leave: (key) => dispatch({ type: 'left', key, change: (from) => withoutGoodText(from, key, setting) }),
    chooseUnit: (unit) => edit((from) => withUnit(from, unit, setting)),
    takeEstimate: () => edit((from) => withEstimate(from, setting)),
    addStop() {
      const stopId = mintId()
      edit((from) => withAddedStop(from, stopId, setting))
      return stopId
    },
    removeStop: (stopId) => edit((from) => withoutStop(from, stopId, setting)),
    moveStop: (stopId, toIndex) => edit((from) => withMovedStop(from, stopId, toIndex, setting)),
  }
}
