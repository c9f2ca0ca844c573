import type { NetworkStatus } from '../../../shared/model/status/sync-status.ts'
import { type HostChannelState, isHostChannelDown } from '../../../shared/rpc/host-client.ts'
import type { NetworkState } from '../../../shared/text/status-text.ts'
import { textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { ageText } from '../../components/display/labels.ts'

/** What the network status is made of. */
export interface NetworkFacts {
  readonly connection: NetworkStatus
  readonly hostChannel: HostChannelState
  readonly nowMs: number
  /** How many changes have not left this computer for certain. */
  readonly toSend: number
  readonly oldestQueuedAtMs: number | null
  readonly showTime: (iso: string) => string
  readonly t: Translate
}

/** The texts of the network status. */
export interface NetworkView {
  readonly kind: NetworkState | 'askedToWait' | 'senderStopped' | 'earlierWindow'
  readonly isWarn: boolean
  readonly label: string
  /** Behind the label: when it was checked, or until when it waits. */
  readonly remark: string
  /** "All sending held for 12 min", in the place of {@link waiting}; `null` when sending is not held. */
  readonly held: string | null
  /** What waits to be sent. */
  readonly waiting: string
  /** The whole explanation: the sentence of the state, its cause, and since when. */
  readonly title: string
}

/** States in which the dispatcher can do something about the network: their explanation is shown without asking. */
const TO_SOLVE: ReadonlySet<NetworkView['kind']> = new Set(['networkLoginNeeded', 'certificateNotTrusted'])

/** Makes the texts of the network status. One kind, one label and one sentence; nothing else on the screen names another. */
export function networkView(facts: NetworkFacts): NetworkView {
  const { connection, nowMs, t } = facts
  const kind = kindOf(facts)
  const waiting = waitingText(facts)
  const held = connection.isAllHeld ? heldText(connection.allHeldSince, nowMs, t) : null
  const { remark, explanation } = textsOf(kind, facts)
  return {
    kind,
    isWarn: kind !== 'online',
    label: t(`sync.network.${kind}.label`),
    remark,
    held,
    waiting,
    title: held === null ? explanation : t('sync.networkStatus.withHeld', { explanation, held, waiting }),
  }
}

function waitingText({ toSend, oldestQueuedAtMs, nowMs, t }: NetworkFacts): string {
  if (toSend === 0) return t('sync.networkStatus.nothingToSend')
  return oldestQueuedAtMs === null
    ? t('sync.networkStatus.toSend', { count: toSend })
    : t('sync.networkStatus.toSendOldest', { count: toSend, age: ageText(nowMs - oldestQueuedAtMs, t) })
}

function heldText(since: string | null, nowMs: number, t: Translate): string {
  if (since === null) return t('sync.networkStatus.allHeld')
  const ageMs = nowMs - Date.parse(since)
  return ageMs < 60_000
    ? t('sync.networkStatus.allHeldNow')
    : t('sync.networkStatus.allHeldFor', { age: ageText(ageMs, t) })
}

/** The explanation of a network that the dispatcher can do something about, for the notices; `null` otherwise. */
export function networkAdvice(
  facts: Pick<NetworkFacts, 'connection' | 'hostChannel' | 'nowMs' | 't'>,
): string | null {
  const kind = kindOf(facts)
  return TO_SOLVE.has(kind) ? explanationOf(facts.connection, facts.t) : null
}

function kindOf({
  connection,
  hostChannel,
  nowMs,
}: Pick<NetworkFacts, 'connection' | 'hostChannel' | 'nowMs'>) {
  if (isHostChannelDown(hostChannel)) return hostChannel === 'refused' ? 'earlierWindow' : 'senderStopped'
  const { state, waitUntil } = connection
  const isWaiting = waitUntil !== null && Date.parse(waitUntil) > nowMs
  return isWaiting && (state === 'online' || state === 'unreachable') ? 'askedToWait' : state
}

function textsOf(
  kind: NetworkView['kind'],
  { connection, showTime, t }: NetworkFacts,
): { readonly remark: string; readonly explanation: string } {
  switch (kind) {
    case 'senderStopped':
    case 'earlierWindow':
      return {
        remark: t('sync.networkStatus.planningGoesOn'),
        explanation: t(`sync.network.${kind}.sentence`),
      }
    case 'askedToWait':
      return {
        remark: t('sync.networkStatus.until', { time: showTime(connection.waitUntil ?? connection.since) }),
        explanation: t('sync.network.askedToWait.sentence'),
      }
    default: {
      const { checkedAt, since } = connection
      const explanation = explanationOf(connection, t)
      return {
        remark:
          checkedAt === null
            ? t('sync.networkStatus.notChecked')
            : t('sync.networkStatus.asOf', { time: showTime(checkedAt) }),
        explanation:
          kind === 'online'
            ? explanation
            : t('sync.networkStatus.since', { explanation, time: showTime(since) }),
      }
    }
  }
}

function explanationOf({ state, detail: stored }: NetworkStatus, t: Translate): string {
  const sentence = t(`sync.network.${state}.sentence`)
  if (stored === null || stored === '') return sentence
  const detail = textOf(t, stored)
  if (state === 'online') return t('sync.networkStatus.detail', { detail }) // it names the one thing that is wrong
  return /[.!?]$/.test(detail)
    ? t('sync.networkStatus.causeEnded', { sentence, detail })
    : t('sync.networkStatus.cause', { sentence, detail })
}
