import type { SubmittedChange, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type {
  CallInput,
  CallName,
  CallOutput,
  EventData,
  EventName,
  Hello,
} from '../../../shared/rpc/contract.ts'
import { chunksOf } from '../../../shared/util/chunks.ts'
import type { TypedError } from '../../../shared/util/typed-error.ts'
import { channelClosed, createFakeChannel } from './fake-channel.ts'
import { createFakeLanes, realStatusOf, type StatusOfChange } from './fake-lanes.ts'

/** Answers by call; what throws rejects the call. */
export type FakeAnswers = { [N in CallName]?: (input: CallInput<N>) => CallOutput<N> }

/** What a fake host differs in. */
export interface FakeHostOptions {
  readonly installId?: string
  /** What the page hears at its start; without it the calls of `app` and `settings` have no answer. */
  readonly hello?: Hello
  /** What it says of a pending change that it takes; left out: what the real host says while nothing is sent. */
  readonly statusOf?: StatusOfChange
  /** Answers in place of the host's own. A call that has neither fails with `rpc.closed`. */
  readonly answers?: FakeAnswers
}

/** The real host's most statuses in one event. */
const MAX_PER_EVENT = 100

/**
 * The host of the page's tests, closed until `open`. It keeps pending changes as the real one does, answers page by page, tells
 * a moment later, and dies where the test says: before it took a batch, or after it did and before it answered.
 */
export function createFakeHost(options: FakeHostOptions = {}) {
  const called: { readonly name: CallName; readonly input: unknown }[] = []
  const outbox = createFakeOutbox(options, {
    tell: (statuses) => channel.emit('sync.changed', { statuses: structuredClone(statuses) }),
    closeChannel: () => channel.close(),
  })
  const answers: FakeAnswers = {
    ...outbox.answers,
    ...answersOf(options.hello, (...event) => channel.emit(...event)),
    ...options.answers,
  }
  const channel = createFakeChannel((name, input) => {
    called.push({ name, input })
    const answer = answers[name] as ((input: unknown) => unknown) | undefined
    if (answer === undefined) throw channelClosed('The host has no answer')
    return answer(input)
  })
  const { lanes, submitted, dieAt, leaveOut, failWith } = outbox
  const { client, open, close, emit } = channel
  return {
    client,
    called,
    lanes,
    /** Every batch that was offered, whatever became of it. */
    submitted,
    open,
    close,
    emit,
    kill(): void {
      outbox.forgetUntold()
      channel.kill()
    },
    /** Replaces one answer. */
    answer<N extends CallName>(name: N, give: (input: CallInput<N>) => CallOutput<N>): void {
      Object.assign(answers, { [name]: give })
    },
    dieAt,
    leaveOut,
    failWith,
    /** The lanes get on, and the page is told. */
    say(...statuses: WorkflowSync[]): void {
      for (const each of statuses) outbox.setStatus(each)
      emit('sync.changed', { statuses })
    },
  }
}
/** See {@link createFakeHost}. */
export type FakeHost = ReturnType<typeof createFakeHost>

/** What a fake host's outbox does to its channel. */
interface OutboxEvents {
  readonly tell: (statuses: WorkflowSync[]) => void
  readonly closeChannel: () => void
}

/** The part of a fake host that takes pending changes. */
function createFakeOutbox(options: FakeHostOptions, { tell, closeChannel }: OutboxEvents) {
  const { lanes, take, page, setStatus } = createFakeLanes(options.statusOf ?? realStatusOf)
  const installId = options.installId ?? options.hello?.installId ?? 'INSTALL-0123456789'
  const untold = new Map<string, WorkflowSync>()
  const submitted: SubmittedChange[][] = []
  const leftOut = new Set<string>()
  let isForeign = false
  let dies: 'before' | 'after' | null = null
  let failsWith: TypedError | null = null

  function tellAll(): void {
    for (const chunk of chunksOf([...untold.values()], MAX_PER_EVENT)) tell([...chunk])
    untold.clear()
  }
  function die(): TypedError {
    dies = null
    closeChannel()
    return channelClosed('The host is gone')
  }
  function submit(entries: SubmittedChange[]) {
    submitted.push(entries)
    if (failsWith !== null) throw failsWith
    if (dies === 'before') throw die()
    const kept = entries.filter((each) => !leftOut.has(each.workflowId))
    for (const each of kept) {
      const status = take(each, isForeign)
      if (status === null) continue
      untold.set(each.workflowId, status)
      queueMicrotask(tellAll)
    }
    if (dies === 'after') throw die()
    return { acknowledged: kept.map(({ workflowId, seq }) => ({ workflowId, seq })) }
  }
  const answers: FakeAnswers = {
    'sync.begin': (input) => {
      isForeign = input.installId !== null && input.installId !== installId
      return { installId, isSameInstall: !isForeign }
    },
    'sync.submit': ({ entries }) => submit(entries),
    'sync.statuses': ({ after }) => {
      const { items, next } = page(after, (lane) => lane.status)
      return { statuses: items, next }
    },
    'sync.desiredPlans': ({ after }) => {
      const { items, next } = page(after, (lane) => desiredPlanOf(lane.entry))
      return { desiredPlans: items, next }
    },
    'sync.detail': ({ workflowId }) => {
      const lane = lanes.get(workflowId)
      return lane === undefined ? null : { sync: lane.status, remote: null, theirs: null, lines: [] }
    },
  }
  return {
    answers,
    lanes,
    submitted,
    setStatus,
    forgetUntold: () => untold.clear(),
    /** The next batch kills the host before or after it is in the journal. */
    dieAt(when: 'before' | 'after'): void {
      dies = when
    },
    /** These are not taken from now on; with no ids, all are again. */
    leaveOut(...ids: string[]): void {
      leftOut.clear()
      for (const each of ids) leftOut.add(each)
    },
    failWith(error: TypedError | null): void {
      failsWith = error
    },
  }
}

function desiredPlanOf({ workflowId, seq, intent, plan, sourceId, account }: SubmittedChange) {
  return { workflowId, seq, intent, plan, sourceId, account }
}

/** The answers around the outbox. Nothing of them changes a lane. */
function answersOf(
  start: Hello | undefined,
  emit: <N extends EventName>(name: N, data: EventData<N>) => void,
): FakeAnswers {
  const plain: FakeAnswers = {
    'sync.sendNow': () => ({}),
    'sync.hold': () => ({}),
    'sync.release': () => ({}),
    'sync.discard': () => ({}),
    'sync.confirmAbsent': () => ({}),
    'sync.cancelDuplicate': () => ({}),
    'sync.learned': () => ({ listLagMs: 0, connections: [] }),
    'app.dismissNotice': () => ({}),
    'training.day': () => ({ plans: [] }),
  }
  if (start === undefined) return plain
  let hello = start
  return {
    ...plain,
    'app.hello': () => hello,
    'app.enter': ({ workspace }) => {
      hello = { ...hello, workspace }
      return hello
    },
    'settings.save': ({ settings }) => {
      hello = { ...hello, settings }
      emit('settings.changed', settings)
      return settings
    },
    'sync.holdAll': ({ isHeld }) => {
      const allHeldSince = isHeld ? hello.connection.since : null
      const connection = { ...hello.connection, isAllHeld: isHeld, allHeldSince }
      hello = { ...hello, connection }
      emit('network.changed', connection)
      return connection
    },
  }
}
