import type { Dispatcher } from 'undici'
import { z } from 'zod'
import type { ReferenceKind } from '../../../shared/model/reference.ts'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import {
  PATHS,
  type WireOperation,
  type WireWorkflow,
  wireOperation,
  wirePage,
  wireWorkflow,
} from '../../catena/wire.ts'
import type { CatenaReader, OperationQuery, ReadOutcome, ServerDateMs } from '../sync/core/ports.ts'
import { type BaseUrl, parseBaseUrl } from './base-url.ts'
import { type ReadAnswer, readAnswer, TOO_LARGE } from './read-answer.ts'
import { referenceItems } from './reference-items.ts'

/** The deadline for one page, unless an option names another. */
const DEFAULT_DEADLINE_MS = 20_000
/** Items in one page of a list. Operations hold their payload and logs; 200 stay well below the largest answer. */
const LIST_SIZE = 200
/** Workflows in one page for the screen. A page crosses the RPC, so it must stay below 1 MiB. */
const PAGE_SIZE = 200
/** Items in one page of reference data. A page crosses the RPC, so it must stay below 1 MiB. */
const REFERENCE_SIZE = 300
/** The most pages of one list: 100,000 items. A longer list is not read whole and is no evidence. */
const MAX_PAGES = 500

/** The marks of a list and of a record of Catena. */
const wireList = z.looseObject({ items: z.array(z.unknown()) })
const wireRecord = z.looseObject({ id: z.string() })

const REFERENCE_PATHS = {
  connections: PATHS.connections,
  drivers: PATHS.users,
  vehicles: PATHS.vehicles,
} as const satisfies Record<ReferenceKind, string>

/** How {@link createCatenaReader} reads. */
export interface CatenaReaderOptions {
  readonly apiUrl: string
  /** Pooled connections, see `read-dispatcher.ts`. Their owner closes them. */
  readonly dispatcher: Dispatcher
  /** For one page, from the start to the last byte, milliseconds. */
  readonly deadlineMs?: number
  /** Called with the number of records of a reference page that could not be used. */
  readonly onSetAside?: (kind: ReferenceKind, count: number) => void
}

type Query = Readonly<Record<string, string>>

/** Performs one GET. */
export type GetAnswer = (path: string, query: Query, accessToken: string) => Promise<ReadAnswer>

/**
 * Reads Catena over the network, see {@link createReaderOver}.
 * @throws TypedError `catena.badAddress` when `apiUrl` cannot be used.
 */
export function createCatenaReader(options: CatenaReaderOptions): CatenaReader {
  const base = parseBaseUrl(options.apiUrl)
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS

  function get(path: string, query: Query, accessToken: string): Promise<ReadAnswer> {
    return readAnswer({
      url: urlOf(base, path, query),
      accessToken,
      dispatcher: options.dispatcher,
      deadlineMs,
    })
  }

  return createReaderOver(get, options.onSetAside)
}

/**
 * Reads Catena through `get` (the network; in training mode the sandbox in this process). A list that can be evidence
 * (operations, workflows) is complete or fails: every page is read, every item is parsed, and every filter is checked
 * again. Reference data is read page by page, and a malformed record does not hide the others.
 */
