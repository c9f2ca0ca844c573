import { expect, it } from 'vitest'
import { emptyStop, type Stop, type WorkflowStatus } from '../../../../shared/model/plan/workflow.ts'
import { minutesLate, minutesLateAt, progressOf } from '../../../../shared/model/warnings/running-late.ts'

const at = (time: string): string => `2026-11-24T${time}:00.000Z`
const NOW_MS = Date.parse(at('08:30'))

function stop(planned: string | null, actual: string | null = null): Stop {
  return {
    ...emptyStop('s'),
    scheduledArrival: planned === null ? null : at(planned),
    actualArrival: actual === null ? null : at(actual),
  }
}

it.each<[string, WorkflowStatus, Stop[], number]>([
  ['a planned one', 'PLANNED', [stop('08:00')], 0],
  ['one that has no times', 'ACTIVE', [stop(null)], 0],
  ['one on time', 'ACTIVE', [stop('08:00', '08:01'), stop('09:00')], 0],
  ['one whose next stop is overdue', 'ACTIVE', [stop('07:00', '07:00'), stop('08:02')], 28],
  ['one that reached its last stop late', 'ACTIVE', [stop('08:00', '08:21'), stop('09:00')], 21],
  ['one that is late and overdue', 'ACTIVE', [stop('07:00', '07:10'), stop('08:00')], 30],
  ['one that is a few minutes late', 'ACTIVE', [stop('08:26')], 0],
  ['one that skipped a stop', 'ACTIVE', [stop('07:00'), stop('08:00', '08:00'), stop('09:00')], 0],
  ['one that is completed', 'COMPLETED', [stop('07:00', '09:00')], 0],
])('says how far %s is behind', (_what, status, stops, minutes) => {
  expect(minutesLate({ status, stops }, NOW_MS)).toBe(minutes)
})

it('compares a departure with its plan, and an arrival while there is no departure', () => {
  const times = { scheduledArrival: at('08:00'), scheduledDeparture: at('08:20') }
  const late = (arrival: string | null, departure: string | null) =>
    minutesLateAt({
      ...times,
      actualArrival: arrival === null ? null : at(arrival),
      actualDeparture: departure === null ? null : at(departure),
    })
  expect(late('08:12', null)).toBe(12)
  expect(late('08:12', '08:21')).toBe(0)
  expect(late('08:12', '08:50')).toBe(30)
  expect(late(null, null)).toBe(0)
})

it('says which stop was reached last, and how late, also when the workflow is completed', () => {
  const stops = [stop('07:00', '07:01'), { ...stop('08:00', '08:12'), locationName: 'Lyon' }, stop('09:00')]
  const reached = { number: 2, locationName: 'Lyon', at: at('08:12'), isLeft: false }
  expect(progressOf({ status: 'ACTIVE', stops }, NOW_MS)).toEqual({ reached, stopCount: 3, minutesLate: 12 })
  expect(progressOf({ status: 'COMPLETED', stops }, NOW_MS)).toEqual({
    reached,
    stopCount: 3,
    minutesLate: 12,
  })
})

it('says how late a workflow is that has reached no stop yet, and nothing of one that only stands in the plan', () => {
  const stops = [stop('08:00')]
  expect(progressOf({ status: 'ACTIVE', stops }, NOW_MS)).toEqual({
    reached: null,
    stopCount: 1,
    minutesLate: 30,
  })
  expect(progressOf({ status: 'PLANNED', stops }, NOW_MS)).toBeNull()
})
