import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { TypedError } from '../../shared/util/typed-error.ts'
import { createHost, type Host } from '../host/create-host.ts'
import { type LocalState, openLocalState } from '../host/local-state.ts'
import { type CommandLine, parseCommandLine, USAGE } from '../host/platform/command-line.ts'
import { defaultDataFolder, writePidFile } from '../host/platform/data-folder.ts'
import { type HostEnvironment, readEnvironment, secretValues } from '../host/platform/environment.ts'
import { checkedAddress } from '../host/platform/external-address.ts'
import { createLog, type Log } from '../host/platform/log.ts'
import { watchNetwork } from '../host/platform/network-watch.ts'
import { createRedactor } from '../host/platform/redact.ts'
import { createSystemClock } from '../host/platform/system-clock.ts'
import { openConfFile } from '../host/settings/conf-file.ts'
import type { Clock } from '../host/sync/core/ports.ts'
import {
  findBrowser,
  HOW_TO_GET_A_BROWSER,
  hasDisplay,
  openBrowser,
  openInSystemBrowser,
  realBrowserFacts,
} from './launch-browser.ts'
import { type Loopback, runLoopback } from './run-loopback.ts'
import { askRunningToShow } from './running-host.ts'
import { createWindowOpener, type WindowOpener } from './window-opener.ts'

/**
 * The program of the loopback shell. It prints `Depot Planner ready at ADDRESS` once it can be used, and ends at
 * SIGTERM or SIGINT.
 *
 * A browser that this program opens gets its launch token through a file (security rule L3); the printed address has
 * none. With `--no-open`, or where no browser can be opened, a person opens the printed address, which then holds a
 * launch token that works once and for 10 minutes. For another window, press Enter in the terminal or send SIGUSR2; it
 * prints `Open another window at ADDRESS`.
 */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const commandLine = parseCommandLine(args, process.env)
    if (commandLine.isHelp) print(USAGE)
    else await start(commandLine)
  } catch (error) {
    if (!(error instanceof TypedError)) throw error
    process.stderr.write(`depot-planner: ${error.message}\n`)
    process.exitCode = 1
  }
}

async function start(commandLine: CommandLine): Promise<void> {
  const dataDir = path.resolve(commandLine.dataDir ?? defaultDataFolder(facts()))
  const environment = readEnvironment(process.env, isPackaged())
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const clock = createSystemClock()
  const log = createLog({
    folder: dataDir,
    redact: createRedactor(secretValues(process.env)),
    wallMs: clock.wallMs,
    onFault: (error) => process.stderr.write(`depot-planner: the log cannot be written: ${String(error)}\n`),
  })
  const local = openLocalState({ dataDir, openSettingsFile: openConfFile, wallMs: clock.wallMs, log })
  const port = commandLine.port ?? local.settings.get().loopbackPort
  if (await askRunningToShow(dataDir, port)) {
    print('Depot Planner is already running: it opens another window.')
    return
  }
  const host = await openHost({ commandLine, dataDir, environment, clock, log, local })
  let loopback: Loopback
  try {
    await host.enterFirst(commandLine.isTraining)
    loopback = await runLoopback({ host, rendererDir: rendererDir(), port, clock })
  } catch (error) {
    await host.close()
    throw explained(error, port)
  }
  const removePidFile = writePidFile(dataDir)
  const stopWatching = watchNetwork(host.networkMayHaveChanged)
  const browser = commandLine.isNoOpen ? null : browserToOpen()
  const opener = browser === null ? null : openerFor({ browser, loopback, dataDir, clock, log })
  closeOnSignals(async () => {
    stopWatching()
    opener?.close()
    await loopback.close()
    await host.close()
    removePidFile()
  }, log)
  await show(loopback, opener, log)
}

interface HostParts {
  readonly commandLine: CommandLine
  readonly dataDir: string
  readonly environment: HostEnvironment
  readonly clock: Clock
  readonly log: Log
  readonly local: LocalState
}

