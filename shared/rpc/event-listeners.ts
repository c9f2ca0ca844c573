import { createListeners, type Listeners } from '../util/listeners.ts'
import { TypedError } from '../util/typed-error.ts'
import { type EventData, type EventName, events, STATE_EVENTS } from './contract.ts'
import { parseWith } from './parse-with.ts'
import type { ReportFault } from './rpc-message.ts'

/** Who listens to the host's events, and the last event of each kind in `STATE_EVENTS`. */
export interface EventListeners {
  /** @returns a function that ends the subscription. */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void
  /** Gives an event to its listeners; an unknown or unfit one is reported. */
  deliver(name: string, data: unknown): void
}

/** Starts with no listener. */
export function createEventListeners(reportFault: ReportFault): EventListeners {
  /** By name. Each listener was subscribed with the type of that name's data, which its schema has parsed. */
  const listeners = new Map<EventName, Listeners<[data: never]>>()
  const lastStates = new Map<EventName, unknown>()

  function give(name: EventName, listener: (data: never) => void): void {
    try {
      listener(lastStates.get(name) as never)
    } catch (error) {
      reportFault('an event could not be delivered', error)
    }
  }

  return {
    on(name, listener) {
      const ofName = listeners.get(name) ?? createListeners<[data: never]>()
      listeners.set(name, ofName)
      const end = ofName.subscribe(listener)
      if (lastStates.has(name)) give(name, listener)
      return end
    },
    deliver(name, data) {
      try {
        if (!isEventName(name)) {
          throw new TypedError('rpc.unknownEvent', `There is no event ${name.slice(0, 64)}.`)
        }
        const parsed = parseWith(events[name], data, 'rpc.badOutput', name)
        if (STATE_EVENTS.has(name)) lastStates.set(name, parsed)
        listeners.get(name)?.tell(parsed as never)
      } catch (error) {
        reportFault('an event could not be delivered', error)
      }
    },
  }
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name)
}
