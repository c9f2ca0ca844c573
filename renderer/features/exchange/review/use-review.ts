import { useMemo } from 'react'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import type { ImportCandidate } from '../file/assemble.ts'
import type { CellProblem } from '../file/cell-problem.ts'
import type { OpenImport } from '../use-import.ts'
import { type EarlyTimes, findEarlyTimes } from './early-times.ts'
import { createMatcher, type SortedCandidates, sortCandidates } from './match-candidates.ts'
import { type OpenQuestion, openQuestions } from './questions.ts'
import { findSwapped, type SwappedPlaces } from './swapped-places.ts'
import { findUnknownNames, type UnknownNames } from './unknown-names.ts'

/** What the file leaves open, and what importing it would do. */
export interface ImportFindings {
  readonly problems: readonly CellProblem[]
  readonly questions: readonly OpenQuestion[]
  /** Workflows with times that may be of the next day, until it is said that they are right as written. */
  readonly early: readonly EarlyTimes[]
  readonly swapped: SwappedPlaces
  readonly unknown: UnknownNames
  /** `null` while the workflows on this computer are read. */
  readonly sorted: SortedCandidates | null
}

const NOTHING_SWAPPED: SwappedPlaces = { stops: [], isAll: false }

const NOTHING_UNKNOWN: UnknownNames = { drivers: [], vehicles: [] }

/** The key of the answer that early times are right as written. */
export const EARLY_AS_WRITTEN = 'earlyAsWritten'

/** Works out what a file leaves open. Doubts about whole workflows wait until all rows are checked. */
export function useFindings(state: OpenImport, records: readonly WorkflowRecord[] | null): ImportFindings {
  const { time, drivers, vehicles } = useDesk()
  const { zone } = time
  const { candidates } = state
  const isChecked = state.checking === null
  const isAsWritten = state.answers.some((each) => each.key === EARLY_AS_WRITTEN)
  const problems = useMemo(() => candidates.flatMap((each) => each.problems), [candidates])
  const questions = useMemo(() => openQuestions(problems), [problems])
  const early = useMemo(
    () => (isChecked && !isAsWritten ? findEarlyTimes(candidates, zone) : []),
    [isChecked, isAsWritten, candidates, zone],
  )
  const swapped = useMemo(() => {
    if (!isChecked || records === null) return NOTHING_SWAPPED
    const here = records.filter((each) => !each.isRemoved).map((each) => each.plan)
    return findSwapped(candidates, here)
  }, [isChecked, candidates, records])
  const unknown = useMemo(
    () => (isChecked ? findUnknownNames(candidates, drivers, vehicles) : NOTHING_UNKNOWN),
    [isChecked, candidates, drivers, vehicles],
  )
  const match = useMemo(() => (records === null ? null : createMatcher(records, zone)), [records, zone])
  const sorted = useMemo(
    () => (match === null ? null : sortCandidates(candidates, match, heldBack(early))),
    [candidates, match, early],
  )
  return { problems, questions, early, swapped, unknown, sorted }
}

/** What is not imported before it is said on which day its times are. */
function heldBack(early: readonly EarlyTimes[]): ReadonlySet<ImportCandidate> {
  return new Set(early.filter((each) => each.moves.length > 0).map((each) => each.candidate))
}
