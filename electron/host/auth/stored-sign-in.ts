import { errorToStore } from '../../../shared/text/error-text.ts'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { type AuthParts, bindingOf, entryName } from './auth-parts.ts'
import type { ClientIdentity } from './authorization-server.ts'
import { type Credential, createCredentialStore, isSameBinding, type SignInBinding } from './credential.ts'

/** A sign-in as it was found, and one sentence about a sign-in that was not usable. */
export interface FoundSignIn {
  readonly credential: Credential | null
  readonly problem: StoredText | null
}

/** The sign-in that the environment or the keychain holds for the servers that the settings name. */
export interface StoredSignIn {
  /** Binds to the servers that the settings name now, and finds the sign-in for them. */
  load(): Promise<FoundSignIn>
  /** Stores a sign-in. A failure does not end it: returns a sentence that says so, else `null`. */
  remember(credential: Credential): Promise<StoredText | null>
  /** Removes it from the keychain. @throws TypedError `secret.unavailable` */
  forget(): Promise<void>
  isBoundTo(binding: SignInBinding): boolean
  /** The server and client of a sign-in; the bound ones for `null`. */
  identityOf(credential: Credential | null): ClientIdentity
}

/** Bound to the servers that the settings name now. A client secret of the environment is for these only. */
export function createStoredSignIn(parts: AuthParts): StoredSignIn {
  const environmentBinding = bindingOf(parts)
  let bound = environmentBinding

  const store = () => createCredentialStore(parts.secrets, entryName(parts, bound), bound)

  async function loadFromKeychain(): Promise<FoundSignIn> {
    try {
      return { credential: await store().load(), problem: null }
    } catch (error) {
      if (!(error instanceof TypedError)) throw error
      parts.log('warn', `the stored sign-in was not loaded: ${error.code}`)
      return {
        credential: null,
        problem: messageRef('errors.auth.signInAgain', { reason: errorToStore(error) }),
      }
    }
  }

  function fromEnvironment(clientSecret: string): FoundSignIn {
    if (!isSameBinding(bound, environmentBinding)) {
      parts.log('warn', 'the client secret of the environment belongs to another authorization server')
      return { credential: null, problem: messageRef('errors.auth.otherSecret') }
    }
    const { issuerUrl, clientId } = bound
    return {
      credential: { mode: 'clientCredentials', issuer: issuerUrl, clientId, clientSecret },
      problem: null,
    }
  }

  return {
    async load() {
      bound = bindingOf(parts)
      const secret = parts.environmentSecret
      return secret === null ? loadFromKeychain() : fromEnvironment(secret)
    },
    async remember(credential) {
      // A pair of the environment is not stored.
      if (parts.environmentSecret !== null) return null
      try {
        await store().save(credential)
        return null
      } catch (error) {
        if (!(error instanceof TypedError)) throw error
        parts.log('warn', `the sign-in was not stored: ${error.code}`)
        return messageRef('errors.auth.sessionOnly', { reason: errorToStore(error) })
      }
    },
    async forget() {
      if (parts.environmentSecret === null) await store().clear()
    },
    isBoundTo: (binding) => isSameBinding(binding, bound),
    // By the credential, not by the settings: these may name another server before the sign-in is replaced.
    identityOf(credential) {
      const issuerUrl = credential?.issuer ?? bound.issuerUrl
      if (credential?.mode !== 'clientCredentials' || credential.clientSecret === null) {
        return { issuerUrl, clientId: bound.clientId, clientSecret: null }
      }
      return { issuerUrl, clientId: credential.clientId, clientSecret: credential.clientSecret }
    },
  }
}
