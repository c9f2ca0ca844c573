import type { EventData, EventName, Workspace } from '../../../shared/rpc/contract.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { Auth } from '../auth/create-auth.ts'
import type { Log } from '../platform/log.ts'
import type { AuthActions, OpenWorkspace } from './workspace.ts'

/** The most statuses that one `sync.changed` event carries. */
const MAX_STATUSES = 100

/** What {@link createWorkspaces} works with. */
export interface WorkspacesParts {
  /** The account's own sign-in; the training workspace brings its own. */
  readonly auth: Auth
  readonly emit: <N extends EventName>(name: N, data: EventData<N>) => void
  readonly open: (name: Workspace) => Promise<OpenWorkspace>
  readonly closeGraceMs: number
  readonly log: Log
}

/** The open workspace. One is open at a time, and changes of it run one after the other. */
export interface Workspaces {
  name(): Workspace | null
  current(): OpenWorkspace | null
  /** The sign-in that the screens see now. */
  auth(): AuthActions
  /** Rejects with the reason when the workspace does not open. No workspace is open then. */
  enter(name: Workspace | null): Promise<void>
  /** Reopens the account's own workspace if it is open, after Catena's address has changed. */
  reopenLive(): Promise<void>
  close(): Promise<void>
}

interface Opened {
  readonly name: Workspace
  readonly workspace: OpenWorkspace
  readonly stops: readonly (() => void)[]
}

/** Starts with none open. Signing in on the first screen enters the account's own workspace. */
export function createWorkspaces(parts: WorkspacesParts): Workspaces {
  const { auth, emit } = parts
  const inTurn = createTurns()
  let opened: Opened | null = null
  let isEnded = false

  async function leave(): Promise<void> {
    const before = opened
    if (before === null) return
    opened = null
    for (const stop of before.stops) stop()
    await before.workspace.close(parts.closeGraceMs)
  }

  async function change(name: Workspace | null): Promise<void> {
    if (isEnded) throw new TypedError('host.closing', 'The planner is closing.')
    try {
      await leave()
      if (name !== null) {
        const workspace = await parts.open(name)
        opened = { name, workspace, stops: forwardEvents(parts, workspace) }
      }
    } finally {
      emit('workspace.changed', { workspace: opened?.name ?? null })
    }
    emit('auth.changed', (opened?.workspace.auth ?? auth).status())
    if (opened !== null) emit('network.changed', opened.workspace.engine.networkStatus())
  }

  const workspaces: Workspaces = {
    name: () => opened?.name ?? null,
    current: () => opened?.workspace ?? null,
    auth: () => opened?.workspace.auth ?? auth,
    enter: (name) =>
      inTurn(async () => {
        if (workspaces.name() !== name) await change(name)
      }),
    reopenLive: () =>
      inTurn(async () => {
        if (opened?.name === 'live') await change('live')
      }),
    close: () =>
      inTurn(async () => {
        isEnded = true
        stopFollowing()
        await leave()
      }),
  }
  const stopFollowing = followSignIn(parts, workspaces)
  return workspaces
}

/** Runs one piece of work after the other. A failure goes to its own caller and does not stop the next. */
function createTurns(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return (work) => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}

/** Tells the page about the account's own sign-in; enters the live workspace when somebody signs in on the first screen. */
function followSignIn({ auth, emit, log }: WorkspacesParts, workspaces: Workspaces): () => void {
  let wasSignedIn = auth.status().step === 'signedIn'
  return auth.onStatus((status) => {
    if (workspaces.name() !== 'training') emit('auth.changed', status)
    const isSignedIn = status.step === 'signedIn'
    if (isSignedIn && !wasSignedIn && workspaces.name() === null) {
      workspaces.enter('live').catch((error: unknown) => {
        log('error', 'the plans could not be opened after signing in', error)
      })
    }
    wasSignedIn = isSignedIn
  })
}

/** Tells the page what happens in an open workspace. @returns functions that end the subscriptions. */
function forwardEvents({ auth, emit }: WorkspacesParts, workspace: OpenWorkspace): readonly (() => void)[] {
  const stops = [
    workspace.engine.onStatuses((statuses) => {
      for (let start = 0; start < statuses.length; start += MAX_STATUSES) {
        emit('sync.changed', { statuses: statuses.slice(start, start + MAX_STATUSES) })
      }
    }),
    workspace.engine.onNetworkStatus((status) => emit('network.changed', status)),
  ]
  if (workspace.auth !== auth) {
    stops.push(workspace.auth.onStatus((status) => emit('auth.changed', status)))
  }
  return stops
}
