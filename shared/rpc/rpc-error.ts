import type { FieldError } from '../model/status/sync-status.ts'
import { TypedError } from '../util/typed-error.ts'
import type { RpcFailure } from './contract.ts'

/** A failure that crosses the RPC together with the fields it concerns. Either end may throw or catch it. */
export class RpcError extends TypedError {
  readonly fieldErrors: readonly FieldError[]
  constructor(
    code: string,
    message: string,
    fieldErrors: readonly FieldError[] = [],
    cause?: unknown,
    values: TypedError['values'] = {},
  ) {
    super(code, message, cause, values)
    this.name = 'RpcError'
    this.fieldErrors = fieldErrors
  }
}

const HOST_FAULT: RpcFailure = {
  code: 'host.fault',
  message: 'Something went wrong inside the planner. The log has the details.',
}

/**
 * The part of an error that crosses the channel: code, values and message. Of an error that is not a {@link TypedError}
 * nothing crosses: its text may hold anything, so it stays in the host's log.
 */
export function failureOf(error: unknown): RpcFailure {
  if (!(error instanceof TypedError)) return HOST_FAULT
  const { code, message, values } = error
  return {
    code,
    message,
    ...(Object.keys(values).length > 0 && { values: { ...values } }),
    ...(error instanceof RpcError && error.fieldErrors.length > 0 && { fieldErrors: [...error.fieldErrors] }),
  }
}
