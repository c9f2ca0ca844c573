import type { Plan } from '../../../shared/model/workflow.ts'
import { departureOf } from '../../../shared/model/workflow.ts'
import { dayOf } from '../../../shared/util/depot-time.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import type { ImportCandidate } from './assemble.ts'

/** What importing a candidate would do here. */
export type CandidateMatch =
  | { readonly kind: 'new' }
  /** It is here already, word for word: importing it again makes nothing. */
  | { readonly kind: 'same'; readonly record: WorkflowRecord }
  /** A workflow that is here would be changed. */
  | { readonly kind: 'changed'; readonly record: WorkflowRecord }

/** Finds the workflow that a candidate is: by its id, by the key of an earlier import, by reference and day. */
export function createMatcher(
  records: readonly WorkflowRecord[],
  zone: string,
): (candidate: ImportCandidate) => CandidateMatch {
  const byKey = new Map<string, WorkflowRecord>()
  for (const record of records) {
    if (record.isRemoved) continue
    const departure = departureOf(record.plan)
    const day = departure === null ? '' : dayOf(departure, zone)
    if (record.plan.reference !== '') byKey.set(`ref:${record.plan.reference}|${day}`, record)
  }
  for (const record of records) {
    if (record.isRemoved) continue
    if (record.origin?.kind === 'import') byKey.set(record.origin.rowKey, record)
    byKey.set(`id:${record.id}`, record)
  }
  return (candidate) => {
    const record = byKey.get(candidate.rowKey)
    if (record === undefined) return { kind: 'new' }
    return { kind: isSamePlan(record.plan, candidate.plan) ? 'same' : 'changed', record }
  }
}

/** Equal in every field. */
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
