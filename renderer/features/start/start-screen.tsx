import { Anchor, Button, Collapse, Loader, PasswordInput, TextInput } from '@mantine/core'
import { IconLogin2, IconSchool } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { AuthStatus, Workspace } from '../../../shared/rpc/contract.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { clockMessage } from '../../../shared/text/clock-message.ts'
import { errorText } from '../../../shared/text/error-text.ts'
import { textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../../components/display/texts.tsx'
import css from './start.module.css'

/** The first screen: sign in, or learn on a fleet that is not real. */
export function StartScreen(props: {
  host: HostClient
  auth: AuthStatus
  isHostChannelOpen: boolean
  onEnter: (workspace: Workspace) => void
}) {
  const { t } = useTexts()
  const { host, auth, onEnter } = props
  const [problem, setProblem] = useState<{ readonly error: unknown } | null>(null)
  const [isPairOpen, setIsPairOpen] = useState(false)
  // Somebody who signs in here wants to plan, not to press one more button. Only then: entering training changes the
  // sign-in state too, and must not end in the account's own workspace.
  const isSigningIn = useRef(auth.step === 'waitingForBrowser')
  useEffect(
    () =>
      host.on('auth.changed', (next) => {
        if (next.step === 'signedIn' && isSigningIn.current) onEnter('live')
        if (next.step === 'failed' || next.step === 'signedIn') isSigningIn.current = false
      }),
    [host, onEnter],
  )
  function signIn(work: () => Promise<unknown>): void {
    isSigningIn.current = true
    run(work())
  }
  function enter(workspace: Workspace): void {
    isSigningIn.current = false
    onEnter(workspace)
  }
  function run(work: Promise<unknown>): void {
    setProblem(null)
    work.catch((error: unknown) => setProblem({ error }))
  }
  const clock = clockMessage(auth.clockAheadMs, t)
  const isWaiting = auth.step === 'waitingForBrowser'
  const failure = problem === null ? signInFailure(auth, t) : errorText(t, problem.error)
  return (
    <main className={css.start}>
      <div className={css.sheet}>
        <h1>{t('start.title')}</h1>
        <p className={css.lead}>{t('start.lead')}</p>
        <div className={css.choices}>
          <section className={css.choice}>
            <IconLogin2 size={26} stroke={1.5} aria-hidden />
            <h2>{t('start.fleet')}</h2>
            <p>{t('start.fleetText')}</p>
            {isWaiting ? (
              <Waiting url={auth.authorizationUrl} onCancel={() => run(host.call('auth.cancelSignIn', {}))} />
            ) : auth.account !== null && auth.step !== 'failed' ? (
              <Button fullWidth disabled={!props.isHostChannelOpen} onClick={() => enter('live')}>
                {t('start.continueAs', { name: auth.displayName ?? auth.account.subject })}
              </Button>
            ) : (
              <Button
                fullWidth
                disabled={!props.isHostChannelOpen}
                onClick={() => signIn(() => host.call('auth.signIn', {}))}
              >
                {t('start.signIn')}
              </Button>
            )}
          </section>
          <section className={css.choice}>
            <IconSchool size={26} stroke={1.5} aria-hidden />
            <h2>{t('start.learn')}</h2>
            <p>{t('start.learnText')}</p>
            <Button
              fullWidth
              variant="default"
              disabled={!props.isHostChannelOpen}
              onClick={() => enter('training')}
            >
              {t('start.training')}
            </Button>
          </section>
        </div>
        <div role="alert" className={css.problem}>
          {failure}
        </div>
        {clock !== null && <p className={css.clock}>{t('start.clock', { clock })}</p>}
        {!props.isHostChannelOpen && <p className={css.note}>{t('start.noSender')}</p>}
        <button
          type="button"
          className={css.disclosure}
          aria-expanded={isPairOpen}
          onClick={() => setIsPairOpen(!isPairOpen)}
        >
          {t('start.pairQuestion')}
        </button>
        <Collapse expanded={isPairOpen}>
          <PairForm
            onSubmit={(clientId, clientSecret) =>
              signIn(() => host.call('auth.signInWithClientCredentials', { clientId, clientSecret }))
            }
          />
        </Collapse>
      </div>
    </main>
  )
}

/** Why signing in came to nothing; `null` when it did not. */
function signInFailure({ step, detail }: AuthStatus, t: Translate): string | null {
  if (step !== 'failed') return null
  return detail === null ? t('start.signInFailed') : textOf(t, detail)
}

function Waiting(props: { url: string | null; onCancel: () => void }) {
  const { t } = useTexts()
  return (
    <div className={css.waiting} role="status" aria-label={t('start.signInStatus')}>
      <span className={css.waitingLine}>
        <Loader size={14} /> {t('start.waiting')}
      </span>
      {props.url !== null && (
        <Anchor href={props.url} target="_blank" rel="noreferrer noopener">
          {t('start.openPage')}
        </Anchor>
      )}
      <Button variant="default" onClick={props.onCancel}>
        {t('start.cancelSignIn')}
      </Button>
    </div>
  )
}

function PairForm(props: { onSubmit: (clientId: string, clientSecret: string) => void }) {
  const { t } = useTexts()
  const [clientId, setClientId] = useState('')
  const [clientSecret, setClientSecret] = useState('')
  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    props.onSubmit(clientId.trim(), clientSecret)
    // It has gone to the host; the page keeps no secret.
    setClientSecret('')
  }
  return (
    <form className={css.pair} onSubmit={onSubmit}>
      <TextInput
        label={t('start.clientId')}
        value={clientId}
        onChange={(event) => setClientId(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <PasswordInput
        label={t('start.clientSecret')}
        description={t('start.clientSecretHint')}
        visibilityToggleButtonProps={{ 'aria-label': t('start.showSecret') }}
        value={clientSecret}
        onChange={(event) => setClientSecret(event.currentTarget.value)}
        autoComplete="off"
        required
      />
      <Button type="submit" disabled={clientId.trim() === '' || clientSecret === ''}>
        {t('start.signInWithPair')}
      </Button>
    </form>
  )
}
