import { PATHS } from '../../catena/wire.ts'
import { parseWireJson } from '../../catena/wire-json.ts'
import type { SandboxRequest } from '../api/answers.ts'

/** One request that reached the sandbox, without its token. */
export interface ReceivedRequest {
  readonly number: number
  /** Milliseconds since 1970. */
  readonly atMs: number
  readonly method: string
  readonly path: string
  readonly query: string
  /** Empty for reads. */
  readonly bodyText: string
  readonly sourceId: string | null
  /** Catena's status; `null` until it has taken the request. */
  status: number | null
  /** How the answer was delivered. */
  delivery: 'pending' | 'whole' | 'truncated' | 'dropped' | 'hung'
}

/** Every request that reached the sandbox, for tests. */
export interface Received {
  all(): readonly ReceivedRequest[]
  /** POST and PATCH, in the order they arrived. */
  writes(): readonly ReceivedRequest[]
  /** The number of creates that reached the sandbox, by `source_id`, whatever their outcome. */
  createsBySourceId(): Readonly<Record<string, number>>
  add(request: SandboxRequest, atMs: number): ReceivedRequest
  clear(): void
}

/** The most reads that are kept, without bodies; older ones are dropped. Writes are always kept. */
const MAX_READS = 5_000

/** An empty log. */
export function createReceived(): Received {
  const writes: ReceivedRequest[] = []
  const reads: ReceivedRequest[] = []
  let nextNumber = 1

  function add(request: SandboxRequest, atMs: number): ReceivedRequest {
    const isRead = request.method === 'GET'
    const entry: ReceivedRequest = {
      number: nextNumber++,
      atMs,
      method: request.method,
      path: request.path,
      query: request.query.toString(),
      bodyText: isRead ? '' : request.bodyText,
      sourceId: isRead ? null : sourceIdOf(request.bodyText),
      status: null,
      delivery: 'pending',
    }
    const list = isRead ? reads : writes
    list.push(entry)
    if (reads.length > MAX_READS) reads.shift()
    return entry
  }

  function createsBySourceId(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const each of writes) {
      if (each.method !== 'POST' || each.path !== PATHS.workflows || each.sourceId === null) continue
      counts[each.sourceId] = (counts[each.sourceId] ?? 0) + 1
    }
    return counts
  }

  return {
    all: () => [...reads, ...writes].sort((a, b) => a.number - b.number),
    writes: () => [...writes],
    createsBySourceId,
    add,
    clear: () => {
      writes.length = 0
      reads.length = 0
    },
  }
}

function sourceIdOf(bodyText: string): string | null {
  try {
    const body = parseWireJson(bodyText)
    const id = body !== null && typeof body === 'object' ? Reflect.get(body, 'source_id') : null
    return typeof id === 'string' ? id : null
  } catch (error) {
    if (error instanceof SyntaxError) return null // the request is still in the list, with its body
    throw error
  }
}
