import type { KeytarLike } from '../../../../../electron/host/auth/secrets/keytar-secret-store.ts'

/** A keychain in memory with the limit of Windows, that can fail or fall silent. */
export interface FakeKeytar extends KeytarLike {
  readonly entries: Map<string, string>
  /** `fails`: every call rejects. `silent`: no call ever ends. */
  mode: 'works' | 'fails' | 'silent'
  /** Writes left before the process "dies": later ones are lost without a word. */
  writesLeft: number
}

const WINDOWS_LIMIT_BYTES = 2_560

/** Works, and is empty. */
export function createFakeKeytar(): FakeKeytar {
  const entries = new Map<string, string>()

  async function enter(): Promise<void> {
    if (fake.mode === 'fails') throw new Error('Cannot autolaunch D-Bus without X11 $DISPLAY')
    if (fake.mode === 'silent') await new Promise<never>(() => {})
  }

  const fake: FakeKeytar = {
    entries,
    mode: 'works',
    writesLeft: Number.POSITIVE_INFINITY,
    getPassword: async (service, account) => {
      await enter()
      return entries.get(`${service}/${account}`) ?? null
    },
    setPassword: async (service, account, password) => {
      await enter()
      if (Buffer.byteLength(password) > WINDOWS_LIMIT_BYTES) throw new Error('The stub received bad data.')
      fake.writesLeft -= 1
      if (fake.writesLeft >= 0) entries.set(`${service}/${account}`, password)
    },
    deletePassword: async (service, account) => {
      await enter()
      if (fake.writesLeft < 0) return false
      return entries.delete(`${service}/${account}`)
    },
  }
  return fake
}
