import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ForeignChange, mergeForeign } from '../../../../shared/model/plan/foreign-change.ts'
import { CONTENT_FIELDS } from '../../../../shared/model/plan/plan-fields.ts'
import { emptyPlan, type Plan } from '../../../../shared/model/plan/workflow.ts'

const BASE: Plan = { ...emptyPlan(), instructions: 'Gate 1', territoryName: 'North' }

function changeOf(theirs: Partial<Plan>, changes: Partial<ForeignChange> = {}): ForeignChange {
  return { base: BASE, plan: { ...BASE, ...theirs }, askedFields: [], changedAt: null, ...changes }
}

/** The merged values and the fields that a person decides. */
function merged(ours: Partial<Plan>, change: ForeignChange) {
  const merge = mergeForeign(change, { ...BASE, ...ours })
  if (merge === null) return null
  const { instructions, territoryName, status } = merge.plan
  return { instructions, territoryName, status, asked: merge.conflicts.map((each) => each.field) }
}

describe('a change from elsewhere', () => {
  it('is taken in where nobody here changed the field, beside what was changed here', () => {
    expect(merged({ instructions: 'Gate 2' }, changeOf({ territoryName: 'South' }))).toEqual({
      instructions: 'Gate 2',
      territoryName: 'South',
      status: 'PLANNED',
      asked: [],
    })
  })

  it('of a field that was changed here too is for a person', () => {
    expect(merged({ instructions: 'Gate 2' }, changeOf({ instructions: 'Gate 3' }))).toMatchObject({
      instructions: 'Gate 2',
      asked: ['instructions'],
    })
  })

  it('is for a person as a whole when it is not known what both were made from', () => {
    expect(merged({}, changeOf({ instructions: 'Gate 3' }, { base: null }))).toBeNull()
  })

  it('is for a person where the read may be older than what was written here', () => {
    const change = changeOf({ instructions: 'Gate 3' }, { askedFields: ['instructions'] })
    expect(merged({ territoryName: 'South' }, change)).toMatchObject({
      instructions: 'Gate 1',
      territoryName: 'South',
      asked: ['instructions'],
    })
  })

  it.each<[string, Partial<Plan>, Partial<Plan>, string, readonly string[]]>([
    [
      'their cancellation of what was edited here',
      { instructions: 'Gate 2' },
      { status: 'CANCELLED' },
      'PLANNED',
      ['status'],
    ],
    ['their cancellation of what was not edited', {}, { status: 'CANCELLED' }, 'CANCELLED', []],
    ['the same cancellation', { status: 'CANCELLED' }, { status: 'CANCELLED' }, 'CANCELLED', []],
    ['a start of what was edited here', { instructions: 'Gate 2' }, { status: 'ACTIVE' }, 'ACTIVE', []],
    [
      'a completion of what was cancelled here',
      { status: 'CANCELLED' },
      { status: 'COMPLETED' },
      'CANCELLED',
      ['status'],
    ],
  ])('%s', (_name, ours, theirs, status, asked) => {
    expect(merged(ours, changeOf(theirs))).toMatchObject({ status, asked })
  })

  it('never replaces what was typed, and never keeps what was not, unasked', () => {
    const value = fc.constantFrom(null, 'x', 'y', 'z')
    const side = fc.record({ instructions: value, territoryName: value, driverSourceId: value })
    fc.assert(
      fc.property(side, side, side, (base, ours, theirs) => {
        const change = { base: { ...BASE, ...base }, plan: { ...BASE, ...theirs }, askedFields: [] }
        const mine = { ...BASE, ...ours }
        const merge = mergeForeign(change, mine)
        for (const field of CONTENT_FIELDS) {
          const isAsked = merge?.conflicts.some((each) => each.field === field)
          const isTyped = mine[field] !== change.base[field]
          if (!isAsked) expect(merge?.plan[field]).toEqual(isTyped ? mine[field] : change.plan[field])
        }
      }),
    )
  })
})
