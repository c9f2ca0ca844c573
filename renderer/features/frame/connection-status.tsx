import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCloudOff,
  IconLockAccess,
  IconPlugConnectedX,
  IconWifiOff,
} from '@tabler/icons-react'
import { type ConnectionState, connectionWord } from '../../../shared/model/sync-words.ts'
import { isPipeDown } from '../../../shared/rpc/host-client.ts'
import { ageWords, shortWhen } from '../../components/words.ts'
import { useSyncCounts } from '../../db/hooks.ts'
import { useDesk } from '../../desk-state.tsx'
import { countToSend } from './day-summary.ts'
import css from './frame.module.css'

const ICONS: Readonly<Record<ConnectionState, typeof IconWifiOff>> = {
  online: IconCircleCheck,
  offline: IconWifiOff,
  signInNeeded: IconLockAccess,
  networkLoginNeeded: IconAlertTriangle,
  unreachable: IconCloudOff,
}

/** The line to Catena, when it was looked at, and what waits. Always in the same place, always in words. */
export function ConnectionStatus() {
  const { connection, pipe, time, today, nowMs } = useDesk()
  const counts = useSyncCounts()
  const toSend = counts === undefined ? 0 : countToSend(counts.byState)
  const isDown = isPipeDown(pipe)
  const { word, sentence, tone } = connectionWord(connection.state)
  const Icon = isDown ? IconPlugConnectedX : ICONS[connection.state]
  const isWarn = isDown || tone !== 'good'
  const waits =
    counts === undefined || toSend === 0
      ? null
      : `${toSend} to send${counts.oldestQueuedAtMs === null ? '' : `, oldest ${ageWords(nowMs - counts.oldestQueuedAtMs)}`}`
  const checked =
    connection.checkedAt === null
      ? 'not checked yet'
      : `checked at ${shortWhen(connection.checkedAt, time, today)}`
  const since = connection.state === 'online' ? null : `since ${shortWhen(connection.since, time, today)}`
  const title = isDown
    ? 'The sender on this computer does not answer. Planning and saving go on.'
    : [sentence, connection.detail].filter((each) => each !== null && each !== '').join(' ')
  return (
    <div
      role="status"
      aria-label="Connection"
      title={[title, since].filter((each) => each !== null).join(' — ')}
      className={`${css.connection} ${isWarn ? `${css.connectionWarn} dp-tone-warn` : ''}`}
    >
      <span className={`dp-tone-${isWarn ? 'warn' : 'good'}`}>
        <Icon size={18} stroke={1.8} aria-hidden />
      </span>
      <div className={css.connectionWords}>
        <span>
          <b>{isDown ? (pipe === 'refused' ? 'Earlier window' : 'Sender stopped') : word}</b>{' '}
          <small>{isDown ? 'planning goes on' : `· ${checked}`}</small>
        </span>
        <small>{waits ?? 'nothing to send'}</small>
      </div>
    </div>
  )
}
