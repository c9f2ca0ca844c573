import type { NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import type { AnswerClass } from '../../../catena/classify.ts'
import type { WriteOutcome } from '../../../catena/http-answer.ts'
import type { SyncEngineParts } from '../core/engine-types.ts'
import type { ReadOutcome } from '../core/ports.ts'
import { isoOf } from '../core/time/time-text.ts'
import { type Answered, createAnswers } from '../tasks/answers.ts'
import { createNetwork, type Network } from './network.ts'
import { isTimeAwaited } from './network-state.ts'
import { createPace, type Pace } from './pace.ts'
import { createProbes } from './probes.ts'
import { createReopening } from './reopening.ts'
import { createTokenRefresh, observeNoToken } from './token-refresh.ts'

/**
 * The engine's gate to Catena: the account that is signed in, when Catena last answered, how fast it may be asked, and
 * its time. Everything that crosses the network passes here.
 */
export interface CatenaLink {
  status(): Omit<NetworkStatus, 'isAllHeld' | 'allHeldSince' | 'unsupported'>
  serverNow(): number | null
  isRateLimited(): boolean
  /** True while Catena answers with errors of its own (5xx). Then only probes are sent. */
  isFailing(): boolean
  /** How many of `wanted` writes may be on their way now; 0 unless Catena answered recently and its time is known. */
  writesAllowed(wanted: number): number
  readonly pace: Pick<Pace, 'accepted' | 'slotsAreShort'>
  canRead(): boolean
  /** An access token; `null` when there is none, and then the network status says why. */
  token(): Promise<string | null>
  /** Reads while the gate is open. @returns `null` when no answer of Catena's came. */
  read<T>(label: string, call: (token: string) => Promise<ReadOutcome<T>>): Promise<Answered<T> | null>
  /** Learns from the end of a write. */
  observeWrite(outcome: WriteOutcome, answer: AnswerClass, token: string): void
  /** Probes now, also beside a probe that is under way. */
  probeNow(): void
  /** Probes now, unless a probe is under way. */
  needProbe(): void
  close(): void
}

export interface CatenaLinkEvents {
  /** A gate may have opened or shut. */
  readonly onGate: (isUpAgain: boolean) => void
  readonly onStatus: () => void
  /** Reads something that is of use, through {@link CatenaLink.read}. */
  readonly probe: (link: CatenaLink) => Promise<unknown>
  readonly step: (label: string) => Promise<void> | undefined
}

export function createCatenaLink(parts: SyncEngineParts, events: CatenaLinkEvents): CatenaLink {
  const { clock, tokens } = parts
  const pace = createPace(clock, parts.random)
  const network = createNetwork(parts, { ...events, onDown: pace.networkDown })
  const reads = createReads(parts, network, events.step)
  const probes = createProbes(parts, {
    outlook: () => ({
      state: network.state().status,
      quietForMs: clock.monotonicMs() - network.state().heardAt,
      shutForMs: pace.shutForMs(),
      isTimeAwaited: isTimeAwaited(network.state()),
      isFailing: network.state().isFailing,
    }),
    look: () => events.probe(link),
    onLooked() {
      events.onStatus()
      // The probe may have found a connection active again. While the gate is shut, `onGate` would ask for another
      // probe.
      if (link.writesAllowed(1) > 0) events.onGate(false)
    },
  })
  const refresh = createTokenRefresh({
    clock,
    tokens,
    network,
    onGate: events.onGate,
    onRefreshed: probes.now,
  })
  const reopening = createReopening(clock, () => {
    events.onStatus()
    events.onGate(false)
    if (network.state().status !== 'online') probes.need()
  })
  const answers = createAnswers({
    ...events,
    network,
    shutGate(forMs) {
      pace.rateLimited(forMs)
      reopening.in(pace.shutForMs())
    },
    onTokenRefused: refresh.refused,
    needProbe: probes.need,
    onServerDate: (dateMs) => parts.onServerDate?.(dateMs),
  })
  const stopTokens = tokens.onChange(() => {
    network.observe({ kind: 'accountChanged' })
    events.onGate(false)
    probes.now()
  })
  const isRateLimited = (): boolean => pace.shutForMs() > 0

  const link: CatenaLink = {
    status: () => shownStatus(network, isRateLimited() ? clock.wallMs() + pace.shutForMs() : null),
    serverNow: network.serverNow,
    isRateLimited,
    isFailing: () => network.state().isFailing,
    writesAllowed: (wanted) => (network.isFresh() ? pace.slots(wanted) : 0),
    pace,
    canRead: () => network.isUp() && !isRateLimited(),
    token: reads.token,
    async read(label, call) {
      const ended = await reads.read(label, call)
      return ended === null ? null : answers.read(ended.outcome, ended.token)
    },
    observeWrite: answers.write,
    probeNow: probes.now,
    needProbe: probes.need,
    close() {
      for (const each of [reads, probes, refresh, reopening]) each.close()
      stopTokens()
    },
  }
  return link
}

function shownStatus(network: Network, waitUntilWall: number | null): ReturnType<CatenaLink['status']> {
  const { status, detail, checkedAtWall, sinceWall } = network.state()
  return {
    state: status,
    checkedAt: checkedAtWall === null ? null : isoOf(checkedAtWall),
    since: isoOf(sinceWall),
    detail,
    waitUntil: waitUntilWall === null ? null : isoOf(waitUntilWall),
  }
}

/** Reads with a token, one at a time for each caller. */
function createReads(parts: SyncEngineParts, network: Network, step: CatenaLinkEvents['step']) {
  let isClosed = false

  async function token(): Promise<string | null> {
    const result = await parts.tokens.accessToken()
    if (result.kind === 'token') return result.accessToken
    observeNoToken(network, result)
    return null
  }

  async function attempt<T>(
    call: (accessToken: string) => Promise<ReadOutcome<T>>,
    accessToken: string,
  ): Promise<ReadOutcome<T>> {
    try {
      return await call(accessToken)
    } catch (error) {
      parts.log('error', 'a read of Catena failed unexpectedly', error)
      return { kind: 'unreachable', detail: messageRef('errors.answer.faultReading') }
    }
  }

  /** @returns `null` without a token, and after `close`. */
  async function read<T>(label: string, call: (accessToken: string) => Promise<ReadOutcome<T>>) {
    const accessToken = await token()
    if (accessToken === null || isClosed) return null
    await step(`${label}:before`)
    const outcome = await attempt(call, accessToken)
    await step(`${label}:after`)
    return isClosed ? null : { outcome, token: accessToken }
  }

  return {
    token,
    read,
    close: () => {
      isClosed = true
    },
  }
}
