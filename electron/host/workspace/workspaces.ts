import type { EventData, EventName, Workspace } from '../../../shared/rpc/contract.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { Auth } from '../auth/create-auth.ts'
import type { Log } from '../platform/log.ts'
import type { AuthActions, OpenWorkspace } from './workspace.ts'

/** As many statuses as one `sync.changed` event may carry. */
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

/** Which workspace is open. One at a time, and one change of it at a time. */
export interface Workspaces {
  name(): Workspace | null
  current(): OpenWorkspace | null
  /** The sign-in that the screens see now. */
  auth(): AuthActions
  /** Rejects with the reason when the workspace does not open; the first screen is then shown. */
  enter(name: Workspace | null): Promise<void>
  /** Closes and opens the account's own, when it is open: Catena's address has changed. */
  reopenLive(): Promise<void>
  close(): Promise<void>
}

interface Opened {
  readonly name: Workspace
  readonly parts: OpenWorkspace
  readonly stops: readonly (() => void)[]
}

/** Starts with none open. Signing in on the first screen enters the account's own by itself. */
export function createWorkspaces(parts: WorkspacesParts): Workspaces {
  const { auth, emit, log } = parts
  let opened: Opened | null = null
  let isEnded = false
  let last: Promise<void> = Promise.resolve()
  let wasSignedIn = auth.status().step === 'signedIn'
  const stopFollowing = auth.onStatus((status) => {
    if (opened?.name !== 'training') emit('auth.changed', status)
    const isSignedIn = status.step === 'signedIn'
    if (isSignedIn && !wasSignedIn && opened === null) {
      enter('live').catch((error: unknown) =>
        log('error', 'the plans could not be opened after signing in', error),
      )
    }
    wasSignedIn = isSignedIn
  })

  /** One after the other, whatever became of the one before; that one's caller hears of its failure. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }

  async function leave(): Promise<void> {
    const before = opened
    if (before === null) return
    opened = null
    for (const stop of before.stops) stop()
    await before.parts.close(parts.closeGraceMs)
  }

  async function change(name: Workspace | null): Promise<void> {
    if (isEnded) throw new TypedError('host.closing', 'The planner is closing.')
    try {
      await leave()
      if (name !== null) opened = follow(name, await parts.open(name))
    } finally {
      emit('workspace.changed', { workspace: opened?.name ?? null })
    }
    emit('auth.changed', (opened?.parts.auth ?? auth).status())
    if (opened !== null) emit('network.changed', opened.parts.engine.networkStatus())
  }

  function follow(name: Workspace, workspace: OpenWorkspace): Opened {
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
    return { name, parts: workspace, stops }
  }

  function enter(name: Workspace | null): Promise<void> {
    return inTurn(async () => {
      if ((opened?.name ?? null) !== name) await change(name)
    })
  }

  return {
    name: () => opened?.name ?? null,
    current: () => opened?.parts ?? null,
    auth: () => opened?.parts.auth ?? auth,
    enter,
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
}
