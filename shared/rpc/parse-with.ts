import type { z } from 'zod'
import type { FieldError } from '../model/status/sync-status.ts'
import { RpcError } from './rpc-error.ts'

/**
 * Parses one end of a call or an event by the contract.
 * @param what names the call or event in the error
 * @throws RpcError with `code` and the fields that do not fit
 */
export function parseWith(schema: z.ZodType, value: unknown, code: string, what: string): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const problems: FieldError[] = parsed.error.issues.map((issue) => ({
    path: issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message: issue.message,
  }))
  const first = problems[0]
  const where = first === undefined ? '' : `: ${first.path.join('.')} ${first.message}`
  throw new RpcError(code, `${what} does not fit the contract${where}`, problems, parsed.error)
}
