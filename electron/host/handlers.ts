import type { Settings } from '../../shared/model/settings.ts'
import type { Hello, Workspace } from '../../shared/rpc/contract.ts'
import { RpcError } from '../../shared/rpc/rpc-error.ts'
import type { RpcHandlers } from '../../shared/rpc/rpc-server.ts'
import { messageRef } from '../../shared/text/stored-text.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import { parseBaseUrl } from './catena/base-url.ts'
import type { Notices } from './notices.ts'
import type { HostEnvironment } from './platform/environment.ts'
import { changedAgainst, withEnvironment } from './platform/environment.ts'
import type { SettingsStore } from './settings/settings-store.ts'
import { type AuthActions, type OpenWorkspace, readReference } from './workspace/workspace.ts'

/** What the handlers work with. */
export interface HandlerParts {
  readonly hello: () => Hello
  readonly settings: SettingsStore
  readonly environment: HostEnvironment
  readonly notices: Notices
  /** The open workspace; `null` on the first screen. */
  readonly workspace: () => OpenWorkspace | null
  readonly enter: (name: Workspace | null) => Promise<void>
  /** The sign-in of the open workspace; the account's own on the first screen. */
  readonly auth: () => AuthActions
  readonly openExternal: (address: string) => Promise<void>
  /** Puts new settings into effect. @param before the settings until now */
  readonly afterSettings: (before: Settings) => Promise<void>
  readonly wallMs: () => number
}

const DONE = {}
/** E6: pages pass a key; the addresses are defined here only. */
const CATENA_PAGE = 'https://catenatelematics.com/'

/** One function per call of the contract. */
export function createHandlers(parts: HandlerParts): RpcHandlers {
  const engine = () => open(parts.workspace()).engine
  const settings = () => withEnvironment(parts.settings.get(), parts.environment)
  return {
    'app.hello': parts.hello,
    'app.enter': async ({ workspace }) => {
      await parts.enter(workspace)
      return parts.hello()
    },
    'app.dismissNotice': ({ id }) => {
      parts.notices.dismiss(id)
      return DONE
    },
    'app.openExternal': async ({ key }) => {
      const address = key === 'catena' ? CATENA_PAGE : parts.auth().authorizationUrl()
      if (address === null) throw new TypedError('auth.notWaiting', 'No sign-in is waiting for the browser.')
      await parts.openExternal(address)
      return DONE
    },
    'settings.get': settings,
    'settings.save': async (input) => {
      const before = settings()
      checkNotSetByEnvironment(input.settings, parts.environment)
      checkAddress(input.settings.catena.apiUrl)
      parts.settings.save(withoutOverridden(input.settings, parts))
      await parts.afterSettings(before)
      return settings()
    },
    'auth.status': () => parts.auth().status(),
    'auth.signIn': () => parts.auth().signIn(),
    'auth.cancelSignIn': () => parts.auth().cancelSignIn(),
    'auth.signInWithClientCredentials': (input) => parts.auth().signInWithClientCredentials(input),
    'auth.signOut': () => parts.auth().signOut(),
    'sync.begin': (input) => engine().begin(input),
    'sync.submit': (input) => engine().submit(input),
    'sync.statuses': (input) => engine().statuses(input),
    'sync.desiredPlans': (input) => engine().desiredPlans(input),
    'sync.detail': (input) => engine().detail(input),
    'sync.sendNow': async (input) => after(engine().sendNow(input)),
    'sync.hold': async (input) => after(engine().hold(input)),
    'sync.release': async (input) => after(engine().release(input)),
    'sync.discard': async (input) => after(engine().discard(input)),
    'sync.holdAll': (input) => engine().holdAll(input),
    'sync.confirmAbsent': async (input) => after(engine().confirmAbsent(input)),
    'sync.cancelDuplicate': async (input) => after(engine().cancelDuplicate(input)),
    'sync.learned': () => engine().learned(),
    'remote.page': (input) => engine().remotePage(input),
    'reference.page': (input) => readReference(open(parts.workspace()), input, parts.wallMs),
    'training.day': (input) => {
      const { trainingDay } = open(parts.workspace())
      if (trainingDay === null)
        throw new TypedError('training.notOpen', 'This is only there in training mode.')
      return trainingDay(input)
    },
  }
}

/**
 * A page must not change the servers to which the client secret of the environment is sent.
 * @throws RpcError `settings.setByEnvironment` beside each field that differs from what the environment sets.
 */
function checkNotSetByEnvironment({ catena }: Settings, environment: HostEnvironment): void {
  const names = changedAgainst(environment, catena)
  if (names.length === 0) return
  const message = messageRef('errors.settings.setByEnvironment')
  throw new RpcError(
    'settings.setByEnvironment',
    message,
    names.map((name) => ({ path: ['catena', name], message })),
  )
}

/** @throws RpcError for the field when the address can never work. */
function checkAddress(apiUrl: string): void {
  try {
    parseBaseUrl(apiUrl)
  } catch (error) {
    if (!(error instanceof TypedError)) throw error
    throw new RpcError(
      error.code,
      error.message,
      [{ path: ['catena', 'apiUrl'], message: error.message }],
      error,
    )
  }
}

function open(workspace: OpenWorkspace | null): OpenWorkspace {
  if (workspace === null) {
    throw new TypedError('workspace.none', 'Sign in to Catena or enter training mode first.')
  }
  return workspace
}

async function after(work: Promise<void>): Promise<Record<string, never>> {
  await work
  return DONE
}

/** The settings to store: a value that the environment overrides stays as it is in the file. */
function withoutOverridden(next: ReturnType<SettingsStore['get']>, parts: HandlerParts) {
  const kept = parts.settings.get().catena
  const overridden = Object.fromEntries(
    Object.keys(parts.environment.catena).map((key) => [key, kept[key as keyof typeof kept]]),
  )
  return { ...next, catena: { ...next.catena, ...overridden } }
}
