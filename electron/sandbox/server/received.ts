import { PATHS } from '../../catena/wire.ts'
import { parseWireJson } from '../../catena/wire-json.ts'
import type { SandboxRequest } from '../api/answers.ts'

/** One request that reached the sandbox. The token it carried is not kept. */
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
  /** Catena's own status; `null` while it has not taken the request, or when it never will. */
  status: number | null
  /** What the caller got. */
  delivery: 'pending' | 'whole' | 'truncated' | 'dropped' | 'hung'
}

/** Everything that reached the sandbox, for tests that count. */
export interface Received {
  all(): readonly ReceivedRequest[]
  /** POST and PATCH, in the order they arrived. */
  writes(): readonly ReceivedRequest[]
  /** Creates that reached the sandbox, by `source_id`, whatever became of them. */
  createsBySourceId(): Readonly<Record<string, number>>
  add(request: SandboxRequest, atMs: number): ReceivedRequest
  clear(): void
}

/** Reads are kept in short form; beyond this many requests the oldest reads are forgotten, writes never. */
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
    if (error instanceof SyntaxError) return null // counted all the same: it is in the list with its body
    throw error
  }
}
