import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Connection, Driver, Vehicle } from '../../shared/model/reference.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { NetworkStatus } from '../../shared/model/status/sync-status.ts'
import type { AuthStatus, Hello, Notice } from '../../shared/rpc/contract.ts'
import type { HostChannelState, HostClient } from '../../shared/rpc/host-client.ts'
import { createDepotTime, type DepotTime, isTimeZone } from '../../shared/util/depot-time.ts'
import type { DeskClock } from './desk-clock.tsx'

/** What the host says now: the start of the page plus every event since. */
export interface HostState {
  readonly hostChannel: HostChannelState
  readonly connection: NetworkStatus
  readonly auth: AuthStatus
  readonly settings: Settings
  readonly notices: readonly Notice[]
  readonly overridden: readonly string[]
}

/**
 * What all screens of the desk share: the host's state, the depot's zone and day, and the reference data by name. The time now is
 * not part of it (see `desk-clock.tsx`): every screen would be rendered again at each tick.
 */
export interface Desk extends HostState {
  readonly time: DepotTime
  /** `YYYY-MM-DD` in the depot's zone. */
  readonly today: string
  readonly connections: readonly Connection[]
  readonly drivers: readonly Driver[]
  readonly vehicles: readonly Vehicle[]
}

const DeskContext = createContext<Desk | null>(null)

/** Gives the screens below it one {@link Desk}. */
export function DeskProvider(props: { value: Desk; children: ReactNode }) {
  return <DeskContext value={props.value}>{props.children}</DeskContext>
}

/** @throws Error outside of {@link DeskProvider}. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('useDesk needs DeskProvider')
  return desk
}

/** Follows the host. After the host channel was closed and opened again everything is asked for afresh. */
export function useHostState(host: HostClient, hello: Hello): HostState {
  const [state, setState] = useState<HostState>(() => ({
    ...stateOf(hello),
    hostChannel: host.hostChannel(),
  }))
  useEffect(() => {
    let isOver = false
    const merge = (part: Partial<HostState>): void => setState((before) => ({ ...before, ...part }))
    const ends = [
      host.on('network.changed', (connection) => merge({ connection })),
      host.on('auth.changed', (auth) => merge({ auth })),
      host.on('settings.changed', (settings) => merge({ settings })),
      host.on('notices.changed', ({ notices }) => merge({ notices })),
      host.onHostChannel((hostChannel) => {
        merge({ hostChannel })
        if (hostChannel !== 'open') return
        // A failure here means that the host channel closed again: the next opening asks once more.
        host.call('app.hello', {}).then(
          (fresh) => !isOver && merge(stateOf(fresh)),
          () => merge({ hostChannel: host.hostChannel() }),
        )
      }),
    ]
    merge({ hostChannel: host.hostChannel() })
    return () => {
      isOver = true
      for (const end of ends) end()
    }
  }, [host])
  return state
}

function stateOf(hello: Hello): Omit<HostState, 'hostChannel'> {
  const { connection, auth, settings, notices, overridden } = hello
  return { connection, auth, settings, notices, overridden }
}

/** The depot's zone: the setting, else this computer's. */
export function depotZone(settings: Settings): string {
  const zone = settings.depotTimeZone
  return zone !== null && isTimeZone(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** One {@link DepotTime} for as long as the zone and the language stay. */
export function useDepotTime(settings: Settings, locale: string): DepotTime {
  const zone = depotZone(settings)
  return useMemo(() => createDepotTime(zone, locale), [zone, locale])
}

/** Today in the depot's zone, `YYYY-MM-DD`. Renders its component again once a day. */
export function useToday(clock: DeskClock, time: DepotTime): string {
  return useSyncExternalStore(clock.subscribe, () => time.dayOf(new Date(clock.nowMs()).toISOString()) ?? '')
}
