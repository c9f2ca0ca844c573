import { Button, Loader } from '@mantine/core'
import { IconDatabaseX, IconPlugConnectedX } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Hello, Workspace } from '../../shared/rpc/contract.ts'
import type { HostClient } from '../../shared/rpc/host-client.ts'
import { errorText } from '../../shared/text/error-text.ts'
import type { LanguageSetting } from '../../shared/text/language.ts'
import { messageRef } from '../../shared/text/stored-text.ts'
import { TextsProvider, useLoadedTexts, useTexts } from '../components/display/texts.tsx'
import { CrashScreen } from '../components/feedback/crash-screen.tsx'
import { EmptyState } from '../components/feedback/empty-state.tsx'
import { notifyFailure, Toasts } from '../components/feedback/notify.tsx'
import { useHostState } from '../desk/desk-context.tsx'
import { ServicesContext } from '../desk/services.ts'
import { StartScreen } from '../features/start/start-screen.tsx'
import { App } from './app.tsx'
import { type DeskSession, openDeskSession } from './workspace-session.ts'

type Greeting =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'met'; readonly hello: Hello }

/** From nothing to the desk in the language of the settings; until they are known, in that of the system. */
export function Boot({ host }: { host: HostClient }) {
  const [language, setLanguage] = useState<LanguageSetting>('system')
  const texts = useLoadedTexts(language, notifyLanguage)
  useEffect(() => host.on('settings.changed', (settings) => setLanguage(settings.language)), [host])
  useEffect(() => {
    document.documentElement.lang = texts.locale
  }, [texts])
  return (
    <TextsProvider texts={texts}>
      <Toasts />
      <CrashScreen>
        <Welcome host={host} onLanguage={setLanguage} />
      </CrashScreen>
    </TextsProvider>
  )
}

function notifyLanguage(error: unknown): void {
  notifyFailure(messageRef('settings.languageNotLoaded'), error)
}

/** Greets the host, lets a workspace be chosen, opens it. */
function Welcome(props: { host: HostClient; onLanguage: (language: LanguageSetting) => void }) {
  const { t } = useTexts()
  const { host, onLanguage } = props
  const [greeting, setGreeting] = useState<Greeting>({ kind: 'waiting' })
  const greet = useCallback(() => {
    host.call('app.hello', {}).then(
      (hello) => {
        onLanguage(hello.settings.language)
        setGreeting({ kind: 'met', hello })
      },
      (error: unknown) => setGreeting({ kind: 'failed', error }),
    )
  }, [host, onLanguage])
  const isMet = greeting.kind === 'met'
  useEffect(() => {
    if (isMet) return
    greet()
    return host.onHostChannel((state) => {
      if (state === 'open') greet()
    })
  }, [host, greet, isMet])
  // Another window entered or left a workspace: all windows show the same one.
  useEffect(() => host.on('workspace.changed', greet), [host, greet])
  const enter = useCallback(
    (workspace: Workspace | null) => {
      host.call('app.enter', { workspace }).then(
        (hello) => setGreeting({ kind: 'met', hello }),
        (error: unknown) => notifyFailure(messageRef('app.boot.enterFailed'), error),
      )
    },
    [host],
  )
  if (greeting.kind === 'waiting') return <Loader m="xl" size="sm" aria-label={t('app.boot.starting')} />
  if (greeting.kind === 'failed') {
    return (
      <EmptyState
        icon={<IconPlugConnectedX size={40} stroke={1.3} />}
        title={t('app.boot.noService')}
        actions={<Button onClick={greet}>{t('app.tryAgain')}</Button>}
      >
        {errorText(t, greeting.error)}
      </EmptyState>
    )
  }
  const { hello } = greeting
  return hello.workspace === null ? (
    <Start host={host} hello={hello} onEnter={enter} />
  ) : (
    <OpenWorkspace
      key={hello.workspace}
      host={host}
      hello={hello}
      workspace={hello.workspace}
      onLeave={() => enter(null)}
    />
  )
}

function Start(props: { host: HostClient; hello: Hello; onEnter: (workspace: Workspace) => void }) {
  const { host, onEnter } = props
  const { auth, hostChannel } = useHostState(host, props.hello)
  return <StartScreen host={host} auth={auth} isHostChannelOpen={hostChannel === 'open'} onEnter={onEnter} />
}

type Opening =
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'open'; readonly session: DeskSession }

function OpenWorkspace(props: { host: HostClient; hello: Hello; workspace: Workspace; onLeave: () => void }) {
  const texts = useTexts()
  const { t } = texts
  const { host, workspace, onLeave } = props
  const latestTexts = useRef(texts)
  latestTexts.current = texts
  // The greeting that opened the workspace; a later one must not open the database again.
  const [hello] = useState(props.hello)
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' })
  useEffect(() => {
    let isOver = false
    let session: DeskSession | null = null
    const end = (opened: DeskSession): void => {
      opened.close().catch((error: unknown) => notifyFailure(messageRef('app.boot.closeFailed'), error))
    }
    openDeskSession(host, hello, workspace, () => latestTexts.current).then(
      (opened) => {
        if (isOver) {
          end(opened)
          return
        }
        session = opened
        setOpening({ kind: 'open', session: opened })
        opened.seed().catch((error: unknown) => notifyFailure(messageRef('app.boot.seedFailed'), error))
      },
      (error: unknown) => !isOver && setOpening({ kind: 'failed', error }),
    )
    return () => {
      isOver = true
      if (session !== null) end(session)
    }
  }, [host, hello, workspace])
  if (opening.kind === 'opening') return <Loader m="xl" size="sm" aria-label={t('app.boot.opening')} />
  if (opening.kind === 'failed') {
    return (
      <EmptyState
        icon={<IconDatabaseX size={40} stroke={1.3} />}
        title={t('app.boot.openFailed')}
        actions={<Button onClick={() => location.reload()}>{t('app.tryAgain')}</Button>}
      >
        {t('app.boot.openFailedText', { reason: errorText(t, opening.error) })}
      </EmptyState>
    )
  }
  return (
    <ServicesContext value={opening.session.services}>
      <App workspace={workspace} onLeave={onLeave} />
    </ServicesContext>
  )
}
