import { randomUUID } from 'node:crypto'
import type { Channel } from '../../shared/rpc/channel.ts'
import type { AuthStatus, EventData, EventName, Hello, Workspace } from '../../shared/rpc/contract.ts'
import { createRpcServer, type RpcHandlers, type RpcServer } from '../../shared/rpc/peer.ts'
import type { Clock, Random } from '../../shared/sync/ports.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import { type HostEnvironment, overriddenNames, withEnvironment } from './environment.ts'
import { createHandlers } from './handlers.ts'
import type { Log } from './log.ts'
import type { Notices } from './notices.ts'
import type { SettingsStore } from './settings/settings-store.ts'
import type { AuthActions, OpenWorkspace } from './workspace.ts'

/** What a shell gives the host. */
export interface HostOptions {
  /** Everything the planner keeps on this computer outside of the browser profile. */
  readonly dataDir: string
  readonly shell: Hello['shell']
  readonly version: string
  readonly environment: HostEnvironment
  readonly settings: SettingsStore
  readonly notices: Notices
  /** Opens an address in the system browser, or prints it. */
  readonly openExternal: (address: string) => Promise<void>
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** The running host: it works whether or not a page is there. */
export interface Host {
  readonly handlers: RpcHandlers
  /** Answers calls over the channel and sends events to it, until it closes. */
  attach(channel: Channel): void
  /** Leaves the open workspace and enters another; `null` is the first screen. */
  enter(workspace: Workspace | null): Promise<void>
  /** A network interface came or went. */
  lineMayHaveChanged(): void
  /** Ends everything; a request on its way gets {@link CLOSE_GRACE_MS} to finish. */
  close(): Promise<void>
}

/** How long closing waits for a request that is on its way; beyond it the change counts as uncertain and is looked up. */
export const CLOSE_GRACE_MS = 3000

/** Puts the host together: the only place that knows every part. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { clock, environment, log, notices, settings } = options
  const hostRunId = randomUUID()
  const servers = new Set<RpcServer>()
  const auth = noAuth()
  let open: { readonly name: Workspace; readonly parts: OpenWorkspace } | null = null

  function emit<N extends EventName>(name: N, data: EventData<N>): void {
    for (const server of servers) {
      try {
        server.emit(name, data)
      } catch (error) {
        log('error', `event ${name} could not be sent`, error)
      }
    }
  }

  function hello(): Hello {
    return {
      shell: options.shell,
      version: options.version,
      workspace: open?.name ?? null,
      hostRunId,
      installId: hostRunId,
      auth: (open?.parts.auth ?? auth).status(),
      connection: open?.parts.engine.connection() ?? {
        state: 'signInNeeded',
        checkedAt: null,
        since: new Date(clock.wallMs()).toISOString(),
        detail: null,
        isAllHeld: false,
      },
      settings: withEnvironment(settings.get(), environment),
      overridden: overriddenNames(environment),
      notices: [...notices.list()],
    }
  }

  async function enter(name: Workspace | null): Promise<void> {
    if ((open?.name ?? null) === name) return
    throw new TypedError('workspace.notBuilt', 'This part is not there yet.')
  }

  const handlers = createHandlers({
    hello,
    settings,
    environment,
    notices,
    workspace: () => open?.parts ?? null,
    enter,
    auth: () => open?.parts.auth ?? auth,
    openExternal: options.openExternal,
    wallMs: clock.wallMs,
  })
  settings.onChange((saved) => emit('settings.changed', withEnvironment(saved, environment)))
  notices.onRaise((notice) => emit('notice.raised', notice))

  return {
    handlers,
    attach(channel) {
      const server = createRpcServer(channel, handlers, (text, cause) => log('error', `rpc: ${text}`, cause))
      servers.add(server)
      channel.onClose(() => servers.delete(server))
    },
    enter,
    lineMayHaveChanged: () => open?.parts.engine.lineMayHaveChanged(),
    async close() {
      await open?.parts.close(CLOSE_GRACE_MS)
      open = null
      for (const server of servers) server.close()
      servers.clear()
    },
  }
}

function noAuth(): AuthActions {
  const status: AuthStatus = {
    step: 'signedOut',
    account: null,
    displayName: null,
    isSessionOnly: false,
    detail: null,
    authorizationUrl: null,
    mode: null,
  }
  const answer = async (): Promise<AuthStatus> => status
  return {
    status: () => status,
    signIn: answer,
    cancelSignIn: answer,
    signInWithClientCredentials: answer,
    signOut: answer,
    authorizationUrl: () => null,
    onStatus: () => () => {},
  }
}
