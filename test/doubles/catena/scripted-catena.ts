import type { WriteOutcome } from '../../../electron/catena/http-answer.ts'
import type { WireOperation, WireWorkflow } from '../../../electron/catena/wire.ts'
import type {
  CatenaReader,
  OperationQuery,
  ReadOutcome,
  WriteRequest,
  WriteTransport,
} from '../../../electron/host/sync/core/ports.ts'
import type { Connection } from '../../../shared/model/reference.ts'
import { answerOf } from './model-catena.ts'

/** A write that waits for the test to end it. */
export interface ScriptedWrite {
  readonly atMs: number
  readonly request: WriteRequest
  readonly token: string
  readonly body: Readonly<Record<string, unknown>>
  /** Our source id of the workflow, also for an update, whose body does not hold it. */
  readonly sourceId: string
  /** The operation with which Catena would answer. */
  readonly operation: WireOperation
  isOpen(): boolean
  end(outcome: WriteOutcome): void
  /** Answers 202 with {@link operation}, which listings show from now on. */
  accept(): void
  /** Answers with an error in Catena's format. */
  refuse(status: number, detail?: unknown): void
}

/** A read of the program. */
export interface ScriptedRead {
  readonly atMs: number
  readonly name: keyof CatenaReader
  readonly query: Readonly<Record<string, unknown>>
  readonly token: string
}

/** The outcome of a read; `undefined`: what Catena holds. */
export type ReadScript = (
  read: ScriptedRead,
) => Exclude<ReadOutcome<never>, { kind: 'ok' }> | Promise<never> | undefined

/** A Catena that the test controls. It records every request with its time. */
export function createScriptedCatena(clock: { nowMs(): number; trueEpochMs(): number }) {
  const writes: ScriptedWrite[] = []
  const reads: ScriptedRead[] = []
  const operations = new Map<string, WireOperation>()
  const workflows = new Map<string, WireWorkflow>()
  const connections: Connection[] = []
  let script: ReadScript = () => undefined
  let onWrite: (write: ScriptedWrite) => void = () => undefined
  let hasDate = true

  function dateMs(): number {
    return Math.floor(clock.trueEpochMs() / 1000) * 1000
  }

  async function read<T>(
    name: ScriptedRead['name'],
    query: ScriptedRead['query'],
    token: string,
    value: () => T | undefined,
  ): Promise<ReadOutcome<T>> {
    const asked = { atMs: clock.nowMs(), name, query, token }
    reads.push(asked)
    const scripted = await script(asked)
    if (scripted !== undefined) return scripted
    const found = value()
    const serverDateMs = hasDate ? dateMs() : null
    if (found === undefined) return { kind: 'refused', status: 404, message: 'Not Found', serverDateMs }
    return { kind: 'ok', value: found, serverDateMs }
  }

  const write: WriteTransport = (request, token) =>
    new Promise((resolve) => {
      const body = JSON.parse(request.body) as Record<string, unknown>
      const changed = request.method === 'POST' ? null : (request.path.split('?')[0]?.split('/').at(-1) ?? '')
      const sourceId = String(body.source_id ?? workflows.get(changed ?? '')?.source_id ?? '')
      const operation: WireOperation = {
        id: `op-${writes.length + 1}`,
        created_at: new Date(clock.trueEpochMs()).toISOString(),
        connection_id: String(body.connection_id),
        resource: 'workflow',
        operation_type: request.method === 'POST' ? 'create' : 'update',
        status: 'pending',
        payload: body,
        resource_id: changed,
        source_id: sourceId,
      }
      let isOpen = true
      function end(outcome: WriteOutcome): void {
        isOpen = false
        resolve(outcome)
      }
      function answer(status: number, value: unknown): void {
        end({ kind: 'answered', answer: answerOf(status, value, new Date(dateMs()).toUTCString()) })
      }
      const made: ScriptedWrite = {
        atMs: clock.nowMs(),
        request,
        token,
        body,
        sourceId,
        operation,
        isOpen: () => isOpen,
        end,
        accept() {
          operations.set(operation.id, operation)
          answer(202, operation)
        },
        refuse: (status, detail = null) => answer(status, { code: status, message: 'No', detail }),
      }
      writes.push(made)
      onWrite(made)
    })

  const reader: CatenaReader = {
    listOperations: (query: OperationQuery, token) =>
      read('listOperations', { ...query }, token, () =>
        [...operations.values()].filter(
          (each) => each.operation_type === query.operation && each.connection_id === query.connectionId,
        ),
      ),
    getOperation: (connectionId, id, token) =>
      read('getOperation', { connectionId, id }, token, () => operations.get(id)),
    listWorkflows: (query, token) => read('listWorkflows', query, token, () => [...workflows.values()]),
    workflowPage: (query, token) =>
      read('workflowPage', query, token, () => ({
        workflows: [...workflows.values()],
        next: null,
        unreadable: 0,
      })),
    getWorkflow: (id, token) => read('getWorkflow', { id }, token, () => workflows.get(id)),
    probe: (token) => read('probe', {}, token, () => null),
    referencePage: (kind, cursor, token) =>
      read('referencePage', { kind, cursor }, token, () => ({
        kind: 'connections' as const,
        items: [...connections],
        nextCursor: null,
      })),
  }

  return {
    write,
    reader,
    writes,
    reads,
    operations,
    workflows,
    /** The connections that it lists. */
    connections,
    /** Sets the outcome of reads from now on. */
    onRead(next: ReadScript) {
      script = next
    },
    /** Called for each write that arrives, which it can end at once. */
    onWrite(next: (write: ScriptedWrite) => void) {
      onWrite = next
      for (const each of writes) if (each.isOpen()) next(each)
    },
    setDate(next: boolean) {
      hasDate = next
    },
    open: () => writes.filter((each) => each.isOpen()),
    readsOf: (name: ScriptedRead['name']) => reads.filter((each) => each.name === name),
  }
}
export type ScriptedCatena = ReturnType<typeof createScriptedCatena>
