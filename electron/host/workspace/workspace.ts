import type { AuthStatus, CallInput, CallOutput } from '../../../shared/rpc/contract.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { assertNever } from '../../../shared/util/assert-never.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { serverErrorText } from '../../catena/answer-shape.ts'
import type { SyncEngine } from '../sync/core/engine-types.ts'
import type { CatenaReader, ReadOutcome, TokenSource } from '../sync/core/ports.ts'

/** Signing in and out, for the screens. Each call returns the status after it. */
export interface AuthActions {
  status(): AuthStatus
  signIn(): Promise<AuthStatus>
  cancelSignIn(): Promise<AuthStatus>
  signInWithClientCredentials(input: CallInput<'auth.signInWithClientCredentials'>): Promise<AuthStatus>
  signOut(): Promise<AuthStatus>
  /** The address of the sign-in that waits for the browser, to open it again; `null` when none waits. */
  authorizationUrl(): string | null
  /** @returns a function that ends the subscription. */
  onStatus(listener: (status: AuthStatus) => void): () => void
}

/** One set of local data with its engine, sign-in and reader: the account's own or the training one. */
export interface OpenWorkspace {
  readonly engine: SyncEngine
  readonly auth: AuthActions
  readonly reader: CatenaReader
  readonly tokens: TokenSource
  /** `null` in the account's own workspace. */
  readonly trainingDay: ((input: CallInput<'training.day'>) => CallOutput<'training.day'>) | null
  /** Closes the engine, then its journal. @param graceMs how long a request on its way may take */
  close(graceMs: number): Promise<void>
}

/**
 * Reads one page of reference data. The token is refreshed once when Catena refuses it. @throws TypedError `catena.*`
 */
export async function readReference(
  workspace: OpenWorkspace,
  input: CallInput<'reference.page'>,
  wallMs: () => number,
): Promise<CallOutput<'reference.page'>> {
  const token = await workspace.tokens.accessToken()
  if (token.kind !== 'token') throw tokenError(token)
  let outcome = await workspace.reader.referencePage(input.kind, input.cursor, token.accessToken)
  if (outcome.kind === 'unauthorized') {
    const fresh = await workspace.tokens.refresh(token.accessToken)
    if (fresh.kind !== 'token') throw tokenError(fresh)
    outcome = await workspace.reader.referencePage(input.kind, input.cursor, fresh.accessToken)
  }
  return { page: unwrap(outcome), asOf: new Date(wallMs()).toISOString() }
}

function tokenError(
  result: { readonly kind: 'signInNeeded' } | { readonly kind: 'unreachable'; readonly detail: string },
): TypedError {
  if (result.kind === 'signInNeeded') return new TypedError('catena.signInNeeded', 'Sign in to Catena first.')
  return new TypedError('catena.unreachable', result.detail)
}

function unwrap<T>(outcome: ReadOutcome<T>): T {
  switch (outcome.kind) {
    case 'ok':
      return outcome.value
    case 'unauthorized':
      throw new TypedError('catena.signInNeeded', messageRef('errors.catena.tokenRefused'))
    case 'rateLimited':
      throw new TypedError('catena.rateLimited', 'Catena asks to wait before the next request.')
    case 'refused':
      throw new TypedError('catena.refused', outcome.message)
    case 'unusable':
      throw new TypedError('catena.unusable', outcome.reason)
    case 'serverError':
      throw new TypedError('catena.unreachable', serverErrorText(outcome.status))
    case 'portal':
      throw new TypedError('catena.networkLoginNeeded', outcome.detail)
    case 'untrusted':
      throw new TypedError('catena.certificateNotTrusted', outcome.detail)
    case 'offline':
      throw new TypedError('catena.offline', outcome.detail)
    case 'unreachable':
      throw new TypedError('catena.unreachable', outcome.detail)
    default:
      return assertNever(outcome)
  }
}
