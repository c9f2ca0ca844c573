/** How the TSP answers an operation. `existsAnyway`: the TSP made the workflow, and its answer was lost. */
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
  /** The source id in the body of the create; for an update, that of its workflow's create. Not what is shown. */
  readonly truthSourceId: string | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly subject: string
  readonly committedMs: number
  readonly listedMs: number
  readonly settlesMs: number
  readonly verdict: Verdict
  /** True for a write of another computer with the same account. */
  readonly isForeign: boolean
  resourceId: string | null
  isTerminal: boolean
}
