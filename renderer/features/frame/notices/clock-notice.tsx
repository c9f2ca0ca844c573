import { clockMessage } from '../../../../shared/text/clock-message.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { NoticeLine } from './notice-row.tsx'

/** Warns while the answers of the servers show that this computer's clock is wrong. */
export function ClockNotice() {
  const { t } = useTexts()
  const { auth } = useDesk()
  const message = clockMessage(auth.clockAheadMs, t)
  if (message === null) return null
  return <NoticeLine level="warning">{t('frame.notices.clock', { clock: message })}</NoticeLine>
}
