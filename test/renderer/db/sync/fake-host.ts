import type { SubmittedChange, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import type {
  CallInput,
  CallName,
  CallOutput,
  EventData,
  EventName,
} from '../../../../shared/rpc/contract.ts'
import { calls } from '../../../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../../../shared/rpc/host-client.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { statusOf } from '../planner-fixture.ts'

/** One lane as the fake host's journal holds it. */
interface Lane {
  entry: SubmittedChange
  status: WorkflowSync
}

/**
 * A host that keeps pending changes as the real one does (idempotent on id and seq), answers page by page, and dies where the
 * test says: before it took a batch, or after it did and before it answered.
 */
export function createFakeHost(installId = 'INSTALL-0123456789') {
  const lanes = new Map<string, Lane>()
  const untold = new Map<string, WorkflowSync>()
  let isForeign = false
  const submitted: SubmittedChange[][] = []
  const called: string[] = []
  const listeners = new Map<string, Set<(data: never) => void>>()
  const hostChannelListeners = new Set<(state: HostChannelState) => void>()
  let hostChannel: HostChannelState = 'closed'
  let lives = 0
  let dies: 'before' | 'after' | null = null
  let failsWith: TypedError | null = null
  const pageSize = 2
  const leftOut = new Set<string>()

  function take(entry: SubmittedChange): void {
    const lane = lanes.get(entry.workflowId)
    if (lane !== undefined && lane.entry.seq >= entry.seq) return
    const status = lane === undefined ? firstStatus(entry, isForeign) : nextStatus(lane.status, entry)
    lanes.set(entry.workflowId, { entry, status })
    untold.set(entry.workflowId, status)
    queueMicrotask(tell)
  }
  /** As the real host does, a moment later and together. */
  function tell(): void {
    const statuses = [...untold.values()]
    untold.clear()
    for (let from = 0; from < statuses.length; from += MAX_PER_EVENT) {
      emit('sync.changed', { statuses: structuredClone(statuses.slice(from, from + MAX_PER_EVENT)) })
    }
  }
  function page<T>(after: string | null, pick: (lane: Lane) => T): { items: T[]; next: string | null } {
    const ids = [...lanes.keys()].sort().filter((id) => after === null || id > after)
    const items = ids.slice(0, pageSize).flatMap((id) => {
      const lane = lanes.get(id)
      return lane === undefined ? [] : [pick(lane)]
    })
    return { items, next: ids.length > pageSize ? (ids[pageSize - 1] ?? null) : null }
  }
  function answer(name: CallName, input: unknown): unknown {
    called.push(name)
    if (name === 'sync.begin') {
      const begin = calls['sync.begin'].input.parse(input)
      isForeign = begin.installId !== null && begin.installId !== installId
      return { installId, isSameInstall: !isForeign }
    }
    if (name === 'sync.submit') {
      const { entries } = calls['sync.submit'].input.parse(input)
      submitted.push(entries)
      if (failsWith !== null) throw failsWith
      if (dies === 'before') throw die()
      const kept = entries.filter((each) => !leftOut.has(each.workflowId))
      for (const each of kept) take(each)
      if (dies === 'after') throw die()
      return { acknowledged: kept.map(({ workflowId, seq }) => ({ workflowId, seq })) }
    }
    const after = calls['sync.statuses'].input.parse(input).after
    if (name === 'sync.statuses') {
      const { items, next } = page(after, (lane) => lane.status)
      return { statuses: items, next }
    }
    const { items, next } = page(after, ({ entry }) => ({
      workflowId: entry.workflowId,
      seq: entry.seq,
      intent: entry.intent,
      plan: entry.plan,
      sourceId: entry.sourceId,
      account: entry.account,
    }))
    return { desiredPlans: items, next }
  }
  function setHostChannel(next: HostChannelState): void {
    hostChannel = next
    for (const each of [...hostChannelListeners]) each(next)
  }
  function die(): TypedError {
    dies = null
    setHostChannel('closed')
    return new TypedError('rpc.closed', 'The host is gone')
  }
  function emit<N extends EventName>(name: N, data: EventData<N>): void {
    for (const each of [...(listeners.get(name) ?? [])]) each(data as never)
  }

  const client: HostClient = {
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      if (hostChannel !== 'open') throw new TypedError('rpc.closed', 'The host is not there')
      const life = lives
      const output = calls[name].output.parse(answer(name, structuredClone(input)))
      await Promise.resolve()
      if (life !== lives) throw new TypedError('rpc.closed', 'The host went away')
      return structuredClone(output) as CallOutput<N>
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener as (data: never) => void)
      return () => set.delete(listener as (data: never) => void)
    },
    hostChannel: () => hostChannel,
    onHostChannel(listener) {
      hostChannelListeners.add(listener)
      return () => hostChannelListeners.delete(listener)
    },
  }
  return {
    client,
    lanes,
    submitted,
    called,
    open: () => setHostChannel('open'),
    kill() {
      lives += 1
      untold.clear()
      setHostChannel('closed')
    },
    /** The next batch kills the host before or after it is in the journal. */
    dieAt: (when: 'before' | 'after') => {
      dies = when
    },
    /** These are not taken from now on; with no ids, all are again. */
    leaveOut(...ids: string[]) {
      leftOut.clear()
      for (const each of ids) leftOut.add(each)
    },
    failWith: (error: TypedError | null) => {
      failsWith = error
    },
    /** The lane gets on, and the pages are told. */
    say(...statuses: WorkflowSync[]) {
      for (const status of statuses) {
        const lane = lanes.get(status.workflowId)
        if (lane !== undefined && lane.entry.seq <= status.seq) lane.status = status
      }
      emit('sync.changed', { statuses })
    },
    emit,
  }
}

