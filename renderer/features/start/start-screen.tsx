import { Anchor, Button, Collapse, Loader, PasswordInput, TextInput } from '@mantine/core'
import { IconLogin2, IconSchool } from '@tabler/icons-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { AuthStatus, Workspace } from '../../../shared/rpc/contract.ts'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { clockMessage } from '../../../shared/text/clock-message.ts'
import { errorText } from '../../components/feedback/notify.tsx'
import css from './start.module.css'

/** The first screen: sign in, or learn on a fleet that is not real. */
export function StartScreen(props: {
  host: HostClient
  auth: AuthStatus
  isHostChannelOpen: boolean
  onEnter: (workspace: Workspace) => void
}) {
  const { host, auth, onEnter } = props
  const [problem, setProblem] = useState<string | null>(null)
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
    work.catch((error: unknown) => setProblem(errorText(error)))
  }
  const clock = clockMessage(auth.clockAheadMs)
  const isWaiting = auth.step === 'waitingForBrowser'
  const failure = problem ?? (auth.step === 'failed' ? (auth.detail ?? 'Signing in did not work.') : null)
  return (
    <main className={css.start}>
      <div className={css.sheet}>
        <h1>Depot Planner</h1>
        <p className={css.lead}>Plan with or without a network. Every change reaches Catena exactly once.</p>
        <div className={css.choices}>
          <section className={css.choice}>
            <IconLogin2 size={26} stroke={1.5} aria-hidden />
            <h2>Your fleet</h2>
            <p>Opens Catena’s sign-in in your browser; your plans and drivers are kept on this computer.</p>
            {isWaiting ? (
              <Waiting url={auth.authorizationUrl} onCancel={() => run(host.call('auth.cancelSignIn', {}))} />
            ) : auth.account !== null && auth.step !== 'failed' ? (
              <Button fullWidth disabled={!props.isHostChannelOpen} onClick={() => enter('live')}>
                Continue as {auth.displayName ?? auth.account.subject}
              </Button>
            ) : (
              <Button
                fullWidth
                disabled={!props.isHostChannelOpen}
                onClick={() => signIn(() => host.call('auth.signIn', {}))}
              >
                Sign in to Catena
              </Button>
            )}
          </section>
          <section className={css.choice}>
            <IconSchool size={26} stroke={1.5} aria-hidden />
            <h2>Learn first</h2>
            <p>
              A made-up fleet with a planned day, on this computer only: no account, no network, nothing can
              go wrong.
            </p>
            <Button
              fullWidth
              variant="default"
              disabled={!props.isHostChannelOpen}
              onClick={() => enter('training')}
            >
              Training mode
            </Button>
          </section>
        </div>
        <div role="alert" className={css.problem}>
          {failure}
        </div>
        {clock !== null && (
          <p className={css.clock}>{clock}. Set it right and sign in again if that fails.</p>
        )}
        {!props.isHostChannelOpen && <p className={css.note}>Waiting for the sender on this computer…</p>}
        <button
          type="button"
          className={css.disclosure}
          aria-expanded={isPairOpen}
          onClick={() => setIsPairOpen(!isPairOpen)}
        >
          Your organization gave you a client id and secret?
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

function Waiting(props: { url: string | null; onCancel: () => void }) {
  return (
    <div className={css.waiting} role="status" aria-label="Sign-in">
      <span className={css.waitingLine}>
        <Loader size={14} /> Waiting for your browser…
      </span>
      {props.url !== null && (
        <Anchor href={props.url} target="_blank" rel="noreferrer noopener">
          Open the sign-in page
        </Anchor>
      )}
      <Button variant="default" onClick={props.onCancel}>
        Cancel sign-in
      </Button>
    </div>
  )
}

function PairForm(props: { onSubmit: (clientId: string, clientSecret: string) => void }) {
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
        label="Client id"
        value={clientId}
        onChange={(event) => setClientId(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <PasswordInput
        label="Client secret"
        description="Kept in this computer’s keychain, never in a file."
        value={clientSecret}
        onChange={(event) => setClientSecret(event.currentTarget.value)}
        autoComplete="off"
        required
      />
      <Button type="submit" disabled={clientId.trim() === '' || clientSecret === ''}>
        Sign in with this pair
      </Button>
    </form>
  )
}
