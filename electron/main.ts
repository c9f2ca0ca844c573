import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, Menu, protocol, session, shell } from 'electron'
import ElectronStore from 'electron-store'
import { errorText } from '../shared/text/error-text.ts'
import type { Texts } from '../shared/text/texts.ts'
import { APP_ADDRESS, registerAppScheme, serveApp } from './app-protocol.ts'
import { createHost, type Host } from './host/create-host.ts'
import { type LocalState, openLocalState } from './host/local-state.ts'
import { loadStaticFiles } from './host/page/static-files.ts'
import { ownArguments, parseCommandLine } from './host/platform/command-line.ts'
import { writePidFile } from './host/platform/data-folder.ts'
import { readEnvironment, secretValues } from './host/platform/environment.ts'
import { checkedAddress } from './host/platform/external-address.ts'
import { createLog, type Log } from './host/platform/log.ts'
import { watchNetwork } from './host/platform/network-watch.ts'
import { createRedactor } from './host/platform/redact.ts'
import { createSystemClock } from './host/platform/system-clock.ts'
import { type OpenSettingsFile, SETTINGS_NAME, type SettingsStore } from './host/settings/settings-store.ts'
import type { Clock } from './host/sync/core/ports.ts'
import { serveIpc } from './ipc-channel.ts'
import { menuTemplate } from './menu.ts'
import { loadShellTexts } from './shell-texts.ts'
import { guardContents, lockSession, windowOptions } from './window.ts'

/** The program of the Electron shell: the same host and the same page as in the loopback shell. */
const FOLDER = path.dirname(fileURLToPath(import.meta.url))
const PRELOAD = path.join(FOLDER, 'preload.cjs')
const RENDERER = path.resolve(FOLDER, '..', 'renderer')

const openElectronStore: OpenSettingsFile = (folder) => {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: SETTINGS_NAME,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
  })
  return {
    read: () => store.store,
    write(content) {
      store.store = { ...content }
    },
  }
}

function start(): void {
  const commandLine = parseCommandLine(ownArguments(process.argv.slice(1)), process.env)
  if (commandLine.dataDir !== null) app.setPath('userData', path.resolve(commandLine.dataDir))
  // E10: the lock belongs to the data folder, so it is taken after the folder is set.
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  app.enableSandbox()
  registerAppScheme(protocol)
  refuseSilentTrust()
  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  let settings: SettingsStore | null = null
  app
    .whenReady()
    .then(() => {
      const local = openLocal()
      settings = local.settings
      return run(local, commandLine.isTraining)
    })
    .catch(async (error: unknown) => {
      const { t } = await textsFor(settings)
      dialog.showErrorBox(t('app.menu.cannotStart'), errorText(t, error))
      app.exit(1)
    })
}

/** Texts in the language of the settings; in that of the system when these could not be opened. */
function textsFor(settings: SettingsStore | null): Promise<Texts> {
  return loadShellTexts(settings?.get().language ?? 'system', app.getPreferredSystemLanguages())
}

/** E10: never accepts an invalid certificate, a client certificate or a proxy login by itself. */
function refuseSilentTrust(): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault()
    callback(false)
  })
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault()
    callback()
  })
  app.on('login', (event, _contents, _details, _authInfo, callback) => {
    event.preventDefault()
    callback()
  })
}

/** What of this computer is opened before there is a host. */
interface Local extends LocalState {
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}

function openLocal(): Local {
  const dataDir = app.getPath('userData')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const clock = createSystemClock()
  const log = createLog({
    folder: dataDir,
    redact: createRedactor(secretValues(process.env)),
    wallMs: clock.wallMs,
  })
  const state = openLocalState({ dataDir, openSettingsFile: openElectronStore, wallMs: clock.wallMs, log })
  return { ...state, dataDir, clock, log }
}

async function run(local: Local, isTraining: boolean): Promise<void> {
  const { dataDir, log } = local
  const host = await createHost({
    ...local,
    shell: 'electron',
    version: app.getVersion(),
    environment: readEnvironment(process.env, app.isPackaged),
    openExternal: (address) => shell.openExternal(checkedAddress(address)),
    showsAddress: false,
    random: Math.random,
  })
  await host.enterFirst(isTraining)
  const removePidFile = writePidFile(dataDir)
  const stopWatching = watchNetwork(host.networkMayHaveChanged)
  closeBeforeQuit(async () => {
    stopWatching()
    await host.close()
    removePidFile()
  }, log)
  serveApp(protocol, await loadStaticFiles(RENDERER))
  lockSession(session.defaultSession)
  await keepMenu(local.settings, log)
  const openWindow = (): void => showWindow(host, log)
  app.on('second-instance', openWindow)
  app.on('activate', openWindow)
  app.on('window-all-closed', () => {
    // On macOS the app continues without windows, and keeps sending.
    if (process.platform !== 'darwin') app.quit()
  })
  openWindow()
}

/** Shows the menu in the language of the settings, also after they change. */
async function keepMenu(settings: SettingsStore, log: Log): Promise<void> {
  const show = async (): Promise<void> => {
    const { t } = await textsFor(settings)
    const template = menuTemplate({ platform: process.platform, isPackaged: app.isPackaged, t })
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  settings.onChange(() => {
    show().catch((error: unknown) => log('error', 'the menu could not change its language', error))
  })
  await show()
}

/** Opens the one window, or brings it to the front. */
function showWindow(host: Host, log: Log): void {
  const existing = BrowserWindow.getAllWindows()[0]
  if (existing !== undefined) {
    if (existing.isMinimized()) existing.restore()
    existing.focus()
    return
  }
  const window = new BrowserWindow(windowOptions(PRELOAD, app.isPackaged))
  window.once('ready-to-show', () => window.show())
  serveIpc(
    window.webContents,
    (channel) => host.attach(channel),
    (reason) => log('warn', `a message to the host was refused: ${reason}`),
  )
  window.loadURL(APP_ADDRESS).catch((error: unknown) => log('error', 'the page did not load', error))
}

/** Quitting waits for the journal and for a request on its way. */
function closeBeforeQuit(close: () => Promise<void>, log: Log): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    close()
      .catch((error: unknown) => log('error', 'closing failed', error))
      .finally(() => {
        state = 'closed'
        app.quit()
      })
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit())
}

start()
