/**
 * Names of records and fields up to version 1 of a record and version 2 of a packed lane, and their present names. The
 * values are the same.
 */
const RECORD_TYPES = new Map([
  ['AMBIG', 'ANSWER_LOST'],
  ['UNSETTLED', 'RECORDS_UNCERTAIN'],
  ['TWIN', 'DUPLICATE_CHANGED'],
])
const FIELDS = new Map([
  ['want', 'desired'],
  ['have', 'remote'],
  ['doubt', 'uncertainUpdate'],
  ['guessed', 'uncertainFields'],
  ['unsettled', 'recordsUncertain'],
  ['strays', 'possibleIds'],
  ['areStraysTold', 'arePossibleIdsTold'],
  ['candidates', 'possibleSourceIds'],
  ['elsewhere', 'possibleConnectionIds'],
  ['twins', 'duplicates'],
  ['twinOf', 'duplicateOf'],
  ['isSettled', 'isTerminal'],
])
/** Fields that hold a plan. A plan holds texts of the user and of Catena, and no key of it is renamed. */
const PLAN_FIELDS: ReadonlySet<string> = new Set(['plan', 'base', 'theirs'])

/** The record with the present names. The caller sets its version. */
export function withPresentNames(record: object): Record<string, unknown> {
  const renamed = renamedFields(record)
  const { type } = renamed
  return { ...renamed, type: typeof type === 'string' ? (RECORD_TYPES.get(type) ?? type) : type }
}

function renamedFields(value: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, field]: [string, unknown]) => [
      FIELDS.get(key) ?? key,
      key === 'kind' && field === 'ambiguous' ? 'uncertain' : renamedValue(key, field),
    ]),
  )
}

function renamedValue(key: string, value: unknown): unknown {
  if (PLAN_FIELDS.has(key)) return renamedPlan(value)
  if (key === 'earlier' && Array.isArray(value)) return value.map(renamedPlan)
  if (Array.isArray(value)) return value.map((each: unknown) => renamedValue('', each))
  return typeof value === 'object' && value !== null ? renamedFields(value) : value
}

/** A packed plan is a list of values without names, and stays as it is. */
function renamedPlan(plan: unknown): unknown {
  if (typeof plan !== 'object' || plan === null || Array.isArray(plan) || !('crewIds' in plan)) return plan
  const { crewIds, ...rest } = plan
  return { ...rest, assigneeIds: crewIds }
}
