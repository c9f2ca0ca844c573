import { expect, it } from 'vitest'
import { screenOfScope } from '../../../renderer/app/screens.tsx'

it.each([
  ['print', 'day', 'print'],
  ['templates', 'range', 'templates'],
  ['export', 'day', 'export'],
  ['print', 'all', 'board'],
  ['export', 'noDate', 'board'],
  ['outbox', 'day', 'board'],
  ['import', 'range', 'board'],
  ['settings', 'day', 'board'],
] as const)('on the screen %s, choosing %s leads to %s', (screen, kind, next) => {
  expect(screenOfScope(screen, kind)).toBe(next)
})
