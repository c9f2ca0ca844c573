import type { SubmitEntry, WorkflowSync } from '../../../shared/model/sync-status.ts'
import type { CallInput, CallName, CallOutput, EventData, EventName } from '../../../shared/rpc/contract.ts'
import { calls } from '../../../shared/rpc/contract.ts'
import type { HostClient, PipeState } from '../../../shared/rpc/host-client.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { statusOf } from './planner-fixture.ts'

/** One lane as the fake host's journal holds it. */
interface Lane {
  entry: SubmitEntry
  status: WorkflowSync
}

/**
 * A host that keeps wishes as the real one does (idempotent on id and seq), answers page by page, and dies where the
 * test says: before it took a batch, or after it did and before it answered.
 */
export function createFakeHost(installId = 'INSTALL-0123456789') {
  const lanes = new Map<string, Lane>()
  const submitted: SubmitEntry[][] = []
  const called: string[] = []
  const listeners = new Map<string, Set<(data: never) => void>>()
  const pipeListeners = new Set<(state: PipeState) => void>()
  let pipe: PipeState = 'closed'
  let lives = 0
  let dies: 'before' | 'after' | null = null
  let failsWith: TypedError | null = null
  const pageSize = 2

  function take(entry: SubmitEntry): void {
    const lane = lanes.get(entry.workflowId)
    if (lane !== undefined && lane.entry.seq >= entry.seq) return
    const state = entry.wasHanded && lane === undefined ? 'ambiguous' : 'queued'
    const isNothing = entry.intent === 'cancel' && (lane === undefined || lane.status.attempts === 0)
    const status = statusOf(entry.workflowId, entry.seq, isNothing ? 'withdrawn' : state, {
      change: entry.intent === 'cancel' ? 'cancel' : 'create',
    })
    lanes.set(entry.workflowId, { entry, status })
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
      return { installId, isSameInstall: begin.installId === null || begin.installId === installId }
    }
    if (name === 'sync.submit') {
      const { entries } = calls['sync.submit'].input.parse(input)
      submitted.push(entries)
      if (failsWith !== null) throw failsWith
      if (dies === 'before') throw die()
      for (const each of entries) take(each)
      if (dies === 'after') throw die()
      return { taken: entries.map(({ workflowId, seq }) => ({ workflowId, seq })) }
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
    return { wants: items, next }
  }
  function setPipe(next: PipeState): void {
    pipe = next
    for (const each of [...pipeListeners]) each(next)
  }
  function die(): TypedError {
    dies = null
    setPipe('closed')
    return new TypedError('rpc.closed', 'The host is gone')
  }
  function emit<N extends EventName>(name: N, data: EventData<N>): void {
    for (const each of [...(listeners.get(name) ?? [])]) each(data as never)
  }

  const client: HostClient = {
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      if (pipe !== 'open') throw new TypedError('rpc.closed', 'The host is not there')
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
    pipe: () => pipe,
    onPipe(listener) {
      pipeListeners.add(listener)
      return () => pipeListeners.delete(listener)
    },
  }
  return {
    client,
    lanes,
    submitted,
    called,
    open: () => setPipe('open'),
    kill() {
      lives += 1
      setPipe('closed')
    },
    /** The next batch kills the host before or after it is in the journal. */
    dieAt: (when: 'before' | 'after') => {
      dies = when
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
