import { type CallName, calls } from '../../../shared/rpc/contract.ts'
import type { RpcHandlers } from '../../../shared/rpc/rpc-server.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/** Handlers for some calls; every other call fails with `test.notGiven`. */
export function someHandlers(some: Partial<RpcHandlers>): RpcHandlers {
  const refuse = (): never => {
    throw new TypedError('test.notGiven', 'the test gave no handler for this call')
  }
  const names = Object.keys(calls) as CallName[]
  const all = Object.fromEntries(names.map((name) => [name, some[name] ?? refuse]))
  return all as unknown as RpcHandlers
}
