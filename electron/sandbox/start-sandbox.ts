import { createHandler } from './api/handler.ts'
import {
  type OpenIdLifetimes,
  openOpenIdServer,
  SANDBOX_CLIENT_ID,
  SANDBOX_SERVICE_CLIENT,
} from './openid/openid.ts'
import { createControl } from './server/control.ts'
import type { NetworkTarget } from './server/control-calls.ts'
import { createFaults, type FaultSpec, type Faults } from './server/faults.ts'
import { openSandboxServer } from './server/http-server.ts'
import type { NetworkState } from './server/network-server.ts'
import { createReceived, type Received } from './server/received.ts'
import { createSeededRandom } from './world/seeded-random.ts'
import { createWorld, type World, type WorldOptions } from './world/world.ts'

/** Ports of 0 take any free one. */
export interface SandboxOptions {
  readonly port?: number
  readonly openIdPort?: number
  readonly controlPort?: number
  readonly world?: Partial<WorldOptions>
  readonly lifetimes?: Partial<OpenIdLifetimes>
  readonly faults?: readonly FaultSpec[]
  /** Accepts any token, for tests that are not about signing in. */
  readonly acceptsAnyToken?: boolean
  /** The sandbox's clock, milliseconds since 1970. */
  readonly nowMs?: () => number
  readonly onError?: (error: unknown) => void
}

/** A running sandbox: Catena and its OpenID provider. */
export interface Sandbox {
  readonly apiUrl: string
  readonly issuerUrl: string
  /** Stays reachable while the network is cut. The same control addresses are at {@link apiUrl}. */
  readonly controlUrl: string
  readonly clientId: string
  readonly serviceClient: { readonly id: string; readonly secret: string }
  readonly world: World
  readonly faults: Faults
  readonly received: Received
  /** Cuts or restores the network to Catena, to the OpenID provider, or to both (default). */
  setNetwork(state: NetworkState, target?: NetworkTarget): Promise<void>
  isTokenGood(token: string): Promise<boolean>
  revokeAll(): Promise<void>
  forgetAccessTokens(): void
  /** Every token ever issued, of any kind, for tests that search for tokens where none may be. */
  issuedTokens(): readonly string[]
  close(): Promise<void>
}

/** Starts the sandbox on 127.0.0.1. @throws Error when a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const nowMs = options.nowMs ?? Date.now
  const onError =
    options.onError ??
    ((error: unknown) => {
      process.emitWarning(error instanceof Error ? error : String(error))
    })
  const world = createWorld(options.world)
  const chance = createSeededRandom((options.world?.seed ?? 1) + 1)
  const faults = createFaults(chance.next)
  for (const each of options.faults ?? []) faults.add(each)
  const received = createReceived()
  const openId = await openOpenIdServer(options.openIdPort ?? 0, options.lifetimes)

  async function setNetwork(state: NetworkState, target: NetworkTarget = 'both'): Promise<void> {
    if (target !== 'issuer') await api.setNetwork(state)
    if (target !== 'api') await openId.server.setNetwork(state)
  }

  const control = createControl({
    world,
    faults,
    received,
    setNetwork,
    networks: () => ({ api: api.networkState(), issuer: openId.server.networkState() }),
    revokeAll: openId.revokeAll,
    forgetAccessTokens: openId.forgetAccessTokens,
    nowMs,
  })
  const parts = {
    handle: createHandler(world),
    faults,
    received,
    isTokenGood: options.acceptsAnyToken === true ? async () => true : openId.isTokenGood,
    control,
    takeDateSkewMs: world.character.takeDateSkewMs,
    nowMs,
    onError,
  }
  const api = await openSandboxServer(parts, options.port ?? 0)
  const controlServer = await openSandboxServer(
    { ...parts, isTokenGood: async () => false },
    options.controlPort ?? 0,
  )
  return {
    apiUrl: api.url,
    issuerUrl: openId.issuerUrl,
    controlUrl: controlServer.url,
    clientId: SANDBOX_CLIENT_ID,
    serviceClient: SANDBOX_SERVICE_CLIENT,
    world,
    faults,
    received,
    setNetwork,
    isTokenGood: parts.isTokenGood,
    revokeAll: openId.revokeAll,
    forgetAccessTokens: openId.forgetAccessTokens,
    issuedTokens: openId.issued,
    close: async () => {
      await Promise.all([api.close(), openId.close(), controlServer.close()])
    },
  }
}
