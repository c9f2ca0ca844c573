import { PATHS, type WireOperation, wireOperation, wirePage } from '../../../electron/catena/wire.ts'
import { parseWireJson } from '../../../electron/catena/wire-json.ts'
import type { SandboxAnswer } from '../../../electron/sandbox/api/answers.ts'
import { createHandler, type HandlerOverrides } from '../../../electron/sandbox/api/handler.ts'
import { createWorld, type WorldOptions } from '../../../electron/sandbox/world/world.ts'

export const DAY_MS = 86_400_000
export const START_MS = Date.parse('2026-11-24T11:00:00Z')

/** Catena at a moment that the test moves. Operations take one second and are listed at once. */
export function catena(options: Partial<WorldOptions> = {}) {
  const world = createWorld({ finishDelayMs: [1_000, 1_000], listingLagMs: [0, 0], ...options })
  const handle = createHandler(world)
  const connectionId = world.fleet.connections[0]?.id ?? ''
  let nowMs = START_MS

  function call(
    method: string,
    path: string,
    query: Record<string, string> | [string, string][] = {},
    bodyText = '',
    overrides: HandlerOverrides = {},
  ): SandboxAnswer {
    const headers = { authorization: 'Bearer token' }
    return handle({ method, path, query: new URLSearchParams(query), headers, bodyText }, nowMs, overrides)
  }
  const json = (answer: SandboxAnswer) => parseWireJson(answer.bodyText)

  function create(sourceId: string, more: Record<string, unknown> = {}, overrides: HandlerOverrides = {}) {
    const body = JSON.stringify({ connection_id: connectionId, source_id: sourceId, ...more })
    return call('POST', PATHS.workflows, { is_sync: 'false' }, body, overrides)
  }
  const operationOf = (answer: SandboxAnswer): WireOperation => wireOperation.parse(json(answer))

  return {
    world,
    connectionId,
    call,
    json,
    create,
    operationOf,
    advance: (ms: number) => {
      nowMs += ms
    },
    /** `source_id` of what a list shows. */
    listed: (path: string, query: Record<string, string> | [string, string][] = {}) =>
      wirePage
        .parse(json(call('GET', path, query)))
        .items.map((each) => (each as { source_id?: unknown }).source_id),
    update: (id: string, change: Record<string, unknown>) =>
      call(
        'PATCH',
        PATHS.workflow(id),
        { is_sync: 'false' },
        JSON.stringify({ connection_id: connectionId, ...change }),
      ),
    nowMs: () => nowMs,
    settled: (operation: WireOperation) =>
      operationOf(call('GET', PATHS.operation(operation.connection_id ?? '', operation.id))),
  }
}
