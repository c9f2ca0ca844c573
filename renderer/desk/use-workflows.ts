import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { WorkflowCommands } from '../db/commands/command-types.ts'
import {
  type BoardRange,
  moveUnsavedDraft,
  type OutboxLine,
  readCounts,
  readOutbox,
  readSoonestUnsent,
  readUnsavedDraftKeys,
  readUnsavedDraftsOf,
  type SyncCounts,
} from '../db/queries/queries.ts'
import { readHistory } from '../db/queries/read-history.ts'
import { type BoardSnapshot, sharedBoardStore } from '../db/queries/workflow-range-store.ts'
import type { HistoryLine } from '../db/schema/history-record.ts'
import { setAside, unreadableReason } from '../db/schema/record-check.ts'
import type { SetAsideRecord, UnsavedDraftRecord, WorkflowRecord } from '../db/schema/records.ts'
import type { StorageError } from '../db/schema/storage-health.ts'
import { useNowMs } from './desk-clock.tsx'
import { type DraftWindow, NEW_WORKFLOW, workflowOfKey } from './draft-window.ts'
import { useServices } from './services.ts'

/**
 * What the screens read, live. `undefined` always means "not read yet", `null` means "there is none".
 */

/**
 * The workflows of a range, kept fresh record by record: cheap at 100,000. Records keep their identity while
 * unchanged, and `rows` is in order of departure.
 */
export function useBoard(range: BoardRange): BoardSnapshot {
  const { db, nowMs } = useServices()
  const startMs = range.kind === 'days' ? range.startMs : 0
  const endMs = range.kind === 'days' ? range.endMs : 0
  const { kind } = range
  const store = useMemo(() => {
    const stable: BoardRange = kind === 'days' ? { kind, startMs, endMs } : { kind }
    return sharedBoardStore({ db, range: stable, nowMs })
  }, [db, nowMs, kind, startMs, endMs])
  useEffect(() => store.open(), [store])
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot)
}

/**
 * One workflow by id. A record that cannot be read is set aside, reported by {@link useSetAside}, and answered as
 * `null`.
 */
export function useWorkflow(id: string | null): WorkflowRecord | null | undefined {
  const { db, nowMs } = useServices()
  const record = useLiveQuery(
    async () => (id === null ? null : ((await db.workflows.get(id)) ?? null)),
    [db, id],
  )
  const reason = record == null ? null : unreadableReason(record)
  useEffect(() => {
    if (record == null || reason === null) return
    setAside(db, 'workflows', [{ key: record.id, reason, value: record }], nowMs()).catch(reportError)
  }, [db, record, reason, nowMs])
  return reason === null ? record : null
}

/** What windows that are closed left unsaved of a workflow, or of new ones (`new`), oldest first. */
export function useLeftDrafts(workflowId: string): readonly UnsavedDraftRecord[] | undefined {
  const { db, draftWindow } = useServices()
  // A window that closes changes nothing in the database: it is asked again at each tick.
  const tickMs = useNowMs()
  return useLiveQuery(
    async () => leftBehind(await readUnsavedDraftsOf(db, workflowId), draftWindow),
    [db, draftWindow, workflowId, tickMs],
  )
}

/**
 * What this window types of a workflow and has not saved; `null` = nothing. With nothing of its own it takes over the
 * newest of what closed windows left of it, but of no new workflow: those are offered, see {@link useLeftDrafts}.
 * @param isTaking false once the editor has begun with what there was.
 */
export function useUnsavedDraft(
  workflowId: string,
  isTaking: boolean,
): UnsavedDraftRecord | null | undefined {
  const { db, draftWindow } = useServices()
  const key = draftWindow.keyOf(workflowId)
  const [failedKey, setFailedKey] = useState<string | null>(null)
  const mayTake = isTaking && workflowId !== NEW_WORKFLOW
  const found = useLiveQuery(async () => {
    const all = await readUnsavedDraftsOf(db, workflowId)
    const own = all.find((each) => each.workflowId === key) ?? null
    return { own, left: own === null && mayTake ? (await leftBehind(all, draftWindow)).at(-1) : undefined }
  }, [db, draftWindow, workflowId, key, mayTake])
  const leftKey = found?.left?.workflowId
  const takenKey = mayTake && leftKey !== failedKey ? leftKey : undefined
  useEffect(() => {
    if (takenKey === undefined) return
    // What cannot be taken over stays where it is, and the editor offers it.
    moveUnsavedDraft(db, takenKey, key).catch(() => setFailedKey(takenKey))
  }, [db, takenKey, key])
  return takenKey === undefined ? found?.own : undefined
}

async function leftBehind(
  drafts: readonly UnsavedDraftRecord[],
  draftWindow: DraftWindow,
): Promise<readonly UnsavedDraftRecord[]> {
  const orphans = new Set(await draftWindow.orphansOf(drafts.map((each) => each.workflowId)))
  return drafts.filter((each) => orphans.has(each.workflowId))
}

/** The workflows of which a window has typing that is not saved. */
export function useUnsavedIds(): ReadonlySet<string> {
  const { db } = useServices()
  const keys = useLiveQuery(() => readUnsavedDraftKeys(db), [db])
  return useMemo(() => new Set(keys?.map(workflowOfKey)), [keys])
}

/** The changes of one workflow, newest first, its creation last. */
export function useHistory(id: string | null): readonly HistoryLine[] | undefined {
  const { db } = useServices()
  return useLiveQuery(async () => (id === null ? [] : readHistory(db, id)), [db, id])
}

/** Everything not yet at the TSP, soonest departure first. */
export function useOutbox(): readonly OutboxLine[] | undefined {
  const { db } = useServices()
  return useLiveQuery(() => readOutbox(db), [db])
}

/** The workflow that departs soonest of those that Catena does not have yet. */
export function useSoonestUnsent(): WorkflowRecord | null | undefined {
  const { db } = useServices()
  return useLiveQuery(() => readSoonestUnsent(db), [db])
}

/** How many workflows are in each state over the whole database, and what waits. */
export function useSyncCounts(): SyncCounts | undefined {
  const { db } = useServices()
  return useLiveQuery(() => readCounts(db), [db])
}

/** What undo and redo would do now, for the menu and the toast before the key is pressed. */
export function useUndoPreview(): Awaited<ReturnType<WorkflowCommands['peek']>> | undefined {
  const { commands } = useServices()
  return useLiveQuery(() => commands.peek(), [commands])
}

/** A small named value, parsed; `null` when there is none or it does not parse. Keep `schema` at module level. */
export function useMeta<S extends z.ZodType>(key: string, schema: S): z.infer<S> | null | undefined {
  const { db } = useServices()
  return useLiveQuery(async () => {
    const row = await db.meta.get(key)
    const parsed = schema.safeParse(row?.value)
    return parsed.success ? parsed.data : null
  }, [db, key, schema])
}

/** Records that could not be read, newest first. */
export function useSetAside(): readonly SetAsideRecord[] | undefined {
  const { db } = useServices()
  return useLiveQuery(() => db.setAside.reverse().toArray(), [db])
}

/** Why the database takes no writes now; `null` = it does. `tryAgain` after room was made. */
export function useStorageHealth(): { readonly failure: StorageError | null; readonly tryAgain: () => void } {
  const { db } = useServices()
  const failure = useSyncExternalStore(db.health.subscribe, db.health.failure, db.health.failure)
  const tryAgain = useCallback(() => db.health.tryAgain(), [db])
  return { failure, tryAgain }
}
