import { existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { type Settings, settings as settingsSchema } from '../../../shared/model/settings.ts'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { createListeners } from '../../../shared/util/listeners.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { copyDurably } from '../platform/durable-file.ts'

/** Name of the file in the data folder, without extension. Both shells use the same file. */
export const SETTINGS_NAME = 'settings'

/**
 * The settings file, as `conf` and `electron-store` (which is built on it) keep it: written to a temporary file,
 * synced, renamed. Opening and reading throw when the file is not JSON.
 */
export interface SettingsFile {
  read(): Readonly<Record<string, unknown>>
  write(content: Readonly<Record<string, unknown>>): void
}
export type OpenSettingsFile = (folder: string) => SettingsFile

/** The settings of the host. */
export interface SettingsStore {
  get(): Settings
  /** @throws TypedError `settings.unwritable` when the file cannot be written; the old settings then stay. */
  save(next: Settings): Settings
  /** @returns a function that ends the subscription. */
  onChange(listener: (settings: Settings) => void): () => void
}

/** Reports a problem of the file to the dispatcher. */
export type SettingsProblem = (code: string, text: StoredText) => void

interface Loaded {
  readonly file: SettingsFile | null
  readonly raw: Readonly<Record<string, unknown>>
}

/**
 * Opens the settings of a data folder (storage rule D8). A file that cannot be read is set aside and reported, and
 * replaced by its `.bak`, else by the defaults. A single value that does not fit becomes its default. Never throws.
 */
export function openSettings(folder: string, open: OpenSettingsFile, report: SettingsProblem): SettingsStore {
  const target = path.join(folder, `${SETTINGS_NAME}.json`)
  const loaded = load(folder, target, open, report)
  let file = loaded.file
  let raw = loaded.raw
  let current = repair(raw, report)
  const listeners = createListeners<[settings: Settings]>()

  return {
    get: () => current,
    save(next) {
      const content = { ...raw, ...settingsSchema.parse(next) }
      try {
        keepBackup(target)
        file ??= open(folder)
        file.write(content)
      } catch (cause) {
        throw new TypedError(
          'settings.unwritable',
          'The settings could not be saved on this computer.',
          cause,
        )
      }
      raw = content
      current = settingsSchema.parse(next)
      listeners.tell(current)
      return current
    },
    onChange: listeners.subscribe,
  }
}

function load(folder: string, target: string, open: OpenSettingsFile, report: SettingsProblem): Loaded {
  try {
    return openAndRead(folder, open)
  } catch {
    // Not readable. What follows depends on whether it is damaged or locked.
  }
  const asideName = setAside(target)
  if (asideName === null) {
    report('settings.locked', messageRef('errors.settings.locked'))
    return { file: null, raw: {} }
  }
  try {
    copyDurably(`${target}.bak`, target)
    const restored = openAndRead(folder, open)
    report('settings.restored', messageRef('errors.settings.restored', { file: asideName }))
    return restored
  } catch {
    // No backup, or a damaged one, which is also set aside: nothing is deleted.
    setAside(target)
  }
  report('settings.reset', messageRef('errors.settings.reset', { file: asideName }))
  try {
    return openAndRead(folder, open)
  } catch {
    return { file: null, raw: {} }
  }
}

function openAndRead(folder: string, open: OpenSettingsFile): Loaded {
  checkIsObject(path.join(folder, `${SETTINGS_NAME}.json`))
  const file = open(folder)
  return { file, raw: file.read() }
}

/** `conf` reads a list or a number as empty settings and would overwrite it. */
function checkIsObject(target: string): void {
  if (!existsSync(target)) return
  const value: unknown = JSON.parse(readFileSync(target, 'utf8'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('the settings are not an object')
  }
}

/** @returns the new name, or `null` when the file cannot even be renamed. */
function setAside(target: string): string | null {
  const aside = `${path.basename(target, '.json')}.unreadable.json`
  try {
    renameSync(target, path.join(path.dirname(target), aside))
    return aside
  } catch {
    return null
  }
}

/** Keeps the file as `.bak` when it can be read; a damaged file must not replace a good backup. */
function keepBackup(target: string): void {
  let text: string
  try {
    text = readFileSync(target, 'utf8')
    JSON.parse(text)
  } catch {
    return
  }
  copyDurably(target, `${target}.bak`)
}

/** Takes every value that fits. The others become their defaults and are reported. */
function repair(raw: Readonly<Record<string, unknown>>, report: SettingsProblem): Settings {
  const whole = settingsSchema.safeParse(raw)
  if (whole.success) return whole.data
  const good: Record<string, unknown> = {}
  const bad: string[] = []
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const value = schema.safeParse(raw[name])
    if (value.success) good[name] = value.data
    else bad.push(name)
  }
  report('settings.repaired', messageRef('errors.settings.repaired', { names: bad.join(', ') }))
  return settingsSchema.parse(good)
}
