import { Anchor, Button } from '@mantine/core'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { notifyFailure } from '../../../components/feedback/notify.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'

/** Signs in from every screen, while Catena asks for a sign-in or the browser is waited for. */
export function SignInAgain() {
  const { t } = useTexts()
  const { host, hello } = useServices()
  const { auth, connection, hostChannel } = useDesk()
  if (hello.workspace === 'training') return null
  if (auth.step === 'waitingForBrowser') {
    return auth.authorizationUrl === null ? (
      <Button
        variant="default"
        flex="none"
        onClick={() => {
          host
            .call('auth.cancelSignIn', {})
            .catch((error: unknown) => notifyFailure(messageRef('frame.signIn.notCancelled'), error))
        }}
      >
        {t('frame.signIn.cancel')}
      </Button>
    ) : (
      <Anchor flex="none" href={auth.authorizationUrl} target="_blank" rel="noreferrer noopener" size="sm">
        {t('frame.signIn.openPage')}
      </Anchor>
    )
  }
  if (auth.step === 'signedIn' && connection.state !== 'signInNeeded') return null
  return (
    <Button
      variant="default"
      flex="none"
      disabled={hostChannel !== 'open'}
      onClick={() => {
        host
          .call('auth.signIn', {})
          .catch((error: unknown) => notifyFailure(messageRef('frame.signIn.notStarted'), error))
      }}
    >
      {t('frame.signIn.signIn')}
    </Button>
  )
}
