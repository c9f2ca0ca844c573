import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenSecretStore } from '../../../../electron/host/auth/secrets/open-secret-store.ts'
import { openInstall } from '../../../../electron/host/platform/install-id.ts'

/** A keychain of one computer, or none. */
function keychain(hasOne = true): OpenSecretStore {
  const entries = new Map<string, string>()
  return {
    get: async (name) => entries.get(name) ?? null,
    set: async (name, value) => void entries.set(name, value),
    delete: async (name) => void entries.delete(name),
    sessionOnlyReason: () => (hasOne ? null : 'no keychain'),
  }
}

describe('the id of a copy of the data', () => {
  let folder = ''
  const file = () => path.join(folder, 'install.json')
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'planner-install-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('stays as long as folder and keychain agree', async () => {
    const secrets = keychain()
    const id = await openInstall(folder, secrets)
    expect(await openInstall(folder, secrets)).toBe(id)
  })

  it('[R2] is a new one for a folder that came from another computer, and stays the new one', async () => {
    const original = await openInstall(folder, keychain())
    const here = keychain()
    const copied = await openInstall(folder, here)
    expect(copied).not.toBe(original)
    expect(await openInstall(folder, here)).toBe(copied)
  })

  it('is known from the keychain when the file is lost or unreadable, and from the file without a keychain', async () => {
    const secrets = keychain()
    const id = await openInstall(folder, secrets)
    rmSync(file())
    expect(await openInstall(folder, secrets)).toBe(id)
    writeFileSync(file(), '{ torn')
    expect(await openInstall(folder, secrets)).toBe(id)
    const bare = keychain(false)
    expect(await openInstall(folder, bare)).toBe(JSON.parse(readFileSync(file(), 'utf8')).id)
  })

  it('is not made anew over a file that cannot be read', async () => {
    rmSync(file(), { force: true })
    mkdirSync(file())
    await expect(openInstall(folder, keychain())).rejects.toMatchObject({ code: 'EISDIR' })
  })
})
