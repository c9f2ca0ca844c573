import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { withoutSecret } from '../host/platform/environment.ts'

/** What the search for a browser needs to know of the computer. */
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
/** Paths below the program folders of Windows. Edge comes first, because every Windows has it. */
const WINDOWS_PATHS = [
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['BraveSoftware', 'Brave-Browser', 'Application', 'brave.exe'],
]
const WINDOWS_FOLDERS = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']

/** The message on a computer without a browser. */
export const HOW_TO_GET_A_BROWSER =
  'No browser of the Chromium family was found. Install Chromium, Google Chrome or Microsoft Edge (on Debian or Ubuntu: apt-get install chromium), or open the address in a browser of your own.'

/** The path of an installed browser of the Chromium family, or `null`. */
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

/** True when a window can be shown. */
export function hasDisplay(
  platform: NodeJS.Platform,
  variables: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  return [variables.DISPLAY, variables.WAYLAND_DISPLAY].some((value) => value !== undefined && value !== '')
}

/**
 * Arguments that open an app window. Every user of this computer can read them, so `address` must hold no secret. The
 * profile belongs to the planner alone: it holds the plans, which clearing the data of the person's own browser must
 * not delete.
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

/** Opens an address in the system's browser (sign-in). @throws Error when there is no program for it. */
export function openInSystemBrowser(platform: NodeJS.Platform, address: string): Promise<void> {
  // None of these starts a shell, so an address cannot become a command.
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
