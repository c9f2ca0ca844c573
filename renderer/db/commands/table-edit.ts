import { isSameJson } from '../../../shared/util/same-json.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { TableChange, TableRecord, TableStore } from '../schema/records.ts'
import type { StrictTransaction } from './strict-transaction.ts'

/** What the database holds of the records that a list of changes is about, in the order of the changes. */
export type HeldRecords = readonly (TableRecord | null)[]

/** What taking changes back, or doing them again, comes to. */
export interface TableTurn {
  /** What the turned step holds from now on. */
  readonly changes: readonly TableChange[]
  /** What is to stand in the tables. */
  readonly writes: readonly TableChange[]
  /** Names of what has changed since, and therefore stays as it is. */
  readonly kept: readonly string[]
}

/** The tables that a list of changes touches. */
export function storesOf(changes: readonly TableChange[]): readonly TableStore[] {
  return [...new Set(changes.map((each) => each.store))]
}

/** What the changed records are now. */
export async function readHeld(
  transaction: StrictTransaction,
  changes: readonly TableChange[],
): Promise<HeldRecords> {
  return Promise.all(
    changes.map(async ({ store, key }) => {
      const found = await transaction.readMany<TableRecord>(store, [key])
      return found.get(key) ?? null
    }),
  )
}

/**
 * The changes as they are made over what is there: the days for which a template has made drafts are counted on, also
 * when it made some since the screen was drawn. Leaves out what is so already.
 * @throws TypedError `record.changed` when a record is no longer the one that the change was made on.
 */
export function changesOver(changes: readonly TableChange[], held: HeldRecords): readonly TableChange[] {
  return changes.flatMap((change, index) => {
    const current = held[index] ?? null
    if (isSameRecord(current, change.after)) return []
    if (!isSameRecord(current, change.before)) {
      const name = current?.name ?? change.before?.name ?? change.after?.name ?? ''
      throw new TypedError('record.changed', `“${name}” was changed meanwhile.`, undefined, { name })
    }
    return [{ ...change, before: current, after: withBookkeeping(change.after, current) }]
  })
}

/** Turns the changes of a step. What is no longer as the step left it was changed later: the later change wins. */
export function turnTables(
  changes: readonly TableChange[],
  direction: 'undo' | 'redo',
  held: HeldRecords,
): TableTurn {
  const turned: TableChange[] = []
  const writes: TableChange[] = []
  const kept: string[] = []
  for (const [index, change] of changes.entries()) {
    const current = held[index] ?? null
    const [left, target] =
      direction === 'undo' ? [change.after, change.before] : [change.before, change.after]
    if (!isSameRecord(current, left)) {
      kept.push((current ?? left ?? target)?.name ?? '')
      turned.push(change)
      continue
    }
    turned.push(direction === 'undo' ? { ...change, after: current } : { ...change, before: current })
    writes.push({ ...change, before: current, after: withBookkeeping(target, current) })
  }
  return { changes: turned, writes, kept }
}

/** Puts what the changes lead to. */
export function writeTables(transaction: StrictTransaction, changes: readonly TableChange[]): void {
  for (const { store, key, after } of changes) {
    if (after === null) transaction.remove(store, [key])
    else transaction.put(store, [after])
  }
}

/** What making drafts writes into a template is no change of it, and is never taken back: a day is made once. */
function isSameRecord(a: TableRecord | null, b: TableRecord | null): boolean {
  return isSameJson(withoutBookkeeping(a), withoutBookkeeping(b))
}

function withoutBookkeeping(record: TableRecord | null): object | null {
  if (record === null || !('madeDays' in record)) return record
  const { madeDays: _madeDays, updatedAtMs: _updatedAtMs, ...rest } = record
  return rest
}

function withBookkeeping(target: TableRecord | null, current: TableRecord | null): TableRecord | null {
  if (target === null || current === null || !('madeDays' in target) || !('madeDays' in current))
    return target
  return { ...target, madeDays: current.madeDays }
}
