import { clockMessage } from '../../../../shared/text/clock-message.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { NoticeLine } from './notice-row.tsx'

/** Says that this computer's clock is wrong, as long as the servers say so. */
export function ClockNotice() {
  const { t } = useTexts()
  const { auth } = useDesk()
  const message = clockMessage(auth.clockAheadMs, t)
  if (message === null) return null
  return <NoticeLine level="warning">{t('frame.notices.clock', { clock: message })}</NoticeLine>
}
