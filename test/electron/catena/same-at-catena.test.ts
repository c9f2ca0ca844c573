import { expect, it } from 'vitest'
import { isSameAtCatena } from '../../../electron/catena/same-at-catena.ts'
import { emptyPlan, emptyStop } from '../../../shared/model/plan/workflow.ts'

it('does not take an H3 index written with zeros in front for a change', () => {
  const one = { ...emptyPlan(), stops: [{ ...emptyStop('a'), h3Index11: '0012' }] }
  const other = { ...emptyPlan(), stops: [{ ...emptyStop('a'), h3Index11: '12' }] }
  expect(isSameAtCatena(one, other)).toBe(true)
})
