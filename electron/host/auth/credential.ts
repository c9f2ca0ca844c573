import { z } from 'zod'
import { TypedError } from '../../../shared/util/typed-error.ts'
import type { SecretStore } from './secret-store.ts'

/** What lets the host get access tokens, with whom they are for. */
export const credential = z.discriminatedUnion('mode', [
  z.object({
    mode: z.literal('code'),
    issuer: z.string(),
    subject: z.string(),
    displayName: z.string().nullable(),
    /** `null` after the authorization server refused it: the account stays known, signing in is needed. */
    refreshToken: z.string().nullable(),
  }),
  z.object({
    mode: z.literal('clientCredentials'),
    issuer: z.string(),
    clientId: z.string(),
    /** `null` after the authorization server refused the pair. */
    clientSecret: z.string().nullable(),
  }),
])
export type Credential = z.infer<typeof credential>

const slot = z.object({ version: z.literal(1), generation: z.number().int(), credential })
type Slot = z.infer<typeof slot>

/** Keeps the one credential of a sign-in. */
export interface CredentialStore {
  /** `null` when there is none. @throws TypedError `secret.damaged` when what is there cannot be read. */
  load(): Promise<Credential | null>
  /**
   * The new one is stored and read back before the old one is dropped (O4).
   * @throws TypedError `secret.unavailable` when it did not read back equal; the old one is then still there.
   */
  save(credential: Credential): Promise<void>
  /** @throws TypedError `secret.unavailable` when something stayed behind. */
  clear(): Promise<void>
}

/** Two entries take turns; the one with the higher generation counts. `name` must differ between sign-ins. */
export function createCredentialStore(secrets: SecretStore, name: string): CredentialStore {
  const names = [`${name}.a`, `${name}.b`] as const

  async function loadSlots(): Promise<readonly [Slot | null, Slot | null]> {
    return [await loadSlot(secrets, names[0]), await loadSlot(secrets, names[1])]
  }

  async function load(): Promise<Credential | null> {
    return newest(await loadSlots())?.credential ?? null
  }

  async function save(next: Credential): Promise<void> {
    const slots = await loadSlots().catch((error: unknown) => {
      if (error instanceof TypedError && error.code === 'secret.damaged') return [null, null] as const
      throw error
    })
    const current = newest(slots)
    const [target, old] = current !== null && current === slots[0] ? [names[1], names[0]] : names
    const text = JSON.stringify({
      version: 1,
      generation: (current?.generation ?? 0) + 1,
      credential: next,
    } satisfies Slot)
    await secrets.set(target, text)
    if ((await secrets.get(target)) !== text) {
      throw new TypedError('secret.unavailable', 'The keychain did not give back what was stored.')
    }
    await secrets.delete(old)
  }

  async function clear(): Promise<void> {
    await secrets.delete(names[0])
    await secrets.delete(names[1])
  }

  return { load, save, clear }
}

function newest([a, b]: readonly [Slot | null, Slot | null]): Slot | null {
  if (a === null || b === null) return a ?? b
  return a.generation > b.generation ? a : b
}

async function loadSlot(secrets: SecretStore, name: string): Promise<Slot | null> {
  const text = await secrets.get(name)
  if (text === null) return null
  const parsed = slot.safeParse(parseJson(text))
  // The text is a secret: neither it nor what the parser says of it may get into an error.
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
