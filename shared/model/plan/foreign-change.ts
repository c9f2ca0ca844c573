import { z } from 'zod'
import { isSameJson } from '../../util/same-json.ts'
import { CONTENT_FIELDS } from './plan-fields.ts'
import { type FieldConflict, merge3, type PlanMerge } from './plan-merge.ts'
import { type Plan, plan } from './workflow.ts'

/** A version of a workflow that somebody else made at Catena while this desk holds a pending change of it. */
export const foreignChange = z.object({
  /** Catena's version now. */
  plan,
  /** What Catena was last known to hold, over which the pending change was made; `null` = not known. */
  base: plan.nullable(),
  /** Fields in which Catena's version may be older than what this desk wrote: a person decides, whoever changed them. */
  askedFields: z.array(z.enum(CONTENT_FIELDS)),
  /** When Catena says that it was changed, ISO 8601 UTC; `null` = it does not say. */
  changedAt: z.string().nullable(),
})
export type ForeignChange = z.infer<typeof foreignChange>

/**
 * Merges a change from elsewhere into a plan of this desk. @returns `null` when it is not known over which version the plan
 * was made: then every difference is for a person.
 */
export function mergeForeign(
  { base, plan: theirs, askedFields }: Pick<ForeignChange, 'base' | 'plan' | 'askedFields'>,
  ours: Plan,
): PlanMerge | null {
  if (base === null) return null
  const merge = merge3(base, ours, theirs)
  const fields: ForeignChange['askedFields'] = isCancelledUnderEdit(base, ours, theirs)
    ? [...askedFields, 'status']
    : askedFields
  const isAsked = (field: (typeof askedFields)[number]): boolean =>
    !merge.conflicts.some((each) => conflictField(each) === field)
  const asked = fields.filter(isAsked).map((field): FieldConflict => {
    return { stopId: null, field, base: base[field], ours: ours[field], theirs: theirs[field] }
  })
  const kept = Object.fromEntries(asked.map(({ field }) => [field, ours[field as keyof Plan]]))
  return { plan: { ...merge.plan, ...kept }, conflicts: [...merge.conflicts, ...asked] }
}

/** Their cancellation of a workflow that was edited here is for a person, although nobody here has touched the status. */
function isCancelledUnderEdit(base: Plan, ours: Plan, theirs: Plan): boolean {
  if (theirs.status !== CANCELLED || base.status === CANCELLED || ours.status !== base.status) return false
  return CONTENT_FIELDS.some((field) => !isSameJson(base[field], ours[field]))
}

const CANCELLED = 'CANCELLED'

/** The field of the workflow that a conflict belongs to. */
function conflictField({ stopId, field }: FieldConflict): FieldConflict['field'] {
  return stopId === null ? field : 'stops'
}
