import { createContext, useContext } from 'react'
import type { Hello } from '../../shared/rpc/contract.ts'
import type { HostClient } from '../../shared/rpc/host-client.ts'
import type { WorkflowCommands } from '../db/commands/command-types.ts'
import type { Pull } from '../db/remote/pull.ts'
import type { PlannerDatabase } from '../db/schema/schema.ts'
import type { DraftWindow } from './draft-window.ts'

/** What every screen may use. Made once in `main.tsx`; no module-level state anywhere. */
export interface Services {
  readonly host: HostClient
  readonly db: PlannerDatabase
  readonly commands: WorkflowCommands
  /** As of the start of this page; live parts come by events and Dexie. */
  readonly hello: Hello
  /** Injected so that tests can stand still: milliseconds since 1970. */
  readonly nowMs: () => number
  /** A fresh ULID. */
  readonly mintId: () => string
  readonly draftWindow: DraftWindow
  /** How far reading what was made and changed elsewhere has got. */
  readonly pull: Pick<Pull, 'state' | 'subscribe' | 'readNow'>
  /** Fetches connections, drivers and vehicles now. Rejects with the first failure. */
  readonly refreshLists: () => Promise<void>
}

export const ServicesContext = createContext<Services | null>(null)

/** @throws Error outside of `ServicesContext.Provider`. */
export function useServices(): Services {
  const services = useContext(ServicesContext)
  if (services === null) throw new Error('useServices needs ServicesContext')
  return services
}
