import { messageRef } from '../../../../shared/text/stored-text.ts'
import type { Clock, TokenSource } from '../core/ports.ts'
import type { Network } from './network.ts'

/** What becomes of a token that Catena does not take (401). */
export interface TokenRefresh {
  /** Catena answered 401. One refresh for all that ask at the same time; the second 401 means signing in. */
  refused(token: string): void
  close(): void
}

export interface TokenRefreshParts {
  readonly clock: Clock
  readonly tokens: TokenSource
  readonly network: Network
  readonly onGate: (isUpAgain: boolean) => void
  /** There is a fresh token. */
  readonly onRefreshed: () => void
}

/** A refresh that has not ended by then is not waited for. */
const HUNG_MS = 60_000

export function createTokenRefresh(parts: TokenRefreshParts): TokenRefresh {
  const { clock, tokens, network } = parts
  let isClosed = false

  function refused(token: string): void {
    network.observe({ kind: 'tokenRefused' })
    const { isRefreshing, refreshedToken } = network.state()
    if (isRefreshing) return
    if (token === refreshedToken) {
      network.observe({ kind: 'signInNeeded', detail: messageRef('errors.answer.signInRefused') })
      return
    }
    network.observe({ kind: 'refreshBegan' })
    parts.onGate(false)
    void refresh(token)
  }

  async function refresh(token: string): Promise<void> {
    const cancelGiveUp = clock.schedule(HUNG_MS, () => {
      network.observe({ kind: 'refreshEnded' }) // a refresh that hangs must not keep the gate shut for ever
      parts.onGate(false)
    })
    const result = await tokens.refresh(token)
    cancelGiveUp()
    network.observe({ kind: 'refreshEnded' })
    if (isClosed) return
    if (result.kind === 'token') {
      network.observe({ kind: 'tokenRefreshed', token: result.accessToken })
      parts.onRefreshed()
      return
    }
    observeNoToken(network, result)
  }

  return {
    refused,
    close: () => {
      isClosed = true
    },
  }
}

/** There is no token: what that says of the network. */
export function observeNoToken(
  network: Network,
  result: Exclude<Awaited<ReturnType<TokenSource['accessToken']>>, { kind: 'token' }>,
): void {
  if (result.kind === 'signInNeeded') network.observe({ kind: 'signInNeeded', detail: null })
  else network.observe({ kind: 'trouble', trouble: result.trouble ?? 'offline', detail: result.detail })
}
