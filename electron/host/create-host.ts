import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Settings } from '../../shared/model/settings.ts'
import type { Channel } from '../../shared/rpc/channel.ts'
import type { Hello, Workspace } from '../../shared/rpc/contract.ts'
import type { RpcHandlers } from '../../shared/rpc/rpc-server.ts'
import { errorToStore } from '../../shared/text/error-text.ts'
import { messageRef } from '../../shared/text/stored-text.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import { createAuthFetch } from './auth/auth-fetch.ts'
import type { AuthParts } from './auth/auth-parts.ts'
import { bindTokens } from './auth/bound-tokens.ts'
import { type Auth, createAuth } from './auth/create-auth.ts'
import type { KeytarLike } from './auth/secrets/keytar-secret-store.ts'
import { type OpenSecretStore, openSecretStore } from './auth/secrets/open-secret-store.ts'
import { createHandlers } from './handlers.ts'
import type { LocalState } from './local-state.ts'
import { type ConnectedPages, createConnectedPages } from './page/connected-pages.ts'
import { type ClockCheck, createClockCheck } from './platform/clock-check.ts'
import { type HostEnvironment, overriddenNames, withEnvironment } from './platform/environment.ts'
import { openInstall } from './platform/install-id.ts'
import type { Log } from './platform/log.ts'
import type { Clock, Random } from './sync/core/ports.ts'
import { isLockedError } from './sync/lock/folder-lock.ts'
import { openLiveWorkspace } from './workspace/live-workspace.ts'
import { openTrainingWorkspace } from './workspace/training-workspace.ts'
import type { OpenWorkspace } from './workspace/workspace.ts'
import { createWorkspaces, type Workspaces } from './workspace/workspaces.ts'

/** What a shell gives the host. */
export interface HostOptions extends LocalState {
  /** The folder for everything that the planner stores outside the browser profile. */
  readonly dataDir: string
  readonly shell: Hello['shell']
  readonly version: string
  readonly environment: HostEnvironment
  /** Opens an address in the system browser, or prints it. */
  readonly openExternal: (address: string) => Promise<void>
  /** True when a browser may not be visible to the person: the page then shows the address of a sign-in. */
  readonly showsAddress: boolean
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** Instead of the real keychain, for tests. */
  readonly loadKeytar?: () => Promise<KeytarLike>
}

/** The running host. It works with and without a page. */
export interface Host {
  readonly handlers: RpcHandlers
  /** Answers calls over the channel and sends events to it, until it closes. */
  attach(channel: Channel): void
  /** Leaves the open workspace and enters another; `null` is the first screen. */
  enter(workspace: Workspace | null): Promise<void>
  /**
   * Enters the first workspace of a start: training when asked for, else the account's own if there is an account or
   * stored plans, else none.
   */
  enterFirst(isTraining: boolean): Promise<void>
  /** Call it after a network interface appeared or disappeared. */
  networkMayHaveChanged(): void
  /** Ends everything. A request on its way has {@link CLOSE_GRACE_MS} to finish. */
  close(): Promise<void>
}

/**
 * How long closing waits for a request on its way, milliseconds. After that its change is uncertain and is looked up.
 */
export const CLOSE_GRACE_MS = 3000
/** The name under which the keychain lists our entries. */
const KEYCHAIN_SERVICE = 'Depot Planner'

/** What of the host is the same for every page. */
interface HostParts {
  readonly options: HostOptions
  /** The settings that are in force: the environment replaces what it sets. */
  readonly effective: () => Settings
  readonly hostRunId: string
  readonly installId: string
  readonly auth: Auth
  readonly clockCheck: ClockCheck
  readonly pages: ConnectedPages
}

