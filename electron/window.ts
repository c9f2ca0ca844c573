import type { BrowserWindowConstructorOptions, Session, WebContents } from 'electron'
import { APP_ORIGIN } from './app-protocol.ts'

/** E3: the permissions that our page may get; all others are denied. */
const ALLOWED_PERMISSIONS: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'persistent-storage'])

/**
 * The options of every window (E1, E2). Other options keep Electron's safe defaults: web security, no insecure content,
 * no experimental features.
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
      // The page updates the status also while it is covered.
      backgroundThrottling: false,
    },
  }
}

/** E3 and E10: denies a session everything that the page does not need. */
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
  // An address without content; dictionaries would otherwise be downloaded from a third party.
  session.setSpellCheckerDictionaryDownloadURL(`${APP_ORIGIN}/no-dictionaries/`)
}

function isAllowed(permission: string, origin: string | null, isMainFrame: boolean): boolean {
  return isMainFrame && origin === APP_ORIGIN && ALLOWED_PERMISSIONS.has(permission)
}

/** The origin of an address, also for our own scheme, for which `URL.origin` is `null`. */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}

/** E2, E5: prevents navigation, new windows and embedded pages. */
export function guardContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
