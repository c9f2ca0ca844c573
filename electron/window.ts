import type { BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

/** E3: what a page of ours may ask for; everything else is denied. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage'])

/**
 * The one window factory's options (E1, E2). What is not named here is Electron's safe default and stays so: web
 * security on, no insecure content, no experimental features.
 */
export function windowOptions(preloadFile: string, isPackaged: boolean): BrowserWindowConstructorOptions {
  return {
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Depot Planner',
    webPreferences: {
      preload: preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: !isPackaged,
      spellcheck: true,
      // The page draws the state of the queue also while it is covered.
      backgroundThrottling: false,
    },
  }
}

/** E3 and E10: closes a session to everything that the page does not need. */
export function lockSession(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
    | 'setSpellCheckerDictionaryDownloadURL'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(isAllowed(permission, originOf(details.requestingUrl), details.isMainFrame))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    isAllowed(permission, originOf(requestingOrigin), details.isMainFrame),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null))
  // An address that answers nothing: dictionaries would otherwise be fetched from a third party.
  session.setSpellCheckerDictionaryDownloadURL(`${APP_ORIGIN}/no-dictionaries/`)
}

function isAllowed(permission: string, origin: string | null, isMainFrame: boolean): boolean {
  return isMainFrame && origin === APP_ORIGIN && ALLOWED_PERMISSIONS.has(permission)
}

/** `URL.origin` is `null` for schemes it does not know, so this spells out the one that counts. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

/** E2, E5: the page goes nowhere, opens nothing and embeds nothing. */
export function guardContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
