/**
 * An error with a code (`area.reason`), never told apart by its text, and with its cause. The code is what crosses the
 * RPC; the message is one sentence a dispatcher can read.
 */
export class TypedError<Code extends string = string> extends Error {
  readonly code: Code
  constructor(code: Code, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'TypedError'
    this.code = code
  }
}
