/** How the TSP will answer an operation. `existsAnyway`: the TSP made it and the answer got lost on its way back. */
export type Verdict =
  | { readonly kind: 'success' }
  | {
      readonly kind: 'failed'
      readonly errorType: 'auth' | 'validation' | 'network' | 'tsp'
      readonly existsAnyway: boolean
    }

/** One write that Catena has taken. Times are true time in milliseconds since 1970. */
export interface ModelOperation {
  readonly id: string
  readonly operation: 'create' | 'update'
  readonly connectionId: string
  /** The id that the body of the create said, of an update that of its workflow's create; not what is shown. */
  readonly truthSourceId: string | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly subject: string
  readonly committedMs: number
  readonly listedMs: number
  readonly settlesMs: number
  readonly verdict: Verdict
  /** Made by another computer of the account. */
  readonly isForeign: boolean
  resourceId: string | null
  isTerminal: boolean
}
