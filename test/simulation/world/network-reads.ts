import type { WireOperation, WireWorkflow } from '../../../electron/catena/wire.ts'
import type { CatenaReader, ReadOutcome, WorkflowPage } from '../../../electron/host/sync/core/ports.ts'
import { OWNER } from '../../doubles/catena/model-catena.ts'
import { textOf } from '../../doubles/catena/model-wire.ts'
import type { Life } from '../../doubles/virtual-clock.ts'
import { type ModelList, operationsIn, workflowsIn } from './model-lists.ts'
import type { NetworkCondition, UnreadableList } from './network-condition.ts'
import type { Listing, NetworkWatcher } from './network-watcher.ts'
import { type CarryRead, type CrossingParts, createReadCrossing } from './read-crossing.ts'

/** What a read crosses and meets. */
export interface ReadParts extends CrossingParts {
  readonly watcher: NetworkWatcher
}

interface ReadContext extends ReadParts {
  readonly network: NetworkCondition
  readonly carry: CarryRead
}

/** Catena's longest time window of one list. */
const MAX_WINDOW_MS = 45 * 86_400_000

/** Creates the reads of one run of the program each. A list holds what Catena shows at the moment the read arrives. */
export function createReads(parts: ReadParts, network: NetworkCondition): (life: Life) => CatenaReader {
  const context: ReadContext = { ...parts, network, carry: createReadCrossing(parts, network) }
  return (life) => ({
    listOperations: (query, accessToken) =>
      list<WireOperation>(context, life, {
        name: 'listOperations',
        accessToken,
        query,
        scope: {
          what: 'operations',
          connectionId: query.connectionId,
          operation: query.operation,
          sourceId: sourceFilterOf(query),
        },
        read: operationsIn,
      }),
    listWorkflows: (query, accessToken) =>
      list<WireWorkflow>(context, life, {
        name: 'listWorkflows',
        accessToken,
        query,
        scope: { what: 'workflows', connectionId: query.connectionId, operation: null, sourceId: null },
        read: workflowsIn,
      }),
    workflowPage: ({ connectionId, from, to }, accessToken) =>
      context.carry<WorkflowPage>(life, {
        name: 'workflowPage',
        accessToken,
        look: (subject, serverDateMs) => {
          const scope = { what: 'workflows' as const, connectionId, operation: null, sourceId: null }
          const reason = unreadableReason(context, scope)
          if (reason !== null) return { kind: 'unusable', reason, serverDateMs }
          const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
          const workflows = workflowsIn(context, { ...scope, fromMs, toMs, subject })
          return { kind: 'ok', value: { workflows, next: null, unreadable: 0 }, serverDateMs }
        },
      }),
    getOperation: (connectionId, id, accessToken) =>
      context.carry<WireOperation>(life, {
        name: 'getOperation',
        accessToken,
        look: (subject, serverDateMs) => getOperation(context, { connectionId, id, subject, serverDateMs }),
      }),
    getWorkflow: (id, accessToken) =>
      context.carry<WireWorkflow>(life, {
        name: 'getWorkflow',
        accessToken,
        look: (subject, serverDateMs) => getWorkflow(context, { id, subject, serverDateMs }),
      }),
    probe: (accessToken) =>
      context.carry<null>(life, {
        name: 'probe',
        accessToken,
        look: (_subject, serverDateMs) => ({ kind: 'ok', value: null, serverDateMs }),
      }),
    referencePage: (kind, _cursor, accessToken) =>
      context.carry(life, {
        name: `reference ${kind}`,
        accessToken,
        look: (subject, serverDateMs) => {
          const items = subject === OWNER.subject ? connectionItems(context) : []
          const value =
            kind === 'connections' ? { kind, items, nextCursor: null } : { kind, items: [], nextCursor: null }
          return { kind: 'ok', value, serverDateMs }
        },
      }),
  })
}

/** One list that the program asks for. */
interface ListRead<T> {
  readonly name: string
  readonly accessToken: string
  readonly query: { readonly from: string; readonly to: string }
  readonly scope: Pick<Listing, 'what' | 'connectionId' | 'operation' | 'sourceId'>
  /** The items that Catena lists. */
  readonly read: (parts: ReadParts, list: ModelList) => T[]
}

/** Reads one list and tells the watcher when it reaches the program. */
function list<T>(
  context: ReadContext,
  life: Life,
  { name, accessToken, query, scope, read }: ListRead<T>,
): Promise<ReadOutcome<readonly T[]>> {
  const [fromMs, toMs] = [Date.parse(query.from), Date.parse(query.to)]
  let shown: Listing | null = null
  return context.carry<readonly T[]>(life, {
    name,
    accessToken,
    look(subject, serverDateMs) {
      if (toMs - fromMs > MAX_WINDOW_MS) {
        return { kind: 'refused', status: 422, message: 'window too long', serverDateMs }
      }
      const reason = unreadableReason(context, scope)
      if (reason !== null) return { kind: 'unusable', reason, serverDateMs }
      shown = { ...scope, fromMs, toMs, serverDateMs, subject }
      return { kind: 'ok', value: read(context, shown), serverDateMs }
    },
    onDelivered(outcome) {
      if (outcome.kind === 'ok' && shown !== null) context.watcher.listed(shown)
    },
  })
}

/** The reason for which a list cannot be read whole now; `null` when it can. */
function unreadableReason(
  { network, ledger }: ReadContext,
  { what, connectionId }: Pick<UnreadableList, 'what' | 'connectionId'>,
): string | null {
  const { unreadable } = network
  if (unreadable === null || unreadable.what !== what || unreadable.connectionId !== connectionId) return null
  ledger.count('unusableLists')
  return unreadable.reason
}

/** Who asks, and when by Catena's own clock. */
interface Asked {
  readonly id: string
  readonly subject: string
  readonly serverDateMs: number
}

function getOperation(
  { catena }: ReadContext,
  { connectionId, id, subject, serverDateMs }: Asked & { readonly connectionId: string },
): ReadOutcome<WireOperation> {
  const found = catena.operation(id)
  if (found === undefined || found.connectionId !== connectionId || subject !== found.subject) {
    return notFound(serverDateMs)
  }
  return { kind: 'ok', value: catena.toWire(found) as WireOperation, serverDateMs }
}

function getWorkflow(
  { catena, watcher }: ReadContext,
  { id, subject, serverDateMs }: Asked,
): ReadOutcome<WireWorkflow> {
  const found = catena.workflows.get(id)
  const version = found === undefined ? null : catena.readable(found)
  if (found === undefined || version === null || subject !== found.subject) return notFound(serverDateMs)
  watcher.workflowRead(id, { ...version.content })
  return { kind: 'ok', value: catena.workflowToWire(found) as WireWorkflow, serverDateMs }
}

function notFound(serverDateMs: number): ReadOutcome<never> {
  return { kind: 'refused', status: 404, message: 'Not Found', serverDateMs }
}

function connectionItems({ catena }: ReadContext) {
  return catena.connections.map((each) => ({
    id: each.id,
    fleetId: null,
    tspId: null,
    sourceName: 'model',
    status: each.status,
    description: null,
  }))
}

/** The source id that a list is filtered by, as long as the port has that filter; `null`: the whole connection. */
function sourceFilterOf(query: object): string | null {
  return textOf(Reflect.get(query, 'sourceId'))
}
