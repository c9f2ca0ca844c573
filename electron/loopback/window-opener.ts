import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Clock } from '../host/sync/core/ports.ts'
import { browserArguments } from './launch-browser.ts'
import { LAUNCH_TTL_MS } from './sessions.ts'

/** What {@link createWindowOpener} works with. */
export interface WindowOpenerOptions {
  /** The browser profile of the planner. The browser can read what is in it, also one that is confined. */
  readonly profileDir: string
  /** An address with a fresh launch token; `onUsed` is called when it is exchanged. */
  readonly mintAddress: (onUsed: () => void) => string
  /** Starts the browser. @throws Error when it cannot be started. */
  readonly start: (args: readonly string[]) => Promise<void>
  readonly schedule: Clock['schedule']
  /** Told when a file could not be removed: its token ends by itself. */
  readonly onFault: (error: unknown) => void
}

/** Opens app windows of the planner. */
export interface WindowOpener {
  /** @throws Error when the file cannot be written or the browser cannot be started. */
  open(): Promise<void>
  /** Removes what is left of the files. */
  close(): void
}

/**
 * Every user of this computer can read the command line of every process, so the launch token is on none (security rule
 * L3): the browser is given the name of a file that only this user can read, and the file sends it on to the address.
 * The file goes when the token is used, or ends.
 *
 * The name is the same at each start, since browsers remember the place of an app window by it; windows that are opened
 * at the same time have names of their own.
 */
export function createWindowOpener(options: WindowOpenerOptions): WindowOpener {
  const { profileDir, mintAddress, start, schedule, onFault } = options
  const folder = path.join(profileDir, 'launch')
  const open = new Set<string>()
  // Files that an earlier run could not remove.
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

/** Runs nothing: a page of a file needs no script to go elsewhere. */
function launchPage(address: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Depot Planner</title>
`
}
