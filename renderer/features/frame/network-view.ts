import type { NetworkStatus } from '../../../shared/model/status/sync-status.ts'
import { type HostChannelState, isHostChannelDown } from '../../../shared/rpc/host-client.ts'
import { type NetworkState, networkText } from '../../../shared/text/status-text.ts'
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
  const { connection, nowMs, toSend, oldestQueuedAtMs } = facts
  const kind = kindOf(facts)
  const age = oldestQueuedAtMs === null ? '' : `, oldest ${ageText(nowMs - oldestQueuedAtMs)}`
  const count = toSend.toLocaleString('en')
  const waiting = toSend === 0 ? 'nothing to send' : `${count} to send${age}`
  const held = connection.isAllHeld ? heldText(connection.allHeldSince, nowMs) : null
  const { label, remark, title } = textsOf(kind, facts)
  return {
    kind,
    isWarn: kind !== 'online',
    label,
    remark,
    held,
    waiting,
    title: held === null ? title : `${title} — ${held}, ${waiting}`,
  }
}

function heldText(since: string | null, nowMs: number): string {
  if (since === null) return 'All sending held'
  const ageMs = nowMs - Date.parse(since)
  return `All sending held for ${ageMs < 60_000 ? 'less than 1 min' : ageText(ageMs)}`
}

/** The explanation of a network that the dispatcher can do something about, for the notices; `null` otherwise. */
export function networkAdvice(
  facts: Pick<NetworkFacts, 'connection' | 'hostChannel' | 'nowMs'>,
): string | null {
  const kind = kindOf(facts)
  return TO_SOLVE.has(kind) ? explanationOf(facts.connection) : null
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
  facts: NetworkFacts,
): Pick<NetworkView, 'label' | 'remark' | 'title'> {
  const { connection, showTime } = facts
  switch (kind) {
    case 'senderStopped':
    case 'earlierWindow':
      return {
        label: kind === 'senderStopped' ? 'Sender stopped' : 'Earlier window',
        remark: 'planning goes on',
        title: 'The sender on this computer does not answer. Planning and saving go on.',
      }
    case 'askedToWait':
      return {
        label: 'Asked to wait',
        remark: `· until ${showTime(connection.waitUntil ?? connection.since)}`,
        title: 'Catena asks to wait before the next request. Changes are sent by themselves after that.',
      }
    default: {
      const since = kind === 'online' ? '' : ` — since ${showTime(connection.since)}`
      const { checkedAt } = connection
      return {
        label: networkText(kind).word,
        remark: checkedAt === null ? '· not checked yet' : `· as of ${showTime(checkedAt)}`,
        title: explanationOf(connection) + since,
      }
    }
  }
}

function explanationOf({ state, detail }: NetworkStatus): string {
  const { sentence } = networkText(state)
  if (detail === null || detail === '') return sentence
  if (state === 'online') return `${detail}.` // it names the one thing that is wrong
  return `${sentence} Cause: ${detail}${/[.!?]$/.test(detail) ? '' : '.'}`
}
