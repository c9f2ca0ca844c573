import { describe, expect, it } from 'vitest'
import { STOP_ACTIVITIES, STOP_TYPES, WORKFLOW_STATUSES } from '../../../shared/model/plan/workflow.ts'
import { en } from '../../../shared/text/en/en.ts'
import { activityText, planProblemText, statusText, stopTypeText } from '../../../shared/text/field-text.ts'
import { stepText } from '../../../shared/text/step-text.ts'
import { createTexts } from '../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

describe('the name of a step', () => {
  it.each([
    [{ code: 'edit', reference: 'N-1', count: 1 }, 'Edit N-1'],
    [{ code: 'edit', reference: '', count: 1 }, 'Edit workflow'],
    [{ code: 'cancel', count: 1 }, 'Cancel: 1 workflow'],
    [{ code: 'shift', minutes: -15, count: 1200 }, 'Shift by -15 min: 1,200 workflows'],
    [{ code: 'setStatus', value: 'PLANNED', count: 2 }, 'Set status Planned: 2 workflows'],
    [{ code: 'setDriver', value: 'Ana {x}', reference: 'N-1', count: 1 }, 'Set driver Ana {x}: N-1'],
    [{ code: 'duplicateToDays', reference: 'N-1', count: 1, days: 3 }, 'Duplicate: N-1 to 3 days'],
    [{ code: 'makeTemplate', value: 'Early', day: '2026-11-24' }, 'Make Early on Tue 24 Nov 2026'],
    [{ code: 'undo', step: { code: 'edit', reference: 'N-1', count: 1 } }, 'Undo: Edit N-1'],
    [{ code: 'undo', step: 'Shift 14 workflows' }, 'Undo: Shift 14 workflows'],
  ] as const)('%j is %j', (label, text) => {
    expect(stepText(label, t)).toBe(text)
  })

  it('stored as a sentence by an earlier version is shown as it is', () => {
    expect(stepText('Edit N-24-0612', t)).toBe('Edit N-24-0612')
  })
})

describe('the name of a value', () => {
  it('is in the catalog for every value that the program knows', () => {
    expect(Object.keys(en.fields.status)).toEqual([...WORKFLOW_STATUSES])
    expect(Object.keys(en.fields.stopType)).toEqual([...STOP_TYPES])
    expect(Object.keys(en.fields.activity)).toEqual([...STOP_ACTIVITIES])
    expect([statusText('ACTIVE', t), stopTypeText('YARD', t), activityText('ON_DUTY', t)]).toEqual([
      'Active',
      'Yard',
      'On duty',
    ])
  })

  it('is readable for a value that only Catena knows, also one called like a member of every object', () => {
    expect([statusText('IN_TRANSIT_2', t), statusText('constructor', t)]).toEqual([
      'In transit 2',
      'Constructor',
    ])
    expect(planProblemText('toString', t)).toBe('toString')
    expect(planProblemText('latitudeRange', t)).toBe('Latitude is from −90 to 90')
  })
})