async function openHost({ commandLine, dataDir, environment, clock, log, local }: HostParts): Promise<Host> {
  return createHost({
    dataDir,
    shell: 'loopback',
    version: readVersion(),
    environment,
    ...local,
    openExternal: async (address) => {
      const checked = checkedAddress(address)
      if (commandLine.isNoOpen) print(`Sign in at ${checked}`)
      else await openInSystemBrowser(process.platform, checked)
    },
    showsAddress: commandLine.isNoOpen,
    clock,
    random: Math.random,
    log,
  })
}

/** Requests for another window within this time are one request. */
const SAME_REQUEST_MS = 500

interface OpenerParts {
  readonly browser: string
  readonly loopback: Loopback
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}

function openerFor({ browser, loopback, dataDir, clock, log }: OpenerParts): WindowOpener {
  return createWindowOpener({
    profileDir: path.join(dataDir, 'browser'),
    mintAddress: (onUsed) => loopback.mintAddress(false, onUsed),
    start: (args) => openBrowser(browser, args),
    schedule: clock.schedule,
    onFault: (error) => log('warn', 'a launch file could not be removed', error),
  })
}

/** Opens the window, or prints its address, and does so again on request. `opener`: `null` when a person opens it. */
async function show(loopback: Loopback, opener: WindowOpener | null, log: Log): Promise<void> {
  if (opener === null) note('The address below works once, and for 10 minutes. For another one press Enter.')
  print(`Depot Planner ready at ${opener === null ? loopback.mintAddress(true) : `${loopback.origin}/`}`)
  const printAnother = (): void => print(`Open another window at ${loopback.mintAddress(true)}`)
  const openWindow = async (): Promise<void> => {
    try {
      if (opener === null) printAnother()
      else await opener.open()
    } catch (error) {
      log('error', 'the window could not be opened', error)
      note('The browser did not start. Open the address below in a browser on this computer.')
      printAnother()
    }
  }
  let shownAtMs = Number.NEGATIVE_INFINITY
  const again = (): void => {
    // A request may arrive twice (a doubled signal, a key held down), and a second address would invalidate the first.
    if (performance.now() - shownAtMs < SAME_REQUEST_MS) return
    shownAtMs = performance.now()
    void openWindow()
  }
  if (process.platform !== 'win32') process.on('SIGUSR2', again)
  if (process.stdin.isTTY) {
    process.stdin.on('data', again)
    process.stdin.unref()
  }
  if (opener !== null) await openWindow()
}

/** `null` when a person has to open the address; prints the reason. */
function browserToOpen(): string | null {
  if (!hasDisplay(process.platform, process.env)) {
    note('There is no display here. Open the address below in a browser on this computer.')
    return null
  }
  if (process.getuid?.() === 0) {
    note('Browsers do not start for the root user. Open the address below in a browser of your own.')
    return null
  }
  const browser = findBrowser(realBrowserFacts())
  if (browser === null) note(HOW_TO_GET_A_BROWSER)
  return browser
}

function closeOnSignals(close: () => Promise<void>, log: Log): void {
  let isClosing = false
  const end = (signal: NodeJS.Signals): void => {
    if (isClosing) return
    isClosing = true
    log('info', `closing on ${signal}`)
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log('error', 'closing failed', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}

function explained(error: unknown, port: number): unknown {
  if (!(error instanceof TypedError) || error.code !== 'shell.portTaken') return error
  const text = `Port ${port} of this computer is taken by another program. What you planned belongs to this port, so the planner does not move by itself: end that program, or start with --port and another number (then with empty boards).`
  return new TypedError('shell.portTaken', text, error)
}

function readVersion(): string {
  const file = path.join(bundleRoot(), 'package.json')
  const parsed: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : null
  return typeof version === 'string' ? version : '0.0.0'
}

/** The folder above `dist/loopback/`, or above `electron/loopback/` when run from its source. */
function bundleRoot(): string {
  return path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
}

function rendererDir(): string {
  return path.join(bundleRoot(), 'dist', 'renderer')
}

/** The loopback shell runs from a checkout; only Electron is packaged. */
function isPackaged(): boolean {
  return false
}

function facts() {
  return { platform: process.platform, home: homedir(), variables: process.env }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function note(line: string): void {
  process.stderr.write(`depot-planner: ${line}\n`)
}
