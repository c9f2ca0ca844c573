/**
 * An error with a code (`area.reason`), never told apart by its text, and with its cause. Code and values are what crosses
 * the RPC and what `shared/text/error-text.ts` makes the sentence on screen of. The message is for logs and terminals, in
 * English; a stored message (`shared/text/stored-text.ts`) stands there where one code has several sentences.
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
