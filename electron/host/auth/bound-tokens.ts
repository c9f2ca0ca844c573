import type { TokenSource } from '../sync/core/ports.ts'

/**
 * The tokens of a sign-in for one user of them, a workspace that was opened for one address of Catena: while
 * `isStillFor` is false it gets none. Between a change of the settings and the reopening of the workspace the sign-in
 * already belongs to the new address, and its token must not go to the old one.
 */
export function bindTokens(source: TokenSource, isStillFor: () => boolean): TokenSource {
  return {
    account: source.account,
    accessToken: async () => (isStillFor() ? source.accessToken() : { kind: 'signInNeeded' }),
    refresh: async (rejected) => (isStillFor() ? source.refresh(rejected) : { kind: 'signInNeeded' }),
    onChange: source.onChange,
  }
}
