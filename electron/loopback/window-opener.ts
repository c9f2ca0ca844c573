import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Clock } from '../host/sync/core/ports.ts'
import { browserArguments } from './launch-browser.ts'
import { LAUNCH_TTL_MS } from './sessions.ts'

/** What {@link createWindowOpener} works with. */
export interface WindowOpenerOptions {
  /** The browser profile of the planner. Also a sandboxed browser can read the files in it. */
  readonly profileDir: string
  /** An address with a fresh launch token; `onUsed` is called when it is exchanged. */
  readonly mintAddress: (onUsed: () => void) => string
  /** Starts the browser. @throws Error when it cannot be started. */
  readonly start: (args: readonly string[]) => Promise<void>
  readonly schedule: Clock['schedule']
  /** Called when a file could not be removed. Its token expires anyway. */
  readonly onFault: (error: unknown) => void
}

/** Opens app windows of the planner. */
export interface WindowOpener {
  /** @throws Error when the file cannot be written or the browser cannot be started. */
  open(): Promise<void>
  /** Removes the remaining files. */
  close(): void
}

/**
 * Every user of this computer can read the command line of every process, so no command line holds the launch token
 * (security rule L3). The browser gets the name of a file that only this user can read, and which redirects to the
 * address. The file is removed when the token is used or expires.
 *
 * The name is the same at each start, because browsers remember the position of an app window by it. Windows that are
 * opened at the same time get different names.
 */
export function createWindowOpener(options: WindowOpenerOptions): WindowOpener {
  const { profileDir, mintAddress, start, schedule, onFault } = options
  const folder = path.join(profileDir, 'launch')
  const open = new Set<string>()
  // Files of an earlier run.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(profileDir, { recursive: true, mode: 0o700 })
  mkdirSync(folder, { mode: 0o700 })

  function freeName(): string {
    for (let number = 1; ; number += 1) {
      const file = path.join(folder, number === 1 ? 'window.html' : `window-${number}.html`)
      if (!open.has(file)) return file
    }
  }

  function remove(file: string): void {
    try {
      rmSync(file, { force: true })
      open.delete(file)
    } catch (error) {
      onFault(error)
    }
  }

  return {
    async open() {
      const file = freeName()
      open.add(file)
      const end = (): void => {
        cancel()
        remove(file)
      }
      const cancel = schedule(LAUNCH_TTL_MS, end)
      try {
        writeFileSync(file, launchPage(mintAddress(end)), { mode: 0o600, flag: 'wx' })
        await start(browserArguments(pathToFileURL(file).href, profileDir))
      } catch (error) {
        end()
        throw error
      }
    },
    close() {
      for (const file of open) remove(file)
    },
  }
}

/** A page that redirects without a script. */
function launchPage(address: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Depot Planner</title>
`
}
