import { z } from 'zod'
import { characterChange, TRAITS } from '../character/character.ts'
import { passTime } from '../character/pass-time.ts'
import { actAtSecondDesk, secondDeskCommand } from '../character/second-desk.ts'
import { isoOf } from '../world/stored.ts'
import type { World } from '../world/world.ts'
import { type Faults, faultSpec } from './faults.ts'
import { NETWORK_STATES, type NetworkState } from './network-server.ts'
import type { Received } from './received.ts'

/** The servers whose network can be switched. */
export const NETWORK_TARGETS = ['api', 'issuer', 'both'] as const
export type NetworkTarget = (typeof NETWORK_TARGETS)[number]

/** What the control addresses reach. */
export interface ControlParts {
  readonly world: World
  readonly faults: Faults
  readonly received: Received
  readonly setNetwork: (state: NetworkState, target: NetworkTarget) => Promise<void>
  readonly networks: () => Readonly<Record<'api' | 'issuer', NetworkState>>
  readonly revokeAll: () => Promise<void>
  readonly forgetAccessTokens: () => void
  readonly nowMs: () => number
}

/** One request to a control address: its JSON body, `{}` when empty, and the part of the path after the name. */
interface ControlRequest {
  readonly body: unknown
  readonly id: string | undefined
}

/**
 * Carries out one call. @returns the body of the answer, `null` when what it names does not exist
 * @throws ZodError, SyntaxError or RangeError for a body that does not fit
 */
type ControlCall = (parts: ControlParts, request: ControlRequest) => object | null | Promise<object>

const networkChange = z.strictObject({
  state: z.enum(NETWORK_STATES),
  target: z.enum(NETWORK_TARGETS).default('both'),
})
const connectionChange = z.strictObject({ id: z.string(), status: z.string() })
const workflowId = z.strictObject({ id: z.string() })
const workflowChange = z.strictObject({ id: z.string(), change: z.record(z.string(), z.unknown()) })

const DONE = {}

/** Every call below `/_sandbox/`, by method and name. */
export const CONTROL_CALLS: Readonly<Record<string, ControlCall>> = {
  // How this Catena behaves, see TRAITS; `{trait: value, …}` changes it, DELETE returns to the start.
  'GET character': ({ world }) => ({ character: world.character.traits(), traits: TRAITS }),
  'POST character': ({ world }, { body }) => {
    world.character.set(characterChange.parse(body))
    return DONE
  },
  'DELETE character': ({ world }) => {
    world.character.reset()
    return DONE
  },

  // `{do, …}`, see secondDeskCommand: somebody else creates, edits or cancels.
  'POST second-desk': ({ world, nowMs }, { body }) => ({
    operationId: actAtSecondDesk(world, secondDeskCommand.parse(body), nowMs()),
  }),

  // Faults, see faultSpec: one or a list; `DELETE faults/{id}` removes one.
  'GET faults': ({ faults }) => ({ faults: faults.list() }),
  'POST faults': ({ faults }, { body }) => {
    const specs = (Array.isArray(body) ? body : [body]).map((each) => faultSpec.parse(each))
    return { ids: specs.map((each) => faults.add(each)) }
  },
  'DELETE faults': ({ faults }, { id }) => {
    if (id === undefined) faults.clear()
    else if (!faults.remove(Number(id))) return null
    return DONE
  },

  // `{state, target}`, see NETWORK_STATES: cuts and restores the network of the servers.
  'GET network': ({ networks }) => networks(),
  'POST network': async ({ setNetwork }, { body }) => {
    const { state, target } = networkChange.parse(body)
    await setNetwork(state, target)
    return DONE
  },

  // Every write with its body and arrival, and how often each `source_id` was created.
  'GET received': ({ received }) => ({
    writes: received.writes(),
    createsBySourceId: received.createsBySourceId(),
    requests: received.all().length,
  }),

  // Operations and workflows, with what is already decided about them.
  'GET world': ({ world, nowMs }) => {
    passTime(world, nowMs())
    return {
      connections: world.fleet.connections,
      operations: world.operations(),
      workflows: world.workflows(),
    }
  },

  // What somebody at Catena or the TSP does: `{id, status}`, `{id, change}`, `{id}`.
  'POST connection': ({ world }, { body }) => {
    const { id, status } = connectionChange.parse(body)
    world.setConnectionStatus(id, status)
    return DONE
  },
  'POST workflow': ({ world, nowMs }, { body }) => {
    const { id, change } = workflowChange.parse(body)
    world.editWorkflow(id, change, nowMs())
    return DONE
  },
  'POST delete-workflow': ({ world, nowMs }, { body }) => {
    const atMs = nowMs()
    world.editWorkflow(workflowId.parse(body).id, { deleted_at: isoOf(atMs) }, atMs)
    return DONE
  },

  // Ends every sign-in.
  'POST revoke': async ({ revokeAll }) => {
    await revokeAll()
    return DONE
  },
  // Makes the access tokens that were given out worthless; refresh tokens stay good.
  'POST forget-access-tokens': ({ forgetAccessTokens }) => {
    forgetAccessTokens()
    return DONE
  },
  // No faults, network up, nothing received, no workflows, the character of the start.
  'POST reset': async ({ faults, received, world, setNetwork }) => {
    faults.clear()
    received.clear()
    world.reset()
    world.character.reset()
    await setNetwork('up', 'both')
    return DONE
  },
}
