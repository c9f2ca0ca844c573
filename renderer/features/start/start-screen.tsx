import { Anchor, Button, Collapse, Loader, PasswordInput, TextInput } from '@mantine/core'
import { IconLogin2, IconSchool } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { AuthStatus, Workspace } from '../../../shared/rpc/contract.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { clockMessage } from '../../../shared/text/clock-message.ts'
import { errorText } from '../../../shared/text/error-text.ts'
import { textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { useTexts } from '../../components/display/texts.tsx'
import css from './start.module.css'

/** What the {@link StartScreen} is given. */
interface StartProps {
  readonly host: HostClient
  readonly auth: AuthStatus
  readonly isHostChannelOpen: boolean
  readonly onEnter: (workspace: Workspace) => void
}

/** The first screen: sign in, or learn in the training workspace. */
export function StartScreen(props: StartProps) {
  const { t } = useTexts()
  const { host, auth, isHostChannelOpen } = props
  const { problem, signIn, enter, run } = useSignIn(props)
  const clock = clockMessage(auth.clockAheadMs, t)
  return (
    <main className={css.start}>
      <div className={css.sheet}>
        <h1>{t('start.title')}</h1>
        <p className={css.lead}>{t('start.lead')}</p>
        <div className={css.choices}>
          <Choice
            icon={<IconLogin2 size={26} stroke={1.5} aria-hidden />}
            title={t('start.fleet')}
            text={t('start.fleetText')}
          >
            <FleetEntry
              auth={auth}
              isOff={!isHostChannelOpen}
              onCancel={() => run(host.call('auth.cancelSignIn', {}))}
              onEnter={() => enter('live')}
              onSignIn={() => signIn(() => host.call('auth.signIn', {}))}
            />
          </Choice>
          <Choice
            icon={<IconSchool size={26} stroke={1.5} aria-hidden />}
            title={t('start.learn')}
            text={t('start.learnText')}
          >
            <Button
              fullWidth
              variant="default"
              disabled={!isHostChannelOpen}
              onClick={() => enter('training')}
            >
              {t('start.training')}
            </Button>
          </Choice>
        </div>
        <div role="alert" className={css.problem}>
          {problem === null ? signInFailure(auth, t) : errorText(t, problem.error)}
        </div>
        {clock !== null && <p className={css.clock}>{t('start.clock', { clock })}</p>}
        {!isHostChannelOpen && <p className={css.note}>{t('start.noSender')}</p>}
        <PairDisclosure
          onSubmit={(clientId, clientSecret) =>
            signIn(() => host.call('auth.signInWithClientCredentials', { clientId, clientSecret }))
          }
        />
      </div>
    </main>
  )
}

/** Signing in, and entering a workspace. A sign-in that was begun here ends in the workspace of the account. */
function useSignIn({ host, auth, onEnter }: StartProps) {
  const [problem, setProblem] = useState<{ readonly error: unknown } | null>(null)
  // False while training is entered: that changes the sign-in state too, and must not end in the account's workspace.
  const isSigningIn = useRef(auth.step === 'waitingForBrowser')
  useEffect(
    () =>
      host.on('auth.changed', (next) => {
        if (next.step === 'signedIn' && isSigningIn.current) onEnter('live')
        if (next.step === 'failed' || next.step === 'signedIn') isSigningIn.current = false
      }),
    [host, onEnter],
  )
  function run(work: Promise<unknown>): void {
    setProblem(null)
    work.catch((error: unknown) => setProblem({ error }))
  }
  return {
    problem,
    run,
    signIn(work: () => Promise<unknown>): void {
      isSigningIn.current = true
      run(work())
    },
    enter(workspace: Workspace): void {
      isSigningIn.current = false
      onEnter(workspace)
    },
  }
}

function Choice(props: { icon: ReactNode; title: string; text: string; children: ReactNode }) {
  return (
    <section className={css.choice}>
      {props.icon}
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.children}
    </section>
  )
}

/** The way into the account's workspace: a sign-in, the waiting for the browser, or the account that is signed in. */
function FleetEntry(props: {
  auth: AuthStatus
  isOff: boolean
  onCancel: () => void
  onEnter: () => void
  onSignIn: () => void
}) {
  const { t } = useTexts()
  const { auth, isOff } = props
  if (auth.step === 'waitingForBrowser') {
    return <Waiting url={auth.authorizationUrl} onCancel={props.onCancel} />
  }
  if (auth.account !== null && auth.step !== 'failed') {
    return (
      <Button fullWidth disabled={isOff} onClick={props.onEnter}>
        {t('start.continueAs', { name: auth.displayName ?? auth.account.subject })}
      </Button>
    )
  }
  return (
    <Button fullWidth disabled={isOff} onClick={props.onSignIn}>
      {t('start.signIn')}
    </Button>
  )
}

/** Signs in with a client id and secret, for organizations that have been given a pair. */
function PairDisclosure(props: { onSubmit: (clientId: string, clientSecret: string) => void }) {
  const { t } = useTexts()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className={css.disclosure}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('start.pairQuestion')}
      </button>
      <Collapse expanded={isOpen}>
        <PairForm onSubmit={props.onSubmit} />
      </Collapse>
    </>
  )
}

/** Why signing in failed; `null` when it did not fail. */
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
    // The host has it now; the page keeps no secret.
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
