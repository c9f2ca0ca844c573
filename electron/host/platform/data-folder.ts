import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasCode } from '../../../shared/util/has-code.ts'

/** What the location of the data folder depends on. */
export interface DataFolderFacts {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly variables: Readonly<Record<string, string | undefined>>
}

const FOLDER_NAME = 'Depot Planner'

/** The default data folder of each system, the same as Electron's `userData`. */
export function defaultDataFolder({ platform, home, variables }: DataFolderFacts): string {
  switch (platform) {
    case 'win32':
      return path.win32.join(variables.APPDATA ?? path.win32.join(home, 'AppData', 'Roaming'), FOLDER_NAME)
    case 'darwin':
      return path.posix.join(home, 'Library', 'Application Support', FOLDER_NAME)
    default:
      return path.posix.join(
        absoluteOr(variables.XDG_CONFIG_HOME, path.posix.join(home, '.config')),
        FOLDER_NAME,
      )
  }
}

/** XDG: a relative path counts as not set. */
function absoluteOr(value: string | undefined, fallback: string): string {
  return value !== undefined && path.posix.isAbsolute(value) ? value : fallback
}

/**
 * Writes the id of this process, which owns the engine, to `host.pid`. @returns a function that removes it, unless
 * another process has written its own meanwhile.
 */
export function writePidFile(dataDir: string): () => void {
  const file = path.join(dataDir, 'host.pid')
  const text = `${process.pid}\n`
  writeFileSync(file, text)
  return () => {
    if (isContent(file, text)) rmSync(file, { force: true })
  }
}

function isContent(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}
