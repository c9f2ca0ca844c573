import { Temporal } from 'temporal-polyfill'
import { shownEnd, shownItems } from '../character/odd-lists.ts'
import { shownOperation } from '../character/shown-operation.ts'
import { shownWorkflow } from '../character/shown-workflow.ts'
import type { World } from '../world/world.ts'
import {
  errorAnswer,
  jsonAnswer,
  type SandboxAnswer,
  type ValidationDetail,
  validationAnswer,
} from './answers.ts'

/** An item of a list. Its order never changes, so that a page boundary stays valid when items are added. */
interface Listed {
  readonly order: number
  readonly record: unknown
}

const DEFAULT_SIZE = 300
const MAX_SIZE = 1000
const DAY_MS = 86_400_000
const MAX_WINDOW_MS = 45 * DAY_MS
const CURSOR_PREFIX = 'after:'

/** One cursor page [doc]. A cursor is opaque to the caller; here it is the order of the last item. */
function pageAnswer(world: World, items: readonly Listed[], query: URLSearchParams): SandboxAnswer {
  const size = Number(query.get('size') ?? DEFAULT_SIZE)
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) {
    return validationAnswer([queryDetail('size', query, 'Input should be from 1 to 1000')])
  }
  const cursor = query.get('cursor')
  const after = cursor === null ? 0 : readCursor(cursor)
  if (after === null) return errorAnswer(400, 'Bad request', 'The cursor is not one of ours')
  const left = [...items].sort((a, b) => a.order - b.order).filter((each) => each.order > after)
  const page = left.slice(0, size)
  const last = page.at(-1)
  const traits = world.character.traits()
  const next = left.length > size && last !== undefined ? writeCursor(last.order) : null
  return jsonAnswer(200, {
    items: shownItems(
      page.map((each) => each.record),
      traits,
    ),
    current_page: cursor ?? writeCursor(0),
    current_page_backwards: null,
    previous_page: null,
    ...shownEnd(next, traits),
  })
}

/** The answer to the list of operations [doc]. */
export function listOperations(world: World, query: URLSearchParams, nowMs: number): SandboxAnswer {
  const window = readWindow(query, { fromMs: nowMs - DAY_MS, toMs: nowMs })
  const wrong: ValidationDetail[] = [...window.wrong]
  if (query.has('source_id') && !query.has('resource')) {
    wrong.push(queryDetail('resource', query, 'resource is required with source_id'))
  }
  if (window.toMs - window.fromMs > MAX_WINDOW_MS) {
    wrong.push(queryDetail('from_datetime', query, 'The window may not exceed 45 days'))
  }
  if (wrong.length > 0) return validationAnswer(wrong)
  const found = world
    .operations()
    .filter((each) => each.listedFromMs <= nowMs)
    .map((each) => ({ order: each.order, record: shownOperation(world, each) }))
    .filter(({ record }) => {
      const createdMs = Date.parse(record.created_at ?? '')
      return (
        createdMs >= window.fromMs &&
        createdMs <= window.toMs &&
        fits(query, 'resource', record.resource) &&
        fits(query, 'connection_id', record.connection_id) &&
        fits(query, 'source_name', record.source_name) &&
        fits(query, 'fleet_refs', record.fleet_ref) &&
        fits(query, 'operation', record.operation_type) &&
        fits(query, 'source_id', record.source_id)
      )
    })
  // Lists leave out the logs of operations [doc].
  return pageAnswer(
    world,
    found.map(({ order, record }) => ({ order, record: { ...record, logs: [] } })),
    query,
  )
}

/**
 * The answer to the list of workflows [doc]. Which time its window filters by is [open]: `occurred_at` as in similar
 * lists (items without one by their creation), or the last change.
 */
export function listWorkflows(world: World, query: URLSearchParams, nowMs: number): SandboxAnswer {
  const traits = world.character.traits()
  const byChange = traits.workflowWindow === 'updatedAt'
  const window = readWindow(
    query,
    byChange
      ? { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }
      : { fromMs: nowMs - DAY_MS, toMs: nowMs },
  )
  const wrong = [...window.wrong]
  if (!byChange && window.toMs - window.fromMs > MAX_WINDOW_MS) {
    wrong.push(queryDetail('from_datetime', query, 'The window may not exceed 45 days'))
  }
  if (wrong.length > 0) return validationAnswer(wrong)
  const found: Listed[] = []
  for (const stored of world.workflows()) {
    const record = stored.listedFromMs <= nowMs ? shownWorkflow(stored, traits, nowMs) : null
    if (record === null) continue
    const time = byChange ? record.updated_at : (record.occurred_at ?? record.created_at)
    const atMs = Date.parse(String(time))
    const isWanted =
      atMs >= window.fromMs &&
      atMs <= window.toMs &&
      fits(query, 'connection_id', record.connection_id) &&
      fits(query, 'fleet_ids', record.fleet_id) &&
      fits(query, 'fleet_refs', record.fleet_ref)
    if (isWanted) found.push({ order: stored.order, record })
  }
  return pageAnswer(world, found, query)
}

/** Fleet data in the order of the fleet. */
export function listFixed(world: World, records: readonly unknown[], query: URLSearchParams): SandboxAnswer {
  return pageAnswer(
    world,
    records.map((record, index) => ({ order: index + 1, record })),
    query,
  )
}

/** True when the value passes a filter. Array parameters repeat the key [doc]; an absent parameter filters nothing. */
export function fits(query: URLSearchParams, name: string, value: unknown): boolean {
  const wanted = query.getAll(name)
  return wanted.length === 0 || (typeof value === 'string' && wanted.includes(value))
}

function readWindow(query: URLSearchParams, defaults: { fromMs: number; toMs: number }) {
  const wrong: ValidationDetail[] = []
  function read(name: string, fallback: number): number {
    const text = query.get(name)
    if (text === null) return fallback
    try {
      return Temporal.Instant.from(text).epochMilliseconds
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      wrong.push(queryDetail(name, query, 'Input should be a valid datetime'))
      return fallback
    }
  }
  const fromMs = read('from_datetime', defaults.fromMs)
  const toMs = read('to_datetime', defaults.toMs)
  return { fromMs, toMs, wrong }
}

function queryDetail(name: string, query: URLSearchParams, message: string): ValidationDetail {
  return { path: `query.${name}`, input: query.get(name), message, error_type: 'value_error' }
}

function writeCursor(order: number): string {
  return Buffer.from(`${CURSOR_PREFIX}${order}`).toString('base64url')
}

function readCursor(cursor: string): number | null {
  const text = Buffer.from(cursor, 'base64url').toString()
  const order = Number(text.slice(CURSOR_PREFIX.length))
  return text.startsWith(CURSOR_PREFIX) && Number.isInteger(order) ? order : null
}
