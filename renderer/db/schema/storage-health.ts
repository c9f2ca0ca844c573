import { createListeners } from '../../../shared/util/listeners.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'

/** Why the database does not take a write. */
export type StorageErrorCode = 'storage.quota' | 'storage.failed' | 'storage.blocked' | 'storage.readOnly'

/** What the database's refusal means, with the browser's own error as its cause. */
export type StorageError = TypedError<StorageErrorCode>

/** Whether the database takes writes. Once it failed it is read-only until somebody asks to try again (rule D3). */
export interface StorageHealth {
  /** The error that made it read-only; `null` = it takes writes. */
  readonly failure: () => StorageError | null
  /** Makes it read-only. Later failures do not replace the first: that one is the cause. */
  readonly fail: (error: StorageError) => void
  /** The dispatcher made room or closed the other window: the next save tries again. */
  readonly tryAgain: () => void
  /** @returns a function that ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void
}

/** One per database. */
export function createStorageHealth(): StorageHealth {
  let failure: StorageError | null = null
  const listeners = createListeners()
  function change(next: StorageError | null): void {
    if (failure === next) return
    failure = next
    listeners.tell()
  }
  return {
    failure: () => failure,
    fail: (error) => change(failure ?? error),
    tryAgain: () => change(null),
    subscribe: listeners.subscribe,
  }
}

const SENTENCES: Record<StorageErrorCode, string> = {
  'storage.quota': 'This computer is out of space for plans. Nothing of this change was saved.',
  'storage.failed': 'The local database could not save. Nothing of this change was saved.',
  'storage.blocked': 'The local database is held by another window of Depot Planner. Close that window.',
  'storage.readOnly': 'The local database does not take changes now. Nothing of this change was saved.',
}

/** An error for the screen, by its code. */
export function storageError(code: StorageErrorCode, cause?: unknown): StorageError {
  return new TypedError(code, SENTENCES[code], cause)
}

/** What an error thrown by IndexedDB or Dexie means. Anything that is already typed passes through unchanged. */
export function toStorageError(cause: unknown): TypedError {
  if (cause instanceof TypedError) return cause
  return storageError(namesOf(cause).has('QuotaExceededError') ? 'storage.quota' : 'storage.failed', cause)
}

/** Names of an error and of what it wraps: Dexie keeps the browser's error in `inner` or in `failures`. */
export function namesOf(error: unknown, depth = 0): Set<string> {
  const names = new Set<string>()
  if (typeof error !== 'object' || error === null || depth > 4) return names
  if ('name' in error && typeof error.name === 'string') names.add(error.name)
  const wrapped: unknown[] = [
    'inner' in error ? error.inner : null,
    'cause' in error ? error.cause : null,
    'failures' in error && Array.isArray(error.failures) ? error.failures[0] : null,
  ]
  for (const each of wrapped) for (const name of namesOf(each, depth + 1)) names.add(name)
  return names
}
