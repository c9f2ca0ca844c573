import type { Table } from 'dexie'
import { z } from 'zod'
import {
  type Connection,
  connection,
  type Driver,
  driver,
  REFERENCE_KINDS,
  type ReferenceKind,
  type Vehicle,
  vehicle,
} from '../../../shared/model/reference.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { errorToStore } from '../../../shared/text/error-text.ts'
import { isSameJson } from '../../../shared/util/same-json.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { setAside } from '../schema/record-check.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import { storageError } from '../schema/storage-health.ts'

/** Keeps connections, drivers and vehicles on this computer, so that they can be chosen with no network. */
export interface ReferenceCache {
  /** Fetches at start when the host is there, on sign-in, when the line comes back, and every 30 minutes. */
  readonly start: () => void
  /** Fetches now. Rejects with the first kind's error; the other kinds are fetched all the same. */
  readonly refresh: () => Promise<void>
  readonly close: () => void
}
export interface ReferenceCacheParts {
  readonly db: PlannerDatabase
  readonly host: HostClient
  readonly nowMs: () => number
  /** Calls once after `delayMs`; the returned function cancels. */
  readonly schedule: (delayMs: number, run: () => void) => () => void
}

/** Fleets change a few times a day; this is often enough for a new driver to be there after a coffee. */
export const REFRESH_MS = 30 * 60_000
/** A fleet of 500,000 at 100 a page; beyond it the cursor leads nowhere. */
const MAX_PAGES = 5_000

