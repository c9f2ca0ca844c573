import { classifyWrite } from '../../../electron/catena/classify.ts'
import { createBody } from '../../../electron/catena/plan-on-wire.ts'
import { ASYNC_WRITE_QUERY, PATHS } from '../../../electron/catena/wire.ts'
import { stringifyWireJson } from '../../../electron/catena/wire-json.ts'
import type {
  CreateSyncEngine,
  SyncEngine,
  SyncEngineParts,
} from '../../../electron/host/sync/core/engine-types.ts'
import type { SubmittedChange } from '../../../shared/model/status/sync-status.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/**
 * Two common ways to send, in the same world, for comparison with the protocol. Only creates are modelled, because only
 * they must not be repeated.
 * - `blindRetry`: without a good answer, send again.
 * - `lookOnceThenResend`: without a good answer, list once and look for the `source_id`; if it is not there, send
 *   again.
 */
export type NaiveStrategy = 'blindRetry' | 'lookOnceThenResend'

interface NaiveLane {
  readonly entry: SubmittedChange
  state: 'open' | 'acknowledged' | 'refused'
  isUncertain: boolean
}

const RETRY_MIN_MS = 2_000
const RETRY_MAX_MS = 60_000
const LOOK_AFTER_MS = 2_000
const DAY_MS = 86_400_000

/**
 * Makes an engine that sends by one of the naive strategies. Submitted changes survive a crash, as in an outbox table.
 */
export function createNaiveEngine(strategy: NaiveStrategy, acknowledged: Set<string>): CreateSyncEngine {
  return async (parts) => {
    const lanes = new Map<string, NaiveLane>()
    for (const record of parts.journalRead.records) {
      // After a start it is not known whether a request that was on its way has arrived.
      if (record.type === 'INTENT') {
        addLane(lanes, { ...record, wasSubmitted: true, known: null }, acknowledged, true)
      }
    }
    const engine = naiveEngine(parts, lanes, (entry) => addLane(lanes, entry, acknowledged, false), run)
    for (const lane of lanes.values()) run(lane)
    return engine

    function run(lane: NaiveLane): void {
      if (lane.state === 'open') void send(parts, strategy, lane, acknowledged, 0)
    }
  }
}

function addLane(
  lanes: Map<string, NaiveLane>,
  entry: SubmittedChange,
  acknowledged: ReadonlySet<string>,
  isUncertain: boolean,
): NaiveLane | null {
  if (entry.intent === 'cancel' || lanes.has(entry.workflowId)) return null
  const lane: NaiveLane = {
    entry,
    state: acknowledged.has(entry.workflowId) ? 'acknowledged' : 'open',
    isUncertain,
  }
  lanes.set(entry.workflowId, lane)
  return lane
}

async function send(
  parts: SyncEngineParts,
  strategy: NaiveStrategy,
  lane: NaiveLane,
  acknowledged: Set<string>,
  tries: number,
): Promise<void> {
  const again = (): void => {
    const most = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** tries)
    parts.clock.schedule(
      parts.random() * most + 100,
      () => void send(parts, strategy, lane, acknowledged, tries + 1),
    )
  }
  const token = await parts.tokens.accessToken()
  if (token.kind !== 'token') return again()
  const { sourceId, plan, workflowId } = lane.entry
  if (strategy === 'lookOnceThenResend' && lane.isUncertain) {
    const looked = await parts.reader.listOperations(
      createsOf(plan.connectionId ?? '', parts.clock.wallMs()),
      token.accessToken,
    )
    if (looked.kind !== 'ok') return again()
    if (looked.value.some((each) => each.source_id === sourceId)) {
      lane.state = 'acknowledged'
      acknowledged.add(workflowId)
      return
    }
    lane.isUncertain = false
  }
  const outcome = await parts.write(
    {
      method: 'POST',
      path: `${PATHS.workflows}?${ASYNC_WRITE_QUERY}`,
      body: stringifyWireJson(createBody(plan, sourceId)),
    },
    token.accessToken,
    parts.timings.writeDeadline,
  )
  const answer = classifyWrite(outcome, { sourceId, resourceId: null })
  if (answer.kind === 'accepted' || answer.kind === 'refused' || answer.kind === 'blocked') {
    lane.state = answer.kind === 'accepted' ? 'acknowledged' : 'refused'
    acknowledged.add(workflowId)
    return
  }
  if (answer.kind === 'uncertain') {
    lane.isUncertain = true
    parts.clock.schedule(LOOK_AFTER_MS, () => void send(parts, strategy, lane, acknowledged, tries + 1))
    return
  }
  again()
}

/** The query for the creates of a connection from a day ago to a day ahead. */
function createsOf(connectionId: string, wallMs: number) {
  const [from, to] = [wallMs - DAY_MS, wallMs + DAY_MS].map((each) => new Date(each).toISOString())
  return { connectionId, operation: 'create' as const, from: from ?? '', to: to ?? '' }
}

function naiveEngine(
  parts: SyncEngineParts,
  lanes: Map<string, NaiveLane>,
  add: (entry: SubmittedChange) => NaiveLane | null,
  run: (lane: NaiveLane) => void,
): SyncEngine {
  const none = (): never => {
    throw new TypedError('sync.notModelled', 'The naive engine only sends creates')
  }
  const networkStatus = () => ({
    state: 'online' as const,
    checkedAt: null,
    since: '',
    detail: null,
    waitUntil: null,
    isAllHeld: false,
    allHeldSince: null,
    unsupported: [],
  })
  return {
    begin: async () => ({ installId: parts.installId, isSameInstall: true }),
    async submit({ entries }) {
      const fresh = entries.filter((each) => each.intent === 'send' && !lanes.has(each.workflowId))
      await parts.journal.append(
        fresh.map((each) => ({
          v: 2,
          at: 0,
          type: 'INTENT',
          workflowId: each.workflowId,
          seq: each.seq,
          intent: each.intent,
          plan: each.plan,
          sourceId: each.sourceId,
          account: each.account,
          overBase: null,
        })),
      )
      for (const entry of fresh) {
        const lane = add(entry)
        if (lane !== null) run(lane)
      }
      return { acknowledged: entries.map(({ workflowId, seq }) => ({ workflowId, seq })) }
    },
    statuses: () => ({ statuses: [], next: null }),
    desiredPlans: () => ({ desiredPlans: [], next: null }),
    detail: () => null,
    remotePage: async () => ({ workflows: [], next: null, unreadable: 0 }),
    sendNow: async () => {},
    hold: async () => {},
    release: async () => {},
    discard: none,
    holdAll: async () => networkStatus(),
    confirmAbsent: none,
    cancelDuplicate: none,
    learned: () => ({ listLagMs: 0, connections: [] }),
    networkStatus,
    onStatuses: () => () => {},
    onNetworkStatus: () => () => {},
    networkMayHaveChanged: () => {},
    close: async () => {},
  }
}
