import { Button, CloseButton } from '@mantine/core'
import { errorText } from '../../../../shared/text/error-text.ts'
import { messageRef, textOf } from '../../../../shared/text/stored-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { notifyFailure } from '../../../components/feedback/notify.tsx'
import { useNowMs } from '../../../desk/desk-clock.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { useSetAside, useStorageHealth } from '../../../desk/use-workflows.ts'
import { networkAdvice } from '../network-view.ts'
import { ClockNotice } from './clock-notice.tsx'
import { NoticeLine } from './notice-row.tsx'
import css from './notices.module.css'
import { PreflightNotice } from './preflight-notice.tsx'

/**
 * States that need the dispatcher's attention: notices of the host, a database that takes no writes, a host that does not
 * answer, a wrong clock, a network that asks for something.
 */
export function Notices(props: { problems: readonly string[] }) {
  const { t } = useTexts()
  const { host } = useServices()
  const { notices, hostChannel } = useDesk()
  const { failure, tryAgain } = useStorageHealth()
  const setAside = useSetAside() ?? []
  return (
    <section className={css.notices} aria-label={t('frame.notices.label')}>
      {failure !== null && (
        <NoticeLine
          level="error"
          action={
            <Button variant="default" onClick={tryAgain}>
              {t('app.tryAgain')}
            </Button>
          }
        >
          {t('frame.notices.storage', { reason: errorText(t, failure) })}
        </NoticeLine>
      )}
      {hostChannel === 'closed' && (
        <NoticeLine level="warning">{t('frame.notices.senderStopped')}</NoticeLine>
      )}
      {hostChannel === 'refused' && (
        <NoticeLine level="warning">{t('frame.notices.earlierWindow')}</NoticeLine>
      )}
      <ClockNotice />
      <NetworkNotice />
      <PreflightNotice />
      {setAside.length > 0 && (
        <NoticeLine level="warning">{t('frame.notices.setAside', { count: setAside.length })}</NoticeLine>
      )}
      {props.problems.map((problem) => (
        <NoticeLine key={problem} level="warning">
          {textOf(t, problem)}
        </NoticeLine>
      ))}
      {notices.map((notice) => (
        <NoticeLine
          key={notice.id}
          level={notice.level}
          action={
            <CloseButton
              size="sm"
              aria-label={t('frame.notices.dismiss')}
              onClick={() => {
                host
                  .call('app.dismissNotice', { id: notice.id })
                  .catch((error: unknown) => notifyFailure(messageRef('frame.notices.notDismissed'), error))
              }}
            />
          }
        >
          {textOf(t, notice.text)}
        </NoticeLine>
      ))}
    </section>
  )
}

/** What the network wants of the dispatcher. */
function NetworkNotice() {
  const { t } = useTexts()
  const { hostChannel, connection } = useDesk()
  const nowMs = useNowMs()
  const advice = networkAdvice({ connection, hostChannel, nowMs, t })
  return advice === null ? null : <NoticeLine level="warning">{advice}</NoticeLine>
}
