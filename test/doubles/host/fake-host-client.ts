import type { SubmittedChange, WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type {
  CallInput,
  CallName,
  CallOutput,
  EventData,
  EventName,
  Hello,
} from '../../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../../shared/rpc/host-client.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

type Answers = { [N in CallName]?: (input: CallInput<N>) => CallOutput<N> }

/** A host in the page: takes pending changes, says of each what `statusOf` says, and whose pipe the test opens and closes. */
export interface FakeHostClient extends HostClient {
  readonly called: { readonly name: CallName; readonly input: unknown }[]
  emit<N extends EventName>(name: N, data: EventData<N>): void
  setHostChannel(state: HostChannelState): void
}

/** `answers` replaces what the fake answers by itself; a call without any answer fails with `rpc.closed`. */
export function createFakeHostClient(parts: {
  hello: Hello
  statusOf: (entry: SubmittedChange) => WorkflowSync
  answers?: Answers
}): FakeHostClient {
  const listeners = new Map<string, Set<(data: never) => void>>()
  const hostChannelListeners = new Set<(state: HostChannelState) => void>()
  const statuses = new Map<string, WorkflowSync>()
  const called: { name: CallName; input: unknown }[] = []
  let hostChannel: HostChannelState = 'open'
  let { hello } = parts

  function emit<N extends EventName>(name: N, data: EventData<N>): void {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(data as never)
  }
  const own: Answers = {
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
    'sync.begin': () => ({ installId: hello.installId, isSameInstall: true }),
    'sync.statuses': () => ({ statuses: [...statuses.values()], next: null }),
    'sync.desiredPlans': () => ({ desiredPlans: [], next: null }),
    'sync.submit': ({ entries }) => {
      for (const entry of entries) statuses.set(entry.workflowId, parts.statusOf(entry))
      queueMicrotask(() => {
        const said = entries.flatMap(({ workflowId }) => statuses.get(workflowId) ?? [])
        emit('sync.changed', { statuses: said })
      })
      return { acknowledged: entries.map(({ workflowId, seq }) => ({ workflowId, seq })) }
    },
    'sync.detail': ({ workflowId }) => {
      const sync = statuses.get(workflowId)
      return sync === undefined ? null : { sync, remote: null, theirs: null, lines: [] }
    },
    'sync.holdAll': ({ isHeld }) => {
      const connection = {
        ...hello.connection,
        isAllHeld: isHeld,
        allHeldSince: isHeld ? hello.connection.since : null,
      }
      hello = { ...hello, connection }
      emit('network.changed', connection)
      return connection
    },
    'sync.sendNow': () => ({}),
    'sync.hold': () => ({}),
    'sync.release': () => ({}),
    'sync.discard': () => ({}),
    'sync.confirmAbsent': () => ({}),
    'sync.cancelDuplicate': () => ({}),
    'sync.learned': () => ({ listLagMs: 0, connections: [] }),
    'app.dismissNotice': () => ({}),
    'training.day': () => ({ plans: [] }),
    ...parts.answers,
  }

  return {
    called,
    emit,
    async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
      called.push({ name, input })
      const answer = own[name] as ((input: CallInput<N>) => CallOutput<N>) | undefined
      if (hostChannel !== 'open' || answer === undefined)
        throw new TypedError('rpc.closed', 'The host is not there')
      return answer(input)
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
    setHostChannel(state) {
      hostChannel = state
      for (const listener of [...hostChannelListeners]) listener(state)
    },
  }
}
