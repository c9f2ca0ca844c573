import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { departureOf } from '../../../../shared/model/plan/workflow.ts'
import { dayOf } from '../../../../shared/util/depot-time.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import type { ImportCandidate } from '../file/assemble.ts'

/** What importing a candidate would do. */
export type CandidateMatch =
  | { readonly kind: 'new' }
  /** The same workflow is on this computer, equal in every field. */
  | { readonly kind: 'same'; readonly record: WorkflowRecord }
  /** A workflow on this computer would be changed to `plan`. */
  | { readonly kind: 'changed'; readonly record: WorkflowRecord; readonly plan: Plan }

/** What importing all candidates of a file would do. */
export interface SortedCandidates {
  readonly fresh: readonly ImportCandidate[]
  readonly changed: readonly {
    readonly candidate: ImportCandidate
    readonly record: WorkflowRecord
    readonly plan: Plan
  }[]
  /** Candidates that would change a workflow which another candidate changes too. They are left out. */
  readonly repeated: readonly ImportCandidate[]
  readonly sameCount: number
  readonly badCount: number
  /** What importing each candidate would do. */
  readonly outcomes: ReadonlyMap<ImportCandidate, CandidateOutcome>
}

/** What importing one candidate would do. `open` = it waits for a correction or an answer. */
export type CandidateOutcome = 'fresh' | 'changed' | 'same' | 'repeated' | 'open'

/**
 * Sorts the candidates of a file by what importing them would do.
 * @param held candidates that wait for an answer, counted with the bad ones
 */
export function sortCandidates(
  candidates: readonly ImportCandidate[],
  match: (candidate: ImportCandidate) => CandidateMatch,
  held: ReadonlySet<ImportCandidate> = new Set(),
): SortedCandidates {
  const fresh: ImportCandidate[] = []
  const changed = new Map<string, SortedCandidates['changed'][number]>()
  const repeated: ImportCandidate[] = []
  const same = new Set<string>()
  const outcomes = new Map<ImportCandidate, CandidateOutcome>()
  let [sameCount, badCount] = [0, 0]
  function outcomeOf(candidate: ImportCandidate): CandidateOutcome {
    if (candidate.problems.length > 0 || held.has(candidate)) {
      badCount += 1
      return 'open'
    }
    const found = match(candidate)
    if (found.kind === 'new') {
      fresh.push(candidate)
      return 'fresh'
    }
    const { id } = found.record
    if (changed.has(id) || (found.kind === 'changed' && same.has(id))) {
      repeated.push(candidate)
      return 'repeated'
    }
    if (found.kind === 'changed') {
      changed.set(id, { candidate, record: found.record, plan: found.plan })
      return 'changed'
    }
    same.add(id)
    sameCount += 1
    return 'same'
  }
  for (const candidate of candidates) outcomes.set(candidate, outcomeOf(candidate))
  return { fresh, changed: [...changed.values()], repeated, sameCount, badCount, outcomes }
}

/**
 * Finds the workflow of a candidate: by its id, by the key of an earlier import, or by reference and day. Reference and day
 * also decide for a file of another computer: both may come from the same list, and the import would make duplicates.
 */
export function createMatcher(
  records: readonly WorkflowRecord[],
  zone: string,
): (candidate: ImportCandidate) => CandidateMatch {
  const byKey = new Map<string, WorkflowRecord>()
  for (const record of records) {
    if (record.isRemoved) continue
    const key = referenceKey(record.plan, zone)
    if (key !== null) byKey.set(key, record)
  }
  for (const record of records) {
    if (record.isRemoved) continue
    if (record.origin?.kind === 'import') byKey.set(record.origin.rowKey, record)
    byKey.set(`id:${record.id}`, record)
  }
  function recordOf(candidate: ImportCandidate): WorkflowRecord | undefined {
    const known = byKey.get(candidate.rowKey)
    if (known !== undefined || candidate.workflowId === null) return known
    const alike = byKey.get(referenceKey(candidate.plan, zone) ?? '')
    // One that was imported under an id of its own is another workflow of the other computer.
    const isOther = alike?.origin?.kind === 'import' && alike.origin.rowKey.startsWith('id:')
    return isOther ? undefined : alike
  }
  return (candidate) => {
    const record = recordOf(candidate)
    if (record === undefined) return { kind: 'new' }
    const isForeign = candidate.workflowId !== null && candidate.workflowId !== record.id
    const plan = isForeign ? withStopIdsOf(candidate.plan, record.plan) : candidate.plan
    return isSamePlan(record.plan, plan) ? { kind: 'same', record } : { kind: 'changed', record, plan }
  }
}

/** The stop ids that stand here already: those of another computer say nothing of ours. */
function withStopIdsOf(plan: Plan, here: Plan): Plan {
  const taken = new Set(here.stops.map((each) => each.sourceStopId))
  return {
    ...plan,
    stops: plan.stops.map((stop, index) => {
      const known = here.stops[index]?.sourceStopId
      const isFree = !taken.has(stop.sourceStopId)
      return {
        ...stop,
        sourceStopId: known ?? (isFree ? stop.sourceStopId : `${stop.sourceStopId}-${index + 1}`),
      }
    }),
  }
}

function referenceKey(plan: Plan, zone: string): string | null {
  if (plan.reference === '') return null
  const departure = departureOf(plan)
  return `ref:${plan.reference}|${departure === null ? '' : dayOf(departure, zone)}`
}

/**
 * The plan of a new workflow. Stops from an export of another computer get new ids: the ids in the file may have been sent
 * for another workflow.
 */
export function planToAdd(candidate: ImportCandidate, mintId: () => string): Plan {
  if (candidate.workflowId === null) return candidate.plan
  return {
    ...candidate.plan,
    stops: candidate.plan.stops.map((stop) => ({ ...stop, sourceStopId: mintId() })),
  }
}

/** True when both plans are equal in every field. */
export function isSamePlan(a: Plan, b: Plan): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1)))
      : each,
  )
}
