import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { hasCode } from '../../../shared/util/has-code.ts'
import type { OpenSecretStore } from '../auth/secrets/open-secret-store.ts'
import { writeDurably } from './durable-file.ts'

const installFile = z.object({
  id: z.string().min(1).max(64),
  /** True once the keychain has had the same id. If it is missing later, this is another computer. */
  isInKeychain: z.boolean(),
})

/**
 * The id of this copy of the planner's data. The id in the data folder is compared with the one in this computer's
 * keychain, which is not copied with the folder. A folder that was copied or restored from elsewhere gets a new id in
 * both places, because the other copy may send what both know as unsent. A journal holds the id of the copy that wrote
 * it (rule R2). Without a keychain the ids are not compared.
 * @throws the file system's error when the id exists and cannot be read: a new id would make every change uncertain.
 */
export async function openInstall(dataDir: string, secrets: OpenSecretStore): Promise<string> {
  const entry = `install-id ${createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16)}`
  const inFolder = readInstallFile(dataDir)
  const inKeychain = await secrets.get(entry)
  const hasKeychain = secrets.sessionOnlyReason() === null
  const isCloned =
    inFolder !== null &&
    hasKeychain &&
    (inKeychain === null ? inFolder.isInKeychain : inKeychain !== inFolder.id)
  const id = isCloned ? randomUUID() : (inFolder?.id ?? inKeychain ?? randomUUID())
  if (inKeychain !== id) await secrets.set(entry, id)
  const isInKeychain = secrets.sessionOnlyReason() === null || (inFolder?.isInKeychain ?? false)
  if (inFolder?.id !== id || inFolder.isInKeychain !== isInKeychain) {
    mkdirSync(dataDir, { recursive: true })
    writeDurably(fileOf(dataDir), `${JSON.stringify({ id, isInKeychain })}\n`)
  }
  return id
}

function fileOf(dataDir: string): string {
  return path.join(dataDir, 'install.json')
}

/** `null` when there is no file, or no id in it. */
function readInstallFile(dataDir: string): z.infer<typeof installFile> | null {
  try {
    const parsed = installFile.safeParse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (hasCode(error, 'ENOENT') || error instanceof SyntaxError) return null
    throw error
  }
}
