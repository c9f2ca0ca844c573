import type { TokenSource } from '../sync/core/ports.ts'

/**
 * The tokens of a sign-in for a workspace that was opened for one address of Catena. While `isStillFor` is false it
 * gets none: after a change of the settings the sign-in belongs to the new address, and its token must not go to the
 * old one before the workspace is reopened.
 */
export function bindTokens(source: TokenSource, isStillFor: () => boolean): TokenSource {
  return {
    account: source.account,
    accessToken: async () => (isStillFor() ? source.accessToken() : { kind: 'signInNeeded' }),
    refresh: async (rejected) => (isStillFor() ? source.refresh(rejected) : { kind: 'signInNeeded' }),
    onChange: source.onChange,
  }
}
