import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { withoutSecret } from '../host/platform/environment.ts'

/** The computer as the search for a browser sees it. */
export interface BrowserFacts {
  readonly platform: NodeJS.Platform
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly exists: (file: string) => boolean
}

const LINUX_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'brave-browser',
  'vivaldi',
]
const MAC_NAMES = ['Google Chrome', 'Microsoft Edge', 'Chromium', 'Brave Browser', 'Vivaldi']
/** Below each of Windows' program folders. Edge is on every Windows, so it comes first. */
const WINDOWS_PATHS = [
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
]
const WINDOWS_FOLDERS = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']

/** What to say on a computer without one. */
export const HOW_TO_GET_A_BROWSER =
  'No browser of the Chromium family was found. Install Chromium, Google Chrome or Microsoft Edge (on Debian or Ubuntu: apt-get install chromium), or open the address in a browser of your own.'

/** Where an installed browser of the Chromium family is, or `null`. */
export function findBrowser({ platform, variables, exists }: BrowserFacts): string | null {
  return browserPaths(platform, variables).find(exists) ?? null
}

function browserPaths(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string | undefined>>,
): string[] {
  if (platform === 'win32') {
    const folders = WINDOWS_FOLDERS.map((name) => variables[name]).filter((folder) => folder !== undefined)
    return WINDOWS_PATHS.flatMap((parts) => folders.map((folder) => path.win32.join(folder, ...parts)))
  }
  if (platform === 'darwin') {
    const folders = ['/Applications', `${variables.HOME ?? ''}/Applications`]
    return MAC_NAMES.flatMap((name) =>
      folders.map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`),
    )
  }
  const folders = (variables.PATH ?? '').split(':').filter((folder) => path.posix.isAbsolute(folder))
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)))
}

/** Whether a window could be shown at all. */
export function hasDisplay(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  return [variables.DISPLAY, variables.WAYLAND_DISPLAY].some((value) => value !== undefined && value !== '')
}

/**
 * Arguments that make the browser an app window of its own. Every user of this computer can read them, so `address` must
 * carry no secret. The profile is the planner's alone: what the dispatcher
 * planned is in it, and clearing the history of the everyday browser must not clear that.
 */
export function browserArguments(address: string, profileDir: string): string[] {
  return [
    `--app=${address}`,
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
  ]
}

/** Opens the app window. It outlives this process. @throws Error when the program cannot be started. */
export function openBrowser(browser: string, args: readonly string[]): Promise<void> {
  return start(browser, args)
}

/** Opens an address in the person's own browser (sign-in). @throws Error when there is no program for it. */
export function openInSystemBrowser(platform: NodeJS.Platform, address: string): Promise<void> {
  // None of these runs a shell, so nothing in an address can become a command.
  if (platform === 'win32') return start('rundll32.exe', ['url.dll,FileProtocolHandler', address])
  return start(platform === 'darwin' ? 'open' : 'xdg-open', [address])
}

function start(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      stdio: 'ignore',
      detached: true,
      env: withoutSecret(process.env),
    })
    child.once('error', reject)
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}

/** {@link BrowserFacts} of this computer. */
export function realBrowserFacts(): BrowserFacts {
  return { platform: process.platform, variables: process.env, exists: existsSync }
}
