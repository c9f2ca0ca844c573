/**
 * How a write ended. `unsent`: provably no byte of the request left. `answered`: a whole HTTP answer came. `lost`:
 * anything else; the request may have arrived.
 */
export type WriteOutcome =
  | { readonly kind: 'unsent'; readonly reason: string; readonly cause?: unknown }
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  | { readonly kind: 'lost'; readonly reason: string; readonly cause?: unknown }

/** An HTTP answer as text. Header names are lower case. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** True when the body was cut: shorter than announced, or over 5 MiB. */
  readonly isTruncated: boolean
}
