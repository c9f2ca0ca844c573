import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Settings } from '../../shared/model/settings.ts'
import type { Channel } from '../../shared/rpc/channel.ts'
import type { EventData, EventName, Hello, Workspace } from '../../shared/rpc/contract.ts'
import { createRpcServer, type RpcHandlers, type RpcServer } from '../../shared/rpc/peer.ts'
import { errorToStore } from '../../shared/text/error-text.ts'
import { messageRef } from '../../shared/text/stored-text.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import { createAuthFetch } from './auth/auth-fetch.ts'
import { bindTokens } from './auth/bound-tokens.ts'
import { createAuth } from './auth/create-auth.ts'
import type { KeytarLike } from './auth/secrets/keytar-secret-store.ts'
import { openSecretStore } from './auth/secrets/open-secret-store.ts'
import { createHandlers } from './handlers.ts'
import type { LocalState } from './local-state.ts'
import { createClockCheck } from './platform/clock-check.ts'
import { type HostEnvironment, overriddenNames, withEnvironment } from './platform/environment.ts'
import { openInstall } from './platform/install-id.ts'
import type { Log } from './platform/log.ts'
import type { Clock, Random } from './sync/core/ports.ts'
import { isLockedError } from './sync/lock/folder-lock.ts'
import { openLiveWorkspace } from './workspace/live-workspace.ts'
import { openTrainingWorkspace } from './workspace/training-workspace.ts'
import type { OpenWorkspace } from './workspace/workspace.ts'
import { createWorkspaces } from './workspace/workspaces.ts'

/** What a shell gives the host. */
export interface HostOptions extends LocalState {
  /** Everything the planner keeps on this computer outside of the browser profile. */
  readonly dataDir: string
  readonly shell: Hello['shell']
  readonly version: string
  readonly environment: HostEnvironment
  /** Opens an address in the system browser, or prints it. */
  readonly openExternal: (address: string) => Promise<void>
  /** True when nobody may see a browser open: the page then shows the address of a sign-in. */
  readonly showsAddress: boolean
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Instead of the real keychain, for tests. */
  readonly loadKeytar?: () => Promise<KeytarLike>
}

/** The running host: it works whether or not a page is there. */
export interface Host {
  readonly handlers: RpcHandlers
  /** Answers calls over the channel and sends events to it, until it closes. */
  attach(channel: Channel): void
  /** Leaves the open workspace and enters another; `null` is the first screen. */
  enter(workspace: Workspace | null): Promise<void>
  /** The first workspace of a start: training when asked for, else the account's own when one is or was known. */
  enterFirst(isTraining: boolean): Promise<void>
  /** A network interface came or went. */
  networkMayHaveChanged(): void
  /** Ends everything; a request on its way gets {@link CLOSE_GRACE_MS} to finish. */
  close(): Promise<void>
}

/** How long closing waits for a request that is on its way; beyond it the change counts as uncertain and is looked up. */
export const CLOSE_GRACE_MS = 3000
/** The name under which the keychain lists our entries. */
const KEYCHAIN_SERVICE = 'Depot Planner'

/** Puts the host together: the only place that knows every part. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { clock, environment, log, notices, settings } = options
  const effective = (): Settings => withEnvironment(settings.get(), environment)
  const secrets = await openSecretStore({
    service: KEYCHAIN_SERVICE,
    clock,
    log,
    ...(options.loadKeytar === undefined ? {} : { loadKeytar: options.loadKeytar }),
  })
  const installId = await openInstall(options.dataDir, secrets)
  const clockCheck = createClockCheck(clock)
  const authLine = createAuthFetch({ env: process.env })
  const auth = await createAuth({
    settings: () => effective().catena,
    environmentSecret: environment.clientSecret,
    secrets,
    profile: options.dataDir,
    openBrowser: options.openExternal,
    showsAddress: options.showsAddress,
    clock,
    random: options.random,
    fetch: authLine.fetch,
    clockCheck,
    log,
  })
  const hostRunId = randomUUID()
  const servers = new Set<RpcServer>()
  const workspaces = createWorkspaces({
    auth,
    emit,
    open: (name) =>
      name === 'live'
        ? openLive(effective().catena.apiUrl)
        : openTrainingWorkspace({ ...options, installId }),
    closeGraceMs: CLOSE_GRACE_MS,
    log,
  })

  function openLive(apiUrl: string): Promise<OpenWorkspace> {
    const tokens = bindTokens(auth, () => effective().catena.apiUrl === apiUrl)
    const idsInPayload = () => effective().catena.idsInPayload
    return openLiveWorkspace({ ...options, apiUrl, auth, tokens, idsInPayload, installId, clockCheck })
  }

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
      workspace: workspaces.name(),
      hostRunId,
      installId,
      auth: workspaces.auth().status(),
      connection: workspaces.current()?.engine.networkStatus() ?? {
        state: 'signInNeeded',
        checkedAt: null,
        since: new Date(clock.wallMs()).toISOString(),
        detail: null,
        waitUntil: null,
        isAllHeld: false,
        allHeldSince: null,
        unsupported: [],
      },
      settings: effective(),
      overridden: overriddenNames(environment),
      notices: [...notices.list()],
    }
  }

  /** What was planned here is there at the next start, also without a network or a keychain to sign in with. */
  function hasPlans(): boolean {
    return existsSync(path.join(options.dataDir, 'live'))
  }

  async function applySettings(before: Settings): Promise<void> {
    await auth.settingsChanged()
    if (before.catena.apiUrl !== effective().catena.apiUrl) await workspaces.reopenLive()
  }

  const handlers = createHandlers({
    hello,
    settings,
    environment,
    notices,
    workspace: workspaces.current,
    enter: workspaces.enter,
    auth: workspaces.auth,
    openExternal: options.openExternal,
    afterSettings: applySettings,
    wallMs: clock.wallMs,
  })
  const stops = [
    settings.onChange((saved) => emit('settings.changed', withEnvironment(saved, environment))),
    notices.onChange((list) => emit('notices.changed', { notices: [...list] })),
  ]

  return {
    handlers,
    attach(channel) {
      const server = createRpcServer(channel, handlers, (text, cause) => log('error', `rpc: ${text}`, cause))
      servers.add(server)
      channel.onClose(() => servers.delete(server))
    },
    enter: workspaces.enter,
    async enterFirst(isTraining) {
      const name = isTraining ? 'training' : auth.account() !== null || hasPlans() ? 'live' : null
      try {
        await workspaces.enter(name)
      } catch (error) {
        // Another planner over the same data must not run beside this one; anything else is for the first screen.
        if (isLockedError(error)) throw error
        log('error', `the ${name} data could not be opened`, error)
        const isTold = error instanceof TypedError
        const reason = isTold ? errorToStore(error) : messageRef('errors.workspace.seeLog')
        notices.raise('error', 'workspace.notOpened', messageRef('errors.workspace.notOpened', { reason }))
      }
    },
    networkMayHaveChanged: () => workspaces.current()?.engine.networkMayHaveChanged(),
    async close() {
      for (const stop of stops) stop()
      await workspaces.close()
      await auth.close()
      await authLine.close()
      for (const server of servers) server.close()
      servers.clear()
    },
  }
}
