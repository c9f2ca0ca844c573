import type { SyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'
import type { CallOutput } from '../../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../../shared/rpc/host-client.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { Life } from '../virtual-clock.ts'

/** Who else hears what crosses the channel. */
export interface EngineChannelParts {
  /** False where both ends leave what crosses as it is: a copy costs the simulation a sixth of its time. */
  readonly isCopied?: boolean
  /** After its end nothing crosses any more. */
  readonly page?: Life
  /** Statuses that reach the page, as events and as answers. */
  readonly onStatuses?: (statuses: readonly WorkflowSync[]) => void
  /** What an answer to `sync.submit` acknowledges, as it reaches the page. */
  readonly onAcknowledged?: (acknowledged: CallOutput<'sync.submit'>['acknowledged']) => void
}

/** A program that the channel leads to. */
interface Program {
  readonly engine: SyncEngine
  readonly life: Life
  /** Rejects the calls that are open. */
  readonly openCalls: Set<(error: TypedError) => void>
}

/**
 * The page's end of a host channel to an engine that comes and goes. Like the real one it rejects every call that is open when
 * the host channel closes: an answer of a dead host never comes.
 */
export function createEngineChannel(parts: EngineChannelParts = {}) {
  const { page = { isAlive: true }, onStatuses = () => undefined, onAcknowledged = () => undefined } = parts
  const copy = parts.isCopied === false ? <T>(data: T): T => data : structuredClone
  const listeners = new Map<string, Set<(data: unknown) => void>>()
  const stateListeners = new Set<(state: HostChannelState) => void>()
  let program: Program | null = null

  const state = (): HostChannelState => (program?.life.isAlive === true ? 'open' : 'closed')
  /** Told of an answer before the page is. */
  function overhear(name: string, answer: unknown): void {
    if (name === 'sync.submit') onAcknowledged((answer as CallOutput<'sync.submit'>).acknowledged)
    if (name === 'sync.statuses') onStatuses((answer as CallOutput<'sync.statuses'>).statuses)
  }
  const client = {
    async call(name: string, input: unknown) {
      const asked = program
      if (asked === null || state() === 'closed') throw new TypedError('rpc.closed', 'The host is not there')
      const method: unknown = Reflect.get(asked.engine, methodOf(name))
      if (typeof method !== 'function') throw new TypeError(`no call ${name}`)
      const answer = await answerOf(asked, method.call(asked.engine, copy(input)))
      if (!page.isAlive) return new Promise(() => undefined)
      if (asked !== program) throw hostGone()
      overhear(name, answer)
      return copy(answer)
    },
    on(name: string, listener: (data: unknown) => void) {
      const named = listeners.get(name) ?? new Set()
      listeners.set(name, named.add(listener))
      return () => named.delete(listener)
    },
    hostChannel: state,
    onHostChannel(listener: (state: HostChannelState) => void) {
      stateListeners.add(listener)
      return () => stateListeners.delete(listener)
    },
  }
  function tell(name: string, data: unknown): void {
    for (const each of [...(listeners.get(name) ?? [])]) each(copy(data))
  }
  function follow(next: Program): void {
    next.engine.onStatuses((statuses) => {
      if (program !== next || !page.isAlive) return
      onStatuses(statuses)
      tell('sync.changed', { statuses })
    })
    next.engine.onNetworkStatus((status) => {
      if (program === next && page.isAlive) tell('network.changed', status)
    })
  }
  return {
    client: client as unknown as HostClient,
    /** Leads to another program, or to none. @param life of the program; after its end the channel counts as closed. */
    connect(engine: SyncEngine | null, life: Life = { isAlive: true }): void {
      for (const reject of program?.openCalls ?? []) reject(hostGone())
      program = engine === null ? null : { engine, life, openCalls: new Set() }
      if (program !== null) follow(program)
      for (const each of [...stateListeners]) each(state())
    },
  }
}

/** The engine's method behind a call. */
function methodOf(name: string): string {
  return name === 'remote.page' ? 'remotePage' : name.replace('sync.', '')
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