/** What is remembered of the last fetch of one kind, under {@link referenceMetaKey}. */
export const referenceState = z.object({
  /** When the newest complete list was fetched, ISO 8601 UTC; `null` = never. */
  asOf: z.string().nullable(),
  /** Why the newest attempt failed; `null` = it did not. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type ReferenceState = z.infer<typeof referenceState>

/** Key of a kind's {@link ReferenceState} in `meta`. */
export function referenceMetaKey(kind: ReferenceKind): string {
  return `reference.${kind}`
}

/** Nothing runs before `start` or `refresh`. */
export function createReferenceCache(parts: ReferenceCacheParts): ReferenceCache {
  const { db, host, schedule } = parts
  let running: Promise<readonly unknown[]> | null = null
  let isClosed = false
  let cancel: (() => void) | null = null
  const ends: (() => void)[] = []

  /** One fetch at a time: a call during a fetch gets its result. @returns the failures, already remembered. */
  function refreshOnce(): Promise<readonly unknown[]> {
    running ??= refreshAll(parts, () => isClosed).finally(() => {
      running = null
    })
    return running
  }
  /** Fetches in the background. A failure stands in `meta`, where the pickers show it beside "as of". */
  function refreshQuietly(): void {
    if (isClosed || host.hostChannel() !== 'open') return
    cancel?.()
    cancel = schedule(REFRESH_MS, refreshQuietly)
    refreshOnce().catch((error: unknown) => db.health.fail(storageError('storage.failed', error)))
  }

  return {
    start() {
      ends.push(...occasions(host, refreshQuietly))
      refreshQuietly()
    },
    async refresh() {
      const [failure] = await refreshOnce()
      if (failure !== undefined) throw failure
    },
    close() {
      isClosed = true
      cancel?.()
      for (const end of ends.splice(0)) end()
    },
  }
}

/** Calls when the host channel opens, when the network is back, and when somebody signs in. @returns what ends that. */
function occasions(host: HostClient, call: () => void): readonly (() => void)[] {
  let isOnline = false
  let account: string | null = null
  return [
    host.onHostChannel((hostChannel) => {
      if (hostChannel === 'open') call()
    }),
    host.on('network.changed', ({ state }) => {
      if (state === 'online' && !isOnline) call()
      isOnline = state === 'online'
    }),
    host.on('auth.changed', (auth) => {
      const next = auth.step === 'signedIn' && auth.account !== null ? auth.account.subject : null
      if (next !== null && next !== account) call()
      account = next
    }),
  ]
}

/** Fetches every kind, one after the other. @returns the failures; each is remembered. */
async function refreshAll(parts: ReferenceCacheParts, isClosed: () => boolean): Promise<readonly unknown[]> {
  const failures: unknown[] = []
  for (const kind of REFERENCE_KINDS) {
    try {
      const { items, asOf } = await fetchAll(parts.host, kind)
      if (!isClosed()) await replaceKind(parts.db, kind, items, asOf, parts.nowMs())
    } catch (error) {
      failures.push(error)
      if (!isClosed()) await rememberFailure(parts.db, kind, error)
    }
  }
  return failures
}

async function rememberFailure(db: PlannerDatabase, kind: ReferenceKind, error: unknown): Promise<void> {
  const known = referenceState.safeParse((await db.meta.get(referenceMetaKey(kind)))?.value)
  const value: ReferenceState = {
    asOf: known.success ? known.data.asOf : null,
    failure: {
      code: error instanceof TypedError ? error.code : 'reference.failed',
      message: errorToStore(error),
    },
  }
  await db.meta.put({ key: referenceMetaKey(kind), value })
}

/** Every page of one kind. @throws TypedError `reference.cursorLoop` when the cursor comes back to where it was. */
async function fetchAll(
  host: HostClient,
  kind: ReferenceKind,
): Promise<{ items: readonly unknown[]; asOf: string }> {
  const items: unknown[] = []
  const seen = new Set<string>()
  let cursor: string | null = null
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const answer: Awaited<ReturnType<typeof host.call<'reference.page'>>> = await host.call(
      'reference.page',
      { kind, cursor },
    )
    if (answer.page.kind !== kind) {
      throw new TypedError('reference.wrongKind', `Asked for ${kind}, got ${answer.page.kind}`)
    }
    items.push(...answer.page.items)
    cursor = answer.page.nextCursor
    if (cursor === null) return { items, asOf: answer.asOf }
    if (seen.has(cursor)) break
    seen.add(cursor)
  }
  throw new TypedError('reference.cursorLoop', `The list of ${kind} does not end`)
}

/** Puts a whole list in place of the older one, in one transaction: never half of each. */
async function replaceKind(
  db: PlannerDatabase,
  kind: ReferenceKind,
  items: readonly unknown[],
  asOf: string,
  nowMs: number,
): Promise<void> {
  const state: ReferenceState = { asOf, failure: null }
  const odd: { key: string; reason: string; value: unknown }[] = []
  function readable<T>(schema: z.ZodType<T>): T[] {
    return items.flatMap((value, index) => {
      const parsed = schema.safeParse(value)
      if (parsed.success) return [parsed.data]
      odd.push({ key: idOf(value) ?? `#${index}`, reason: parsed.error.message, value })
      return []
    })
  }
  async function replace<T extends { readonly id: string }>(
    table: Table<T, string>,
    schema: z.ZodType<T>,
  ): Promise<void> {
    const rows = readable(schema)
    await db.transaction('rw', [table, db.meta], async () => {
      await writeDifference(table, rows)
      await db.meta.put({ key: referenceMetaKey(kind), value: state })
    })
  }
  if (kind === 'connections') await replace<Connection>(db.connections, connection)
  else if (kind === 'drivers') await replace<Driver>(db.drivers, driver)
  else await replace<Vehicle>(db.vehicles, vehicle)
  await setAside(db, kind, odd, nowMs)
}

/** A list is mostly what it was before: 10,000 drivers are not written anew every half hour, beside the saves of the day. */
async function writeDifference<T extends { readonly id: string }>(
  table: Table<T, string>,
  rows: readonly T[],
): Promise<void> {
  const stored = new Map((await table.toArray()).map((each) => [each.id, each]))
  const named = new Set(rows.map((each) => each.id))
  await Promise.all([
    table.bulkPut(rows.filter((each) => !isSameJson(stored.get(each.id), each))),
    table.bulkDelete([...stored.keys()].filter((id) => !named.has(id))),
  ])
}

function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null
}
