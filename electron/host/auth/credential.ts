import { z } from 'zod'
import { messageRef } from '../../../shared/text/stored-text.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { SecretStore } from './secrets/secret-store.ts'

const codeCredential = z.object({
  mode: z.literal('code'),
  issuer: z.string(),
  subject: z.string(),
  displayName: z.string().nullable(),
  /** `null` after the authorization server refused it. The account stays known; signing in is needed. */
  refreshToken: z.string().nullable(),
})

const serviceCredential = z.object({
  mode: z.literal('clientCredentials'),
  issuer: z.string(),
  clientId: z.string(),
  /** `null` after the authorization server refused the pair. */
  clientSecret: z.string().nullable(),
})

/** What the host gets access tokens with, and the account. */
export const credential = z.discriminatedUnion('mode', [codeCredential, serviceCredential])
export type Credential = z.infer<typeof credential>

/**
 * The servers and the client that a sign-in was made for. Its tokens and its secret go only to this authorization
 * server, as this client, and to this Catena.
 */
export const signInBinding = z.object({ issuerUrl: z.string(), clientId: z.string(), apiUrl: z.string() })
export type SignInBinding = z.infer<typeof signInBinding>

/** @returns true when both name the same authorization server, client and Catena. */
export function isSameBinding(a: SignInBinding, b: SignInBinding): boolean {
  return a.issuerUrl === b.issuerUrl && a.clientId === b.clientId && a.apiUrl === b.apiUrl
}

/** A credential that may lack its issuer: `null` then. */
const earlierCredential = z.discriminatedUnion('mode', [
  codeCredential.extend({ issuer: z.string().nullable().default(null) }),
  serviceCredential.extend({ issuer: z.string().nullable().default(null) }),
])

/**
 * The content of a keychain entry. Version 1 has no binding, only the name of the entry, which a keychain may compare
 * without regard to case. Such an entry is taken for the servers that the settings name when it is first read.
 */
const slot = z.discriminatedUnion('version', [
  z.object({ version: z.literal(1), generation: z.number().int(), credential: earlierCredential }),
  z.object({
    version: z.literal(2),
    generation: z.number().int(),
    binding: signInBinding,
    credential,
  }),
])
type Slot = z.infer<typeof slot>

/** Keeps the one credential of a sign-in. */
export interface CredentialStore {
  /**
   * `null` when there is none.
   * @throws TypedError `secret.damaged` when the entry cannot be read, `secret.foreign` when it was made for another
   * authorization server, client or Catena.
   */
  load(): Promise<Credential | null>
  /**
   * Stores the new credential and reads it back before the old one is deleted (O4).
   * @throws TypedError `secret.unavailable` when it does not read back equal; the old one then stays.
   */
  save(credential: Credential): Promise<void>
  /** @throws TypedError `secret.unavailable` when an entry could not be deleted. */
  clear(): Promise<void>
}

/** Uses two entries in turn; the one with the higher generation is valid. `name` must differ between sign-ins. */
export function createCredentialStore(
  secrets: SecretStore,
  name: string,
  binding: SignInBinding,
): CredentialStore {
  const names = [`${name}.a`, `${name}.b`] as const

  async function loadSlots(): Promise<readonly [Slot | null, Slot | null]> {
    return [await loadSlot(secrets, names[0]), await loadSlot(secrets, names[1])]
  }

  async function load(): Promise<Credential | null> {
    const found = newest(await loadSlots())
    if (found === null) return null
    const ours = credentialFor(found, binding)
    if (ours === null) {
      throw new TypedError('secret.foreign', 'The stored sign-in belongs to another authorization server.')
    }
    return ours
  }

  async function save(next: Credential): Promise<void> {
    const slots = await loadSlots().catch((error: unknown) => {
      if (error instanceof TypedError && error.code === 'secret.damaged') return [null, null] as const
      throw error
    })
    const current = newest(slots)
    const [target, old] = current !== null && current === slots[0] ? [names[1], names[0]] : names
    const text = JSON.stringify({
      version: 2,
      generation: (current?.generation ?? 0) + 1,
      binding,
      credential: next,
    } satisfies Slot)
    await secrets.set(target, text)
    if ((await secrets.get(target)) !== text) {
      throw new TypedError('secret.unavailable', messageRef('errors.secret.notKept'))
    }
    await secrets.delete(old)
  }

  async function clear(): Promise<void> {
    await secrets.delete(names[0])
    await secrets.delete(names[1])
  }

  return { load, save, clear }
}

/** The credential of an entry for one binding, `null` when the entry was made for another. */
function credentialFor(found: Slot, binding: SignInBinding): Credential | null {
  const { issuer } = found.credential
  if (found.version === 1) {
    if (issuer !== null && issuer !== binding.issuerUrl) return null
    return { ...found.credential, issuer: binding.issuerUrl }
  }
  return issuer === binding.issuerUrl && isSameBinding(found.binding, binding) ? found.credential : null
}

function newest([a, b]: readonly [Slot | null, Slot | null]): Slot | null {
  if (a === null || b === null) return a ?? b
  return a.generation > b.generation ? a : b
}

async function loadSlot(secrets: SecretStore, name: string): Promise<Slot | null> {
  const text = await secrets.get(name)
  if (text === null) return null
  const parsed = slot.safeParse(parseJson(text))
  // The text is a secret: neither it nor the parser's message may be part of an error.
  if (!parsed.success) throw new TypedError('secret.damaged', 'The stored sign-in cannot be read.')
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // does not parse as a slot: the caller reports it, without the text
  }
}