export function createReaderOver(
  get: GetAnswer,
  onSetAside?: CatenaReaderOptions['onSetAside'],
): CatenaReader {
  return {
    listOperations(query, accessToken) {
      const list = { path: PATHS.operations, query: operationQuery(query), schema: wireOperation }
      return listWhole(get, { ...list, isWanted: (each) => isOperationWanted(each, query) }, accessToken)
    },
    listWorkflows(query, accessToken) {
      const { connectionId, from, to } = query
      const filters = { connection_id: connectionId, from_datetime: from, to_datetime: to }
      const list = { path: PATHS.workflows, query: filters, schema: wireWorkflow }
      return listWhole(
        get,
        { ...list, isWanted: (each) => isSameIfGiven(each.connection_id, connectionId) },
        accessToken,
      )
    },
    async workflowPage({ connectionId, from, to, cursor }, accessToken) {
      const filters = { connection_id: connectionId, from_datetime: from, to_datetime: to }
      const list = { path: PATHS.workflows, query: filters, size: PAGE_SIZE, cursor }
      const answer = await onePage(get, list, accessToken)
      if (answer.kind !== 'ok') return answer
      const { items, next } = answer.value
      const parsed = items.map((item) => wireWorkflow.safeParse(item))
      const workflows = parsed.flatMap((each) =>
        each.success && isSameIfGiven(each.data.connection_id, connectionId) ? [each.data] : [],
      )
      const unreadable = parsed.length - workflows.length
      return { ...answer, value: { workflows, next, unreadable } }
    },
    async getOperation(connectionId, id, accessToken) {
      return oneOf(await get(PATHS.operation(connectionId, id), {}, accessToken), wireOperation, id)
    },
    async getWorkflow(id, accessToken) {
      return oneOf(await get(PATHS.workflow(id), {}, accessToken), wireWorkflow, id)
    },
    async probe(accessToken) {
      const answer = await get(PATHS.connections, { size: '1' }, accessToken)
      if (answer.kind !== 'ok') return answer
      return wirePage.safeParse(answer.value).success ? { ...answer, value: null } : notOurs(answer, 'list')
    },
    async referencePage(kind, cursor, accessToken) {
      const list = { path: REFERENCE_PATHS[kind], query: {}, size: REFERENCE_SIZE, cursor }
      const answer = await onePage(get, list, accessToken)
      if (answer.kind !== 'ok') return answer
      const { items, next } = answer.value
      const { page: value, setAsideCount } = referenceItems(kind, items, next)
      if (setAsideCount > 0) onSetAside?.(kind, setAsideCount)
      return { ...answer, value }
    },
  }
}

interface PageRequest {
  readonly path: string
  readonly query: Query
  readonly size: number
  /** From the page before; `null` = the first page. */
  readonly cursor: string | null
}

/** Asks for one page, and for a smaller one as long as the answer is too large. `size`: what was asked for at last. */
async function getPage(
  get: GetAnswer,
  { path, query, size, cursor }: PageRequest,
  accessToken: string,
): Promise<{ readonly answer: ReadAnswer; readonly size: number }> {
  for (let asked = size; ; asked = Math.ceil(asked / 4)) {
    const part = { ...query, size: String(asked), ...(cursor === null ? {} : { cursor }) }
    const answer = await get(path, part, accessToken)
    const isTooLarge = answer.kind === 'unreachable' && answer.detail === TOO_LARGE
    if (!isTooLarge || asked === 1) return { answer, size: asked }
  }
}

/** Reads one page of a list that is no evidence. `next`: the cursor of the next page; `null` = the end. */
async function onePage(
  get: GetAnswer,
  request: PageRequest,
  accessToken: string,
): Promise<ReadOutcome<{ readonly items: readonly unknown[]; readonly next: string | null }>> {
  const { answer } = await getPage(get, request, accessToken)
  if (answer.kind !== 'ok') return answer
  const page = wirePage.safeParse(answer.value)
  if (!page.success) return notOurs(answer, 'list')
  const { items, next_page: next } = page.data
  if (next === undefined) return unusable(answer, NO_END)
  if (next === '' || (next !== null && next === request.cursor)) return unusable(answer, CIRCLE)
  return { ...answer, value: { items, next } }
}

interface ListRequest<T> {
  readonly path: string
  readonly query: Query
  readonly schema: z.ZodType<T>
  readonly isWanted: (item: T) => boolean
}

