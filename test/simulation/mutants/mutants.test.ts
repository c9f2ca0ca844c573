import path from 'node:path'
import { expect, it } from 'vitest'
import { movedMutants } from './mutant.ts'
import { MUTANTS } from './mutants.ts'

it('each mutant names a text that is exactly once in its file', () => {
  const root = path.resolve(import.meta.dirname, '../../..')
  expect(movedMutants(root, MUTANTS).map(({ id, file }) => `${id} in ${file}`)).toEqual([])
})
