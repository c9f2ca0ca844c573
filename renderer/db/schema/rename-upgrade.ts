import type { Transaction } from 'dexie'

/**
 * Version 7 of the database renames fields that version 6 had under other names. Records of version 6 are read here
 * without a type of their own: only what is renamed is looked at.
 */
type Fields = Readonly<Record<string, unknown>>

/** Gives the records of version 6 the names of version 7. Workflows without an old name are not written again. */
export async function renameFields(transaction: Transaction): Promise<void> {
  await transaction
    .table<Fields>('workflows')
    .toCollection()
    .modify((workflow, ref) => replace(ref, workflow, renamedWorkflow(workflow)))
  await transaction
    .table<Fields>('outbox')
    .toCollection()
    .modify((entry, ref) => replace(ref, entry, renamedOutboxEntry(entry)))
  for (const [table, field] of [
    ['views', 'view'],
    ['meta', 'value'],
  ] as const) {
    await transaction
      .table<Fields>(table)
      .toCollection()
      .modify((row, ref) => replace(ref, row, renamedView(row, field)))
  }
  const drafts = await transaction.table<Fields>('typing').toArray()
  await transaction.table<Fields>('unsavedDrafts').bulkPut(drafts)
}

/** @returns `false` when nothing has changed: Dexie then does not write the record. */
function replace(ref: { value: unknown }, before: Fields, after: Fields): boolean {
  ref.value = after
  return after !== before
}

function renamedWorkflow(workflow: Fields): Fields {
  const { hasTwins, ...rest } = workflow
  const sync = renamedSync(workflow.sync)
  const shownState = renamedState(workflow.shownState)
  const isSame = sync === workflow.sync && shownState === workflow.shownState && hasTwins === undefined
  if (isSame) return workflow
  return { ...rest, sync, shownState, ...(hasTwins !== undefined && { hasDuplicates: hasTwins }) }
}

function renamedOutboxEntry(entry: Fields): Fields {
  const { isHanded, wasEverHanded, offeredSeq, earlierConnectionIds, remembered, ...rest } = entry
  return {
    ...rest,
    isAcknowledged: isHanded,
    wasEverSubmitted: wasEverHanded,
    ...(offeredSeq !== undefined && { submittedSeq: offeredSeq }),
    ...(earlierConnectionIds !== undefined && { possibleConnectionIds: earlierConnectionIds }),
    ...(remembered !== undefined && { remembered: renamedSync(remembered) }),
  }
}

/** A status, or what is remembered of one. */
function renamedSync(sync: unknown): unknown {
  if (!isRecord(sync) || (sync.state !== 'ambiguous' && sync.strays === undefined)) return sync
  const { strays, state, ...rest } = sync
  return { ...rest, state: renamedState(state), ...(strays !== undefined && { possibleIds: strays }) }
}

/** A view of the board filters by states. */
function renamedView(row: Fields, field: string): Fields {
  const view = row[field]
  if (!isRecord(view) || !Array.isArray(view.syncStates) || !view.syncStates.includes('ambiguous')) return row
  return { ...row, [field]: { ...view, syncStates: view.syncStates.map(renamedState) } }
}

function renamedState(state: unknown): unknown {
  return state === 'ambiguous' ? 'uncertain' : state
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}
