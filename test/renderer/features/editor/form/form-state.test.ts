import { describe, expect, it } from 'vitest'
import {
  withAddedStop,
  withoutStop,
  withPlan,
  withText,
} from '../../../../../renderer/features/editor/form/draft.ts'
import { stopKey } from '../../../../../renderer/features/editor/form/field-key.ts'
import {
  type FormAction,
  type FormState,
  initialForm,
  nextForm,
} from '../../../../../renderer/features/editor/form/form-state.ts'
import { emptyPlan, emptyStop } from '../../../../../shared/model/plan/workflow.ts'

const start = { ...emptyPlan(), stops: ['a', 'b'].map(emptyStop) }
const setting = { zone: 'America/Chicago', day: '2026-11-24', distanceUnit: 'km', saved: start } as const
const undo: FormAction = { type: 'takenBack' }
const redo: FormAction = { type: 'redone' }

function step(change: Extract<FormAction, { type: 'edited' }>['change']): FormAction {
  return { type: 'edited', change, isTyping: false }
}
function unsavedDraft(change: Extract<FormAction, { type: 'edited' }>['change']): FormAction {
  return { type: 'edited', change, isTyping: true }
}
const remove = (id: string) => step((from) => withoutStop(from, id, setting))
const add = (id: string) => step((from) => withAddedStop(from, id, setting))
const instruct = (instructions: string) => unsavedDraft((from) => withPlan(from, { instructions }))

function formAfter(...actions: readonly FormAction[]): FormState {
  return actions.reduce(nextForm, initialForm(null, null, start))
}
const stopsOf = ({ draft }: FormState) => draft.plan.stops.map((each) => each.sourceStopId).join('')

describe('what was done in a form and is not saved', () => {
  it('is taken back and done again step by step, and a new step ends what could be done again', () => {
    expect(stopsOf(formAfter(remove('a'), remove('b'), undo))).toBe('b')
    expect(stopsOf(formAfter(remove('a'), remove('b'), undo, undo))).toBe('ab')
    expect(stopsOf(formAfter(remove('a'), remove('b'), undo, undo, redo))).toBe('b')
    expect(formAfter(remove('a'), undo, add('c')).future).toEqual([])
  })

  it('leaves what was typed since, and a step that changed nothing is none', () => {
    const form = formAfter(remove('a'), instruct('Door 12'), undo)
    expect([stopsOf(form), form.draft.plan.instructions]).toEqual(['ab', 'Door 12'])
    expect(formAfter(instruct('Door 12')).past).toEqual([])
    expect(formAfter(step((from) => withPlan(from, { status: 'PLANNED' }))).past).toEqual([])
  })

  it('brings a stop back with all that was typed in it, and keeps no text of a stop that is not there', () => {
    const badText = unsavedDraft((from) => withText(from, stopKey('c', 'latitude'), 'north', setting))
    const gone = formAfter(add('c'), badText, undo)
    expect(gone.draft).toEqual(formAfter().draft)
    expect(nextForm(gone, redo).draft.texts).toEqual({ 'stop/c/latitude': 'north' })
  })

  it('is bounded, and ends with what ends the typing', () => {
    const many = Array.from({ length: 80 }, (_each, index) => add(`s${index}`))
    expect(formAfter(...many).past).toHaveLength(50)
    expect(formAfter(remove('a'), { type: 'discarded' }).past).toEqual([])
  })
})
