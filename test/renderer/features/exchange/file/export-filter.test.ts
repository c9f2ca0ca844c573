import { expect, it } from 'vitest'
import { hasWords } from '../../../../../renderer/features/exchange/file/export-filter.ts'
import { emptyPlan, emptyStop } from '../../../../../shared/model/plan/workflow.ts'

const plan = {
  ...emptyPlan(),
  reference: 'N-24-0612',
  driverSourceId: 'D-7',
  stops: [{ ...emptyStop('1'), locationName: 'Mühle Süd' }],
}
const names = new Map([['D-7', 'Ana Moreno']])

it.each([
  ['0612', true],
  ['moreno', true],
  ['D-7 mühle', true],
  ['moreno yard', false],
  ['planned', true],
])('an export of those with “%s”: %s', (words, expected) => {
  expect(hasWords(plan, words, names)).toBe(expected)
})
