import { describe, expect, it } from 'vitest'
import { STOP_ACTIVITIES, STOP_TYPES, WORKFLOW_STATUSES } from '../../../shared/model/plan/workflow.ts'
import { en } from '../../../shared/text/en/en.ts'
import {
  activityText,
  conflictCopyReference,
  statusText,
  stopTypeText,
} from '../../../shared/text/field-text.ts'
import { createTexts } from '../../../shared/text/texts.ts'

const { t } = createTexts('en', en)

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
  })
})

describe('the reference of a conflict copy', () => {
  it('says what it is beside the reference of the workflow, or instead of an empty one', () => {
    expect(conflictCopyReference('N-24-0612', t)).toBe('N-24-0612 (conflict copy)')
    expect(conflictCopyReference('', t)).toBe('Conflict copy')
  })
})
