import { Button, CloseButton } from '@mantine/core'
import { notifyFailure } from '../../../components/feedback/notify.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { useSetAside, useStorageHealth } from '../../../desk/use-workflows.ts'
import css from '../frame.module.css'
import { networkAdvice } from '../network-view.ts'
import { ClockNotice } from './clock-notice.tsx'
import { NoticeLine } from './notice-row.tsx'

/**
 * What must be read: notices of the host, a database that takes no writes, a sender that does not answer, a network that
 * wants something of the dispatcher.
 */
export function Notices(props: { problems: readonly string[] }) {
  const { host } = useServices()
  const { notices, hostChannel, connection, nowMs } = useDesk()
  const advice = networkAdvice({ connection, hostChannel, nowMs })
  const { failure, tryAgain } = useStorageHealth()
  const setAside = useSetAside() ?? []
  return (
    <section className={css.notices} aria-label="Notices">
      {failure !== null && (
        <NoticeLine
          level="error"
          action={
            <Button variant="default" onClick={tryAgain}>
              Try again
            </Button>
          }
        >
          {failure.message} Nothing more is saved until this is solved; what was saved before stays.
        </NoticeLine>
      )}
      {hostChannel === 'closed' && (
        <NoticeLine level="warning">
          The sender on this computer has stopped. You can go on planning, and every save is kept here; it is
          handed over when Depot Planner runs again.
        </NoticeLine>
      )}
      {hostChannel === 'refused' && (
        <NoticeLine level="warning">
          This window belongs to an earlier start of Depot Planner: go on in the window that has opened since.
          What you saved and typed here is kept, and nothing is sent from this window.
        </NoticeLine>
      )}
      <ClockNotice />
      {advice !== null && <NoticeLine level="warning">{advice}</NoticeLine>}
      {setAside.length > 0 && (
        <NoticeLine level="warning">
          {setAside.length === 1 ? 'One stored record' : `${setAside.length} stored records`} could not be
          read and {setAside.length === 1 ? 'was' : 'were'} set aside; nothing was deleted.
        </NoticeLine>
      )}
      {props.problems.map((problem) => (
        <NoticeLine key={problem} level="warning">
          {problem}
        </NoticeLine>
      ))}
      {notices.map((notice) => (
        <NoticeLine
          key={notice.id}
          level={notice.level}
          action={
            <CloseButton
              size="sm"
              aria-label="Dismiss"
              onClick={() => {
                host
                  .call('app.dismissNotice', { id: notice.id })
                  .catch((error: unknown) => notifyFailure('The notice stays', error))
              }}
            />
          }
        >
          {notice.text}
        </NoticeLine>
      ))}
    </section>
  )
}
