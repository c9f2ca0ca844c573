/** The subscribers of one kind of event. `Values` are the arguments that each of them is called with. */
export interface Listeners<Values extends readonly unknown[]> {
  /**
   * Adds a listener. A function that is added twice is called twice, and each of its subscriptions ends by itself.
   * @returns a function that ends the subscription.
   */
  readonly subscribe: (listener: (...values: Values) => void) => () => void
  /**
   * Calls the listeners in the order of their subscription: all that are subscribed when the call begins, whatever they subscribe
   * or end meanwhile.
   * @throws what a listener throws; the listeners after it are then not called.
   */
  readonly tell: (...values: Values) => void
  /** Ends all subscriptions. */
  readonly clear: () => void
  /** How many subscriptions there are. */
  readonly count: () => number
}

/** Starts with no listener. */
export function createListeners<Values extends readonly unknown[] = []>(): Listeners<Values> {
  const entries = new Set<{ readonly call: (...values: Values) => void }>()
  return {
    subscribe(listener) {
      const entry = { call: listener }
      entries.add(entry)
      return () => {
        entries.delete(entry)
      }
    },
    tell(...values) {
      for (const { call } of [...entries]) call(...values)
    },
    clear: () => entries.clear(),
    count: () => entries.size,
  }
}
