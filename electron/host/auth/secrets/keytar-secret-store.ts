import { createHash, randomBytes } from 'node:crypto'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { Clock } from '../../sync/core/ports.ts'
import type { SecretStore } from './secret-store.ts'

/** The members of keytar that are used. */
export interface KeytarLike {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/** A keychain that waits for a password would block the planner forever. */
export const KEYCHAIN_TIMEOUT_MS = 10_000

/** Windows allows 2,560 bytes for each entry; the prefix of a value takes some of them. */
const MAX_ENTRY_BYTES = 2_400
/** Bytes in a part, which are 2,400 in base64. */
const PART_BYTES = 1_800

/**
 * The operating system's keychain (O5). A value over 2,400 bytes is kept as numbered parts and an index with their
 * number and SHA-256. All parts of a new value are written before its index replaces the old one, so that the old value
 * stays readable after a crash in between.
 */
export function createKeytarSecretStore(keytar: KeytarLike, service: string, clock: Clock): SecretStore {
  function call<T>(run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = clock.schedule(KEYCHAIN_TIMEOUT_MS, () =>
        reject(new TypedError('secret.unavailable', messageRef('errors.secret.silent'))),
      )
      run()
        .then(resolve, (cause: unknown) =>
          reject(new TypedError('secret.unavailable', messageRef('errors.secret.refused'), cause)),
        )
        .finally(cancel)
    })
  }
  const read = (name: string) => call(() => keytar.getPassword(service, name))
  const write = (name: string, value: string) => call(() => keytar.setPassword(service, name, value))
  const erase = (name: string) => call(() => keytar.deletePassword(service, name))

  async function eraseParts(name: string, index: PartIndex | null): Promise<void> {
    if (index === null) return
    for (let number = 1; number <= index.count; number += 1) await erase(partName(name, index, number))
  }

  async function get(name: string): Promise<string | null> {
    const entry = await read(name)
    if (entry === null) return null
    if (entry.startsWith(WHOLE)) return entry.slice(WHOLE.length)
    const index = readIndex(entry)
    if (index === null) throw damaged()
    const parts: Buffer[] = []
    for (let number = 1; number <= index.count; number += 1) {
      const part = await read(partName(name, index, number))
      if (part === null) throw damaged()
      parts.push(Buffer.from(part, 'base64'))
    }
    const bytes = Buffer.concat(parts)
    if (sha256(bytes) !== index.sha256) throw damaged()
    return bytes.toString('utf8')
  }

  async function set(name: string, value: string): Promise<void> {
    const before = await read(name)
    const bytes = Buffer.from(value, 'utf8')
    if (bytes.length + WHOLE.length <= MAX_ENTRY_BYTES) {
      await write(name, WHOLE + value)
    } else {
      const index: PartIndex = {
        generation: randomBytes(4).toString('hex'),
        count: Math.ceil(bytes.length / PART_BYTES),
        sha256: sha256(bytes),
      }
      for (let number = 1; number <= index.count; number += 1) {
        const part = bytes.subarray((number - 1) * PART_BYTES, number * PART_BYTES)
        await write(partName(name, index, number), part.toString('base64'))
      }
      await write(name, `${PARTS}${index.generation}:${index.count}:${index.sha256}`)
    }
    await eraseParts(name, before === null ? null : readIndex(before))
  }

  async function remove(name: string): Promise<void> {
    const entry = await read(name)
    if (entry === null) return
    await erase(name)
    await eraseParts(name, readIndex(entry))
  }

  return { get, set, delete: remove }
}

const WHOLE = 'v1:'
const PARTS = 'v1-parts:'

interface PartIndex {
  /** Part of the names of the parts, so that the parts of two values differ. */
  readonly generation: string
  readonly count: number
  readonly sha256: string
}

function readIndex(entry: string): PartIndex | null {
  if (!entry.startsWith(PARTS)) return null
  const [generation = '', count = '', digest = ''] = entry.slice(PARTS.length).split(':')
  return { generation, count: Number(count), sha256: digest }
}

function partName(name: string, index: PartIndex, number: number): string {
  return `${name}#${index.generation}.${number}`
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function damaged(): TypedError {
  return new TypedError('secret.damaged', messageRef('errors.secret.entryDamaged'))
}
