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
 * What may cross of an error: a code, its values and a message. An error that is not a {@link TypedError} says nothing of itself,
 * since its text was written for developers and may hold anything; the host's log has it.
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
