import { expect, it } from 'vitest'
import { emptyStop, type Stop, type WorkflowStatus } from '../../../../shared/model/plan/workflow.ts'
import { minutesLate } from '../../../../shared/model/warnings/running-late.ts'

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
