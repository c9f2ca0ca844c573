import { messageRef } from '../../../../shared/text/stored-text.ts'
import type { Clock, TokenSource } from '../core/ports.ts'
import type { Network } from './network.ts'

/** Refreshes a token that Catena refuses (401). */
export interface TokenRefresh {
  /**
   * Catena refused the token. Requests that are refused together share one refresh. When Catena refuses the refreshed
   * token too, a person must sign in.
   */
  refused(token: string): void
  close(): void
}

export interface TokenRefreshParts {
  readonly clock: Clock
  readonly tokens: TokenSource
  readonly network: Network
  readonly onGate: (isUpAgain: boolean) => void
  /** There is a new token. */
  readonly onRefreshed: () => void
}

/** A refresh that takes longer is not waited for. */
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

/** Tells the network why there is no token. */
export function observeNoToken(
  network: Network,
  result: Exclude<Awaited<ReturnType<TokenSource['accessToken']>>, { kind: 'token' }>,
): void {
  if (result.kind === 'signInNeeded') network.observe({ kind: 'signInNeeded', detail: null })
  else network.observe({ kind: 'trouble', trouble: result.trouble ?? 'offline', detail: result.detail })
}
