import {
  IconAlertTriangle,
  IconCertificateOff,
  IconCircleCheck,
  IconCloudOff,
  IconHandStop,
  IconHourglass,
  IconLockAccess,
  IconPlugConnectedX,
  IconWifiOff,
} from '@tabler/icons-react'
import { shortTimeText } from '../../../components/display/labels.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useNowMs } from '../../../desk/desk-clock.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useSyncCounts } from '../../../desk/use-workflows.ts'
import { countToSend } from '../day-summary.ts'
import { type NetworkView, networkView } from '../network-view.ts'
import css from './network-status.module.css'

const ICONS: Readonly<Record<NetworkView['kind'], typeof IconWifiOff>> = {
  online: IconCircleCheck,
  offline: IconWifiOff,
  signInNeeded: IconLockAccess,
  networkLoginNeeded: IconAlertTriangle,
  certificateNotTrusted: IconCertificateOff,
  unreachable: IconCloudOff,
  askedToWait: IconHourglass,
  senderStopped: IconPlugConnectedX,
  earlierWindow: IconPlugConnectedX,
}

/**
 * The network status, when it was checked, what waits to be sent, and whether all sending is held. It always has a text and
 * an icon besides the colour.
 */
export function NetworkStatus() {
  const { connection, hostChannel, time, today } = useDesk()
  const nowMs = useNowMs()
  const counts = useSyncCounts()
  const { t } = useTexts()
  const view = networkView({
    t,
    connection,
    hostChannel,
    nowMs,
    toSend: counts === undefined ? 0 : countToSend(counts.byState),
    oldestQueuedAtMs: counts?.oldestQueuedAtMs ?? null,
    showTime: (iso) => shortTimeText(iso, time, today),
  })
  const Icon = ICONS[view.kind]
  return (
    <div
      role="status"
      aria-label={t('sync.networkStatus.label')}
      title={view.title}
      className={`${css.status} ${view.isWarn ? `${css.warn} dp-tone-warn` : ''}`}
    >
      <span className={`dp-tone-${view.isWarn ? 'warn' : 'good'}`}>
        <Icon size={18} stroke={1.8} aria-hidden />
      </span>
      <div className={css.texts}>
        <span>
          <b>{view.label}</b> <small>{view.remark}</small>
        </span>
        {view.held === null ? (
          <small>{view.waiting}</small>
        ) : (
          <span className={css.held}>
            <IconHandStop size={13} stroke={2} aria-hidden />
            {view.held}
          </span>
        )}
      </div>
    </div>
  )
}