/** Reads every page of a list. An item that is on two pages, because the list grew in between, is returned once. */
async function listWhole<T extends { readonly id: string }>(
  get: GetAnswer,
  list: ListRequest<T>,
  accessToken: string,
): Promise<ReadOutcome<readonly T[]>> {
  const found = new Map<string, T>()
  const cursors = new Set<string>()
  let cursor: string | null = null
  let size = LIST_SIZE
  let serverDateMs: ServerDateMs = null
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const got: Awaited<ReturnType<typeof getPage>> = await getPage(
      get,
      { path: list.path, query: list.query, size, cursor },
      accessToken,
    )
    const { answer } = got
    size = got.size
    if (answer.kind !== 'ok') return answer
    const page = wirePage.safeParse(answer.value)
    if (!page.success) return notOurs(answer, 'list')
    if (page.data.next_page === undefined) return unusable(answer, NO_END)
    for (const item of page.data.items) {
      const parsed = list.schema.safeParse(item)
      if (!parsed.success) return unusable(answer, messageRef('errors.answer.itemUnreadable'))
      if (!list.isWanted(parsed.data)) return unusable(answer, messageRef('errors.answer.itemNotAsked'))
      found.set(parsed.data.id, parsed.data)
    }
    cursor = page.data.next_page
    // The time of the first page: items made after it may be missing from the later pages.
    if (cursors.size === 0) serverDateMs = answer.serverDateMs
    if (cursor === null) return { kind: 'ok', value: [...found.values()], serverDateMs }
    if (cursor === '' || cursors.has(cursor)) return unusable(answer, CIRCLE)
    cursors.add(cursor)
  }
  return unusable({ serverDateMs }, messageRef('errors.answer.tooManyPages', { max: MAX_PAGES }))
}

function oneOf<T extends { readonly id: string }>(
  answer: ReadAnswer,
  schema: z.ZodType<T>,
  id: string,
): ReadOutcome<T> {
  if (answer.kind !== 'ok') return answer
  const parsed = schema.safeParse(answer.value)
  if (!parsed.success) return notOurs(answer, 'record')
  if (parsed.data.id !== id) return unusable(answer, messageRef('errors.answer.otherRecord'))
  return { ...answer, value: parsed.data }
}

function operationQuery(query: OperationQuery): Query {
  return {
    resource: 'workflow',
    operation: query.operation,
    connection_id: query.connectionId,
    from_datetime: query.from,
    to_datetime: query.to,
  }
}

/** Checks the filters of the query. A field that the answer leaves out is not checked. */
function isOperationWanted(operation: WireOperation, query: OperationQuery): boolean {
  return (
    isSameIfGiven(operation.connection_id, query.connectionId) &&
    isSameIfGiven(operation.resource, 'workflow') &&
    isSameIfGiven(operation.operation_type, query.operation)
  )
}

function isSameIfGiven(given: WireWorkflow['connection_id'], wanted: string): boolean {
  return given == null || given.toLowerCase() === wanted.toLowerCase()
}

function urlOf(base: BaseUrl, path: string, query: Query): URL {
  const url = new URL(base.origin + base.pathPrefix + path)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url
}

const NO_END = messageRef('errors.answer.noEnd')
const CIRCLE = messageRef('errors.answer.circle')

/**
 * The outcome for a value that does not parse. It still comes from Catena when it has the marks of Catena's lists and
 * records.
 */
function notOurs(answer: Extract<ReadAnswer, { kind: 'ok' }>, what: 'list' | 'record') {
  const isCatena = (what === 'list' ? wireList : wireRecord).safeParse(answer.value).success
  if (isCatena)
    return unusable(
      answer,
      what === 'list'
        ? messageRef('errors.answer.listUnreadable')
        : messageRef('errors.answer.recordUnreadable'),
    )
  const detail = what === 'list' ? messageRef('errors.answer.notList') : messageRef('errors.answer.notRecord')
  return { kind: 'unreachable', detail } as const
}

function unusable({ serverDateMs }: { readonly serverDateMs: ServerDateMs }, reason: StoredText) {
  return { kind: 'unusable', reason, serverDateMs } as const
}
