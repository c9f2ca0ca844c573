/**
 * An error with a code (`area.reason`) and its cause. Code and values cross the RPC; `shared/text/error-text.ts` makes
 * the sentence on screen from them. The message is English, for logs and terminals. Where one code has several
 * sentences, the message is a stored text (`shared/text/stored-text.ts`).
 */
export class TypedError<Code extends string = string> extends Error {
  readonly code: Code
  /** Values of the message `errors.<code>` of the catalog. */
  readonly values: Readonly<Record<string, string | number>>
  constructor(
    code: Code,
    message: string,
    cause?: unknown,
    values: Readonly<Record<string, string | number>> = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'TypedError'
    this.code = code
    this.values = values
  }
}
