import { readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A wrong change of one line of the protocol, and what it breaks. Tests that still pass with it do not check that line.
 */
export interface Mutant {
  readonly id: string
  readonly file: string
  /** Exact text, found exactly once in the file. */
  readonly search: string
  readonly replacement: string
  readonly breaks: string
  /** Test files that should fail, where the simulation does not reach the line. */
  readonly tests?: readonly string[]
}

/** One mutant; see {@link Mutant}. */
export function m(
  id: string,
  file: string,
  search: string,
  replacement: string,
  breaks: string,
  tests?: readonly string[],
): Mutant {
  return { id, file, search, replacement, breaks, ...(tests === undefined ? {} : { tests }) }
}

/**
 * The mutants whose text is not exactly once in its file below `folder`: the code has changed, and they prove nothing.
 */
export function movedMutants(folder: string, mutants: readonly Mutant[]): readonly Mutant[] {
  return mutants.filter(
    ({ file, search }) => readFileSync(path.join(folder, file), 'utf8').split(search).length !== 2,
  )
}