/** Puts the host together: the only place that knows every part. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { environment, log, notices, settings } = options
  const effective = () => withEnvironment(settings.get(), environment)
  const secrets = await openSecrets(options)
  const installId = await openInstall(options.dataDir, secrets)
  const clockCheck = createClockCheck(options.clock)
  const authFetch = createAuthFetch({ env: process.env })
  const auth = await openAuth(options, { effective, secrets, clockCheck, fetch: authFetch.fetch })
  const pages = createConnectedPages(log)
  const parts: HostParts = {
    options,
    effective,
    hostRunId: randomUUID(),
    installId,
    auth,
    clockCheck,
    pages,
  }
  const workspaces = createWorkspaces({
    auth,
    emit: pages.emit,
    open: (name) => openWorkspace(parts, name),
    closeGraceMs: CLOSE_GRACE_MS,
    log,
  })
  const handlers = createHostHandlers(parts, workspaces)
  const stops = [
    settings.onChange((saved) => pages.emit('settings.changed', withEnvironment(saved, environment))),
    notices.onChange((list) => pages.emit('notices.changed', { notices: [...list] })),
  ]

  return {
    handlers,
    attach: (channel) => pages.attach(channel, handlers),
    enter: workspaces.enter,
    enterFirst: (isTraining) => enterFirst(parts, workspaces, isTraining),
    networkMayHaveChanged: () => workspaces.current()?.engine.networkMayHaveChanged(),
    async close() {
      for (const stop of stops) stop()
      await workspaces.close()
      await auth.close()
      await authFetch.close()
      pages.close()
    },
  }
}

function openSecrets({ clock, log, loadKeytar }: HostOptions): Promise<OpenSecretStore> {
  return openSecretStore({
    service: KEYCHAIN_SERVICE,
    clock,
    log,
    ...(loadKeytar === undefined ? {} : { loadKeytar }),
  })
}

function openAuth(
  options: HostOptions,
  {
    effective,
    ...parts
  }: Pick<HostParts, 'effective' | 'clockCheck'> & Required<Pick<AuthParts, 'secrets' | 'fetch'>>,
): Promise<Auth> {
  const { clock, random, log } = options
  return createAuth({
    settings: () => effective().catena,
    environmentSecret: options.environment.clientSecret,
    profile: options.dataDir,
    openBrowser: options.openExternal,
    showsAddress: options.showsAddress,
    clock,
    random,
    log,
    ...parts,
  })
}

function openWorkspace(
  { options, effective, installId, auth, clockCheck }: HostParts,
  name: Workspace,
): Promise<OpenWorkspace> {
  if (name === 'training') return openTrainingWorkspace({ ...options, installId })
  const { apiUrl } = effective().catena
  const tokens = bindTokens(auth, () => effective().catena.apiUrl === apiUrl)
  const idsInPayload = () => effective().catena.idsInPayload
  return openLiveWorkspace({ ...options, apiUrl, auth, tokens, idsInPayload, installId, clockCheck })
}

function createHostHandlers(parts: HostParts, workspaces: Workspaces): RpcHandlers {
  const { options, effective, auth } = parts
  const { settings, environment, notices } = options
  return createHandlers({
    hello: () => hello(parts, workspaces),
    settings,
    environment,
    notices,
    workspace: workspaces.current,
    enter: workspaces.enter,
    auth: workspaces.auth,
    openExternal: options.openExternal,
    async afterSettings(before) {
      await auth.settingsChanged()
      if (before.catena.apiUrl !== effective().catena.apiUrl) await workspaces.reopenLive()
    },
    wallMs: options.clock.wallMs,
  })
}

function hello({ options, effective, hostRunId, installId }: HostParts, workspaces: Workspaces): Hello {
  const { shell, version, clock, environment, notices } = options
  return {
    shell,
    version,
    workspace: workspaces.name(),
    hostRunId,
    installId,
    auth: workspaces.auth().status(),
    connection: workspaces.current()?.engine.networkStatus() ?? withoutNetwork(clock.wallMs()),
    settings: effective(),
    overridden: overriddenNames(environment),
    notices: [...notices.list()],
  }
}

/** The network status while no workspace is open. */
function withoutNetwork(wallMs: number): Hello['connection'] {
  return {
    state: 'signInNeeded',
    checkedAt: null,
    since: new Date(wallMs).toISOString(),
    detail: null,
    waitUntil: null,
    isAllHeld: false,
    allHeldSince: null,
    unsupported: [],
  }
}

async function enterFirst(
  { options, auth }: HostParts,
  workspaces: Workspaces,
  isTraining: boolean,
): Promise<void> {
  const { dataDir, log, notices } = options
  const isKnown = auth.account() !== null || hasPlans(dataDir)
  const name = isTraining ? 'training' : isKnown ? 'live' : null
  try {
    await workspaces.enter(name)
  } catch (error) {
    // Two planners must not use the same data, so a lock ends the start. Any other error is shown on the first screen.
    if (isLockedError(error)) throw error
    log('error', `the ${name} data could not be opened`, error)
    const isTyped = error instanceof TypedError
    const reason = isTyped ? errorToStore(error) : messageRef('errors.workspace.seeLog')
    notices.raise('error', 'workspace.notOpened', messageRef('errors.workspace.notOpened', { reason }))
  }
}

/** Plans of an earlier start are opened without a network and without a keychain to sign in with. */
function hasPlans(dataDir: string): boolean {
  return existsSync(path.join(dataDir, 'live'))
}
