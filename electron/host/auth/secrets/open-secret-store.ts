import { messageRef, type StoredText } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { Clock } from '../../sync/core/ports.ts'
import { createKeytarSecretStore, type KeytarLike } from './keytar-secret-store.ts'
import { createMemorySecretStore, type SecretStore } from './secret-store.ts'

/** A {@link SecretStore} that continues in memory when the keychain fails, and says so. */
export interface OpenSecretStore extends SecretStore {
  /** One sentence, as a stored text, why secrets last for this run only; `null` while the keychain works. */
  sessionOnlyReason(): string | null
}

/** What {@link openSecretStore} works with. */
export interface OpenSecretStoreParts {
  /** The name under which the keychain lists our entries. */
  readonly service: string
  readonly clock: Clock
  readonly log: (level: 'info' | 'warn' | 'error', text: string, cause?: unknown) => void
  /** Loads keytar; rejects where it is not installed. */
  readonly loadKeytar?: () => Promise<KeytarLike>
}

/** keytar is an optional dependency: the planner also starts without its library. */
async function importKeytar(): Promise<KeytarLike> {
  const module = await import('keytar')
  return module.default ?? module
}

/**
 * Opens the keychain, or the memory of this run where there is none (O6: no session bus, locked, denied, silent for 10
 * s). No secret is ever stored on disk in plain text. One read decides which store is used.
 */
export async function openSecretStore(parts: OpenSecretStoreParts): Promise<OpenSecretStore> {
  const memory = createMemorySecretStore()
  let keychain: SecretStore | null = null
  let opened: SecretStore | null = null
  let reason: string | null = null

  function giveUp(why: string, cause: unknown): void {
    keychain = null
    reason = why
    parts.log('warn', 'the keychain is not used', cause)
  }

  try {
    const keytar = await (parts.loadKeytar ?? importKeytar)()
    keychain = createKeytarSecretStore(keytar, parts.service, parts.clock)
    await keychain.get('probe')
    opened = keychain
  } catch (cause) {
    giveUp(whyNot(cause), cause)
  }

  /** Uses the keychain, and the memory from the first failure on. */
  async function run<T>(work: (store: SecretStore) => Promise<T>): Promise<T> {
    if (keychain === null) return work(memory)
    try {
      return await work(keychain)
    } catch (cause) {
      if (cause instanceof TypedError && cause.code === 'secret.damaged') throw cause
      giveUp(whyNot(cause), cause)
      return work(memory)
    }
  }

  async function remove(name: string): Promise<void> {
    await memory.delete(name)
    // Deleting does not fall back to memory: a secret that is still in a failed keychain must not look deleted.
    if (opened !== null) await opened.delete(name)
  }

  return {
    get: (name) => run((store) => store.get(name)),
    set: (name, value) => run((store) => store.set(name, value)),
    delete: remove,
    sessionOnlyReason: () => reason,
  }
}

function whyNot(cause: unknown): StoredText {
  const isTold = cause instanceof TypedError && cause.code === 'secret.unavailable'
  const reason = isTold ? cause.message : messageRef('errors.auth.noKeychain')
  return messageRef('errors.auth.sessionOnly', { reason })
}
