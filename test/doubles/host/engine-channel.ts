import type { SyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type { CallOutput } from '../../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../../shared/rpc/host-client.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/** An engine that the channel leads to. */
interface Program {
  readonly engine: SyncEngine
  /** Rejects the calls that are open. */
  readonly openCalls: Set<(error: TypedError) => void>
}

/**
 * The page's end of a host channel to an engine that comes and goes. Like the real one it rejects every call that is open when
 * the host channel closes: an answer of a dead host never comes.
 * @param onStatuses told of the statuses that reach the page, as events and as answers, before the page is.
 */
export function createEngineChannel(
  onStatuses: (statuses: readonly WorkflowSync[]) => void = () => undefined,
) {
  const listeners = new Set<(data: unknown) => void>()
  const stateListeners = new Set<(state: HostChannelState) => void>()
  let program: Program | null = null

  const state = (): HostChannelState => (program === null ? 'closed' : 'open')
  const client = {
    async call(name: string, input: unknown) {
      const asked = program
      if (asked === null) throw new TypedError('rpc.closed', 'The host is not there')
      const method: unknown = Reflect.get(asked.engine, name.replace('sync.', ''))
      if (typeof method !== 'function') throw new TypeError(`no call ${name}`)
      const answer = await answerOf(asked, method.call(asked.engine, structuredClone(input)))
      if (asked !== program) throw hostGone()
      if (name === 'sync.statuses') onStatuses((answer as CallOutput<'sync.statuses'>).statuses)
      return structuredClone(answer)
    },
    on(name: string, listener: (data: unknown) => void) {
      if (name === 'sync.changed') listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hostChannel: state,
    onHostChannel(listener: (state: HostChannelState) => void) {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
  }
  function follow(next: Program): void {
    next.engine.onStatuses((statuses) => {
      if (program !== next) return
      onStatuses(statuses)
      for (const each of [...listeners]) each(structuredClone({ statuses }))
    })
  }
  return {
    client: client as unknown as HostClient,
    /** Leads to another engine, or to none. */
    connect(engine: SyncEngine | null): void {
      for (const reject of program?.openCalls ?? []) reject(hostGone())
      program = engine === null ? null : { engine, openCalls: new Set() }
      if (program !== null) follow(program)
      for (const each of [...stateListeners]) each(state())
    },
  }
}

/** Waits for an answer, as long as the channel is open. */
function answerOf({ openCalls }: Program, answer: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    openCalls.add(reject)
    Promise.resolve(answer)
      .then(resolve, reject)
      .finally(() => openCalls.delete(reject))
  })
}

function hostGone(): TypedError {
  return new TypedError('rpc.closed', 'The host went away')
}