/** The real host's most per event. */
const MAX_PER_EVENT = 100

/** What the host says of the first pending change it hears of a workflow. */
function firstStatus(entry: SubmittedChange, isForeign: boolean): WorkflowSync {
  const { workflowId, seq, known, intent } = entry
  const change = intent === 'cancel' ? 'cancel' : 'create'
  const sourceId = known?.sourceId ?? entry.sourceId
  if (known != null && known.resourceId !== null) {
    const { resourceId } = known
    const waits = { change: intent === 'cancel' ? 'cancel' : 'update', resourceId, sourceId } as const
    const isTerminal = known.state === 'done' && known.seq === seq && !isForeign
    return statusOf(workflowId, seq, isTerminal ? 'queued' : 'uncertain', waits)
  }
  if (known != null && known.operationId !== null) {
    return statusOf(workflowId, seq, 'accepted', { operationId: known.operationId, sourceId, change })
  }
  if ((entry.wasSubmitted || isForeign) && entry.plan.connectionId !== null) {
    const reason = { code: isForeign ? 'clonedProfile' : 'journalLost', detail: null } as const
    return statusOf(workflowId, seq, 'uncertain', {
      reason,
      sourceId,
      change,
      operationId: null,
      attempts: 0,
    })
  }
  return unsentStatus(entry)
}

/** A pending change that cannot have been sent. */
function unsentStatus({ workflowId, seq, intent, plan, sourceId }: SubmittedChange): WorkflowSync {
  if (intent === 'cancel') return statusOf(workflowId, seq, 'withdrawn', { change: 'cancel', sourceId })
  if (plan.connectionId !== null) return statusOf(workflowId, seq, 'queued', { change: 'create', sourceId })
  const fieldErrors = [{ path: ['connectionId'], message: 'Choose the connection' }]
  return statusOf(workflowId, seq, 'rejected', { fieldErrors, sourceId, operationId: null, attempts: 0 })
}

/** What it says once a newer pending change replaces the one before. */
function nextStatus(before: WorkflowSync, entry: SubmittedChange): WorkflowSync {
  const { workflowId, seq, intent } = entry
  if (['sending', 'uncertain', 'accepted'].includes(before.state))
    return { ...before, seq, isEditWaiting: true }
  if (before.attempts === 0 && before.resourceId === null) {
    const isNew = before.state === 'withdrawn' || before.state === 'draft'
    return unsentStatus(isNew ? entry : { ...entry, sourceId: before.sourceId ?? entry.sourceId })
  }
  const { resourceId, sourceId, attempts } = before
  const change = intent === 'cancel' ? 'cancel' : resourceId === null ? 'create' : 'update'
  return statusOf(workflowId, seq, 'queued', { change, resourceId, sourceId, attempts })
}
export type FakeHost = ReturnType<typeof createFakeHost>

/** Calls back when the test says so: time for retries. */
export function createManualSchedule() {
  const waiting = new Set<{ delayMs: number; run: () => void }>()
  return {
    schedule(delayMs: number, run: () => void): () => void {
      const item = { delayMs, run }
      waiting.add(item)
      return () => waiting.delete(item)
    },
    delays: () => [...waiting].map((each) => each.delayMs),
    runAll() {
      for (const each of [...waiting]) {
        waiting.delete(each)
        each.run()
      }
    },
  }
}

/** Waits, event by event and without a clock, until `isSo`; the test's own time limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve))
}

/** Locks of one origin: a name is held by one, the others wait in order. */
export function createLocks() {
  const tails = new Map<string, Promise<unknown>>()
  return {
    async request(name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) {
      const before = tails.get(name) ?? Promise.resolve()
      const mine = before.then(() => {
        if (signal.aborted) return undefined
        return run()
      })
      tails.set(name, mine)
      return mine
    },
  }
}
