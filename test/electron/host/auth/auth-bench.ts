import type { AuthParts } from '../../../../electron/host/auth/auth-parts.ts'
import { type Auth, createAuth } from '../../../../electron/host/auth/create-auth.ts'
import type { OpenSecretStore } from '../../../../electron/host/auth/secrets/open-secret-store.ts'
import { createMemorySecretStore } from '../../../../electron/host/auth/secrets/secret-store.ts'
import { createClockCheck } from '../../../../electron/host/platform/clock-check.ts'
import type { Clock } from '../../../../electron/host/sync/core/ports.ts'
import type { Sandbox } from '../../../../electron/sandbox/start-sandbox.ts'
import type { AuthStatus } from '../../../../shared/rpc/contract.ts'

/** A clock the test moves. */
export interface HandClock extends Clock {
  advance(ms: number): void
}

/** Stands still until it is advanced. @param wallMs instead of a wall clock that goes with it */
export function createHandClock(wallMs?: () => number): HandClock {
  let nowMs = 0
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>()
  return {
    monotonicMs: () => nowMs,
    wallMs: wallMs ?? (() => 1_795_000_000_000 + nowMs),
    schedule: (delayMs, run) => {
      const timer = { atMs: nowMs + delayMs, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      nowMs += ms
      for (const timer of [...timers].filter((each) => each.atMs <= nowMs)) {
        timers.delete(timer)
        timer.run()
      }
    },
  }
}

/** A secret store that can be looked into. */
export interface WatchedSecrets extends OpenSecretStore {
  /** Every value it was ever given. */
  readonly written: string[]
  /** What it holds now, by name. */
  readonly held: Map<string, string>
}

/** Holds secrets for the test, as a keychain that works. */
export function createWatchedSecrets(): WatchedSecrets {
  const memory = createMemorySecretStore()
  const written: string[] = []
  const held = new Map<string, string>()
  return {
    written,
    held,
    get: memory.get,
    set: async (name, value) => {
      written.push(value)
      held.set(name, value)
      await memory.set(name, value)
    },
    delete: async (name) => {
      held.delete(name)
      await memory.delete(name)
    },
    sessionOnlyReason: () => null,
  }
}

/** Signing in against a sandbox, with everything that can be seen of it. */
export interface AuthBench {
  readonly auth: Auth
  readonly clock: HandClock
  readonly secrets: WatchedSecrets
  readonly log: string[]
  /** The address the browser was sent to. */
  address(): string
  /** The next status that fits. */
  until(fits: (status: AuthStatus) => boolean): Promise<AuthStatus>
}

/** `parts` replaces what the test is about. */
export async function openAuthBench(
  sandbox: Pick<Sandbox, 'apiUrl' | 'issuerUrl' | 'clientId'>,
  parts: Partial<AuthParts> & { secrets?: WatchedSecrets; clock?: HandClock } = {},
): Promise<AuthBench> {
  const clock = parts.clock ?? createHandClock()
  const secrets = parts.secrets ?? createWatchedSecrets()
  const log: string[] = []
  let address: string | null = null
  const auth = await createAuth({
    settings: () => ({
      apiUrl: sandbox.apiUrl,
      issuerUrl: sandbox.issuerUrl,
      clientId: sandbox.clientId,
      scope: 'openid organization',
    }),
    environmentSecret: null,
    profile: 'test',
    openBrowser: async (opened) => {
      address = opened
    },
    showsAddress: true,
    random: () => 0.5,
    clockCheck: createClockCheck(clock),
    log: (_level, text) => log.push(text),
    ...parts,
    clock,
    secrets,
  })

  function until(fits: (status: AuthStatus) => boolean): Promise<AuthStatus> {
    return new Promise((resolve) => {
      const stop = auth.onStatus(check)
      check(auth.status())
      function check(status: AuthStatus): void {
        if (!fits(status)) return
        stop()
        resolve(status)
      }
    })
  }

  return {
    auth,
    clock,
    secrets,
    log,
    address: () => {
      if (address === null) throw new Error('no browser was opened')
      return address
    },
    until,
  }
}
