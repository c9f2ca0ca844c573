import { describe, expect, it } from 'vitest'
import { chosenDays } from '../../../renderer/features/board/bulk/duplicate-dialog.tsx'
import {
  cancelAll,
  copyToDays,
  sendAll,
  setAssignee,
  setFields,
  shiftTimes,
} from '../../../renderer/planning/bulk-edits.ts'
import { emptyStop } from '../../../shared/model/plan/workflow.ts'
import { english } from '../../doubles/english.ts'
import { CONNECTION, choiceOf, recordOf } from './workflow-row-fixture.ts'

const ZONE = 'America/Chicago'
const queued = { seq: 2, hasUnqueuedEdit: false, shownState: 'queued' } as const

function copyOptions(days: readonly string[]) {
  let minted = 0
  return {
    days,
    zone: ZONE,
    baseDay: '2026-11-24',
    dayOfRecord: () => '2026-11-24',
    mintId: () => `id-${++minted}`,
    isToSend: false,
    t: english.t,
  }
}

describe('bulk edits', () => {
  it('set a field only where it differs, and leave a draft a draft', () => {
    const { edits } = setFields(
      [recordOf('a'), recordOf('b', { driverSourceId: 'drv-9' }), recordOf('c', {}, queued)],
      { driverSourceId: 'drv-9' },
    )
    expect(edits.map(({ workflowId, intent, baseRev }) => [workflowId, intent, baseRev])).toEqual([
      ['a', 'draft', 1],
      ['c', 'send', 1],
    ])
  })

  it('leave a cancelled workflow cancelled when many get a status, and say so', () => {
    const cancelled = recordOf('b', { status: 'CANCELLED' }, queued)
    const { edits, problems, keptCount } = setFields([recordOf('a'), cancelled], { status: 'COMPLETED' })
    expect(edits.map(({ workflowId }) => workflowId)).toEqual(['a'])
    expect(problems).toEqual([])
    expect(keptCount).toBe(1)
    expect(setFields([cancelled], { status: 'PLANNED' }).edits).toEqual([])
  })

  it('give a driver to the workflows of its own connection or of none, and name the others', () => {
    const records = [
      recordOf('a'),
      recordOf('b', { connectionId: null }),
      recordOf('c', { connectionId: 'c2' }),
    ]
    const choice = choiceOf({ connectionId: CONNECTION })
    const { edits, problems } = setAssignee(
      records,
      'driverSourceId',
      { kind: 'assignee', choice },
      english.t,
    )
    expect(edits.map(({ workflowId, plan }) => [workflowId, plan.driverSourceId])).toEqual([
      ['a', 'drv-1'],
      ['b', 'drv-1'],
    ])
    expect(problems).toEqual(['c: Ana Moreno is of another connection'])
    const ofAll = { kind: 'assignee', choice: choiceOf({ connectionId: null }) } as const
    expect(setAssignee(records, 'driverSourceId', ofAll, english.t).edits).toHaveLength(3)
  })

  it('take a driver off only when that is the answer', () => {
    const { edits } = setAssignee([recordOf('a')], 'driverSourceId', { kind: 'none' }, english.t)
    expect(edits.map(({ plan }) => plan.driverSourceId)).toEqual([null])
  })

  it('keep a queued workflow back as a draft when it could not be sent any more', () => {
    const { edits } = setFields([recordOf('c', { connectionId: null }, queued)], { territoryName: 'North' })
    expect(edits[0]?.intent).toBe('draft')
  })

  it('shift start, end and stops together, and name what has no times', () => {
    const timed = recordOf('a', {
      stops: [{ ...emptyStop('s'), scheduledArrival: '2026-11-24T12:00:00Z' }],
    })
    const { edits, problems } = shiftTimes(
      [timed, recordOf('b', { startsAt: null, endsAt: null })],
      -30,
      ZONE,
      english.t,
    )
    expect(edits).toHaveLength(1)
    expect(edits[0]?.plan.startsAt).toBe('2026-11-24T11:25:00Z')
    expect(edits[0]?.plan.endsAt).toBe('2026-11-24T17:35:00Z')
    expect(edits[0]?.plan.stops[0]?.scheduledArrival).toBe('2026-11-24T11:30:00Z')
    expect(problems).toEqual(['b has no times to shift'])
  })

  it('cancel at Catena what was queued, and only mark what never was', () => {
    const { edits } = cancelAll([
      recordOf('a'),
      recordOf('b', {}, queued),
      recordOf('c', { status: 'CANCELLED' }),
    ])
    expect(edits.map(({ workflowId, intent }) => [workflowId, intent])).toEqual([
      ['a', 'draft'],
      ['b', 'cancel'],
    ])
    expect(edits.every(({ plan }) => plan.status === 'CANCELLED')).toBe(true)
  })

  it('send the complete drafts and name the others with their fault', () => {
    const { edits, problems } = sendAll([recordOf('a'), recordOf('b', { connectionId: null })], english.t)
    expect(edits.map(({ workflowId, intent }) => [workflowId, intent])).toEqual([['a', 'send']])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^b: /)
  })
})

describe('copies to other days', () => {
  it('keep the time of day, with ids of their own and nothing that has happened', () => {
    const record = recordOf('a', {
      status: 'COMPLETED',
      stops: [{ ...emptyStop('sent-to-catena'), actualArrival: '2026-11-24T12:01:00Z' }],
    })
    const { edits } = copyToDays([record], copyOptions(['2026-11-25', '2026-12-01']))
    expect(edits.map(({ plan }) => plan.startsAt)).toEqual(['2026-11-25T11:55:00Z', '2026-12-01T11:55:00Z'])
    expect(new Set(edits.map(({ workflowId }) => workflowId)).size).toBe(2)
    for (const { plan, baseRev, origin } of edits) {
      expect(plan.status).toBe('PLANNED')
      expect(plan.stops[0]?.actualArrival).toBeNull()
      expect(plan.stops[0]?.sourceStopId).not.toBe('sent-to-catena')
      expect(baseRev).toBeNull()
      expect(origin).toEqual({ kind: 'copy', of: 'a' })
    }
  })

  it('stay at the same time of day over a change of the clocks', () => {
    const { edits } = copyToDays([recordOf('a')], copyOptions(['2027-03-15']))
    // 05:55 in Chicago is 11:55 UTC in winter and 10:55 UTC in summer.
    expect(edits[0]?.plan.startsAt).toBe('2027-03-15T10:55:00Z')
  })

  it('are left out and named where the time does not exist, never moved', () => {
    const night = recordOf('a', { startsAt: '2026-11-24T08:30:00Z', endsAt: null })
    const { edits, problems } = copyToDays([night], copyOptions(['2027-03-14', '2027-03-13']))
    expect(edits.map(({ plan }) => plan.startsAt)).toEqual(['2027-03-13T08:30:00Z'])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('does not exist')
  })

  it('fall on the chosen weekdays only', () => {
    expect(chosenDays('2026-11-27', 5, ['1', '5'])).toEqual(['2026-11-27', '2026-11-30'])
    expect(chosenDays('', 5, ['1'])).toEqual([])
  })
})
