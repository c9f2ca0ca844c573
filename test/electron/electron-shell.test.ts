import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron'
import { describe, expect, test } from 'vitest'
import { APP_ADDRESS, answerApp, registerAppScheme, serveApp } from '../../electron/app-protocol.ts'
import type { StaticFiles } from '../../electron/host/page/static-files.ts'
import { menuTemplate } from '../../electron/menu.ts'
import { loadShellTexts } from '../../electron/shell-texts.ts'
import { guardContents, lockSession, originOf, windowOptions } from '../../electron/window.ts'

/** The one member of a thing of Electron's that a test looks at, in place of the whole. */
function stand<T>(part: object): T {
  return part as T
}

const FILES: StaticFiles = new Map([
  ['/index.html', { bytes: Buffer.from('<meta content="__CSP_NONCE__">'), contentType: 'text/html' }],
  ['/assets/a.js', { bytes: Buffer.from('1'), contentType: 'text/javascript' }],
])

async function menuIn(
  language: string,
  platform: NodeJS.Platform,
  isPackaged: boolean,
): Promise<MenuItemConstructorOptions[]> {
  const { t } = await loadShellTexts('system', [language])
  return menuTemplate({ platform, isPackaged, t })
}

/** Every item of a menu, without separators. */
function itemsOf(menu: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return menu
    .flatMap((each) => [each, ...(Array.isArray(each.submenu) ? itemsOf(each.submenu) : [])])
    .filter((each) => each.type !== 'separator')
}

describe('the menu', () => {
  test.each(['linux', 'win32', 'darwin'] as const)(
    'on %s takes every label from the catalog',
    async (platform) => {
      const labels = itemsOf(await menuIn('en-XA', platform, false))
        .filter((each) => each.role !== 'appMenu') // macOS puts the name of the program there
        .map(({ label }) => label)
      expect(labels.filter((label) => label?.startsWith('⟦') !== true)).toEqual([])
    },
  )

  test('the settings choose its language before the system does', async () => {
    const system = await loadShellTexts('system', ['fr-CA', 'de'])
    const chosen = await loadShellTexts('es', ['fr-CA', 'de'])
    expect([system.t('app.menu.edit'), chosen.t('app.menu.edit')]).toEqual(['Édition', 'Editar'])
  })
})

describe('the window', () => {
  test('[E1] [E2] its options are these and no others, so every other one is Electron’s safe default', () => {
    expect(windowOptions('/app/preload.cjs', true)).toEqual({
      width: 1440,
      height: 900,
      minWidth: 900,
      minHeight: 600,
      show: false,
      title: 'Depot Planner',
      webPreferences: {
        preload: '/app/preload.cjs',
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        devTools: false,
        spellcheck: true,
        backgroundThrottling: false,
      },
    } satisfies BrowserWindowConstructorOptions)
  })

  test('[E10] developer tools are there only while unpackaged, also in the menu', async () => {
    expect(windowOptions('/p', false).webPreferences?.devTools).toBe(true)
    expect(JSON.stringify(await menuIn('en', 'linux', true))).not.toContain('toggleDevTools')
    expect(JSON.stringify(await menuIn('en', 'linux', false))).toContain('toggleDevTools')
    expect(JSON.stringify(await menuIn('en', 'darwin', true))).toContain('appMenu')
  })

  test('[E2] [E5] the page goes nowhere, embeds nothing and opens nothing', () => {
    const listeners = new Map<string, (event: { preventDefault(): void }) => void>()
    const openHandlers: (() => { action: string })[] = []
    guardContents(
      stand({
        on: (name: string, listener: (event: { preventDefault(): void }) => void) =>
          listeners.set(name, listener),
        setWindowOpenHandler: (handler: () => { action: string }) => {
          openHandlers.push(handler)
        },
      }),
    )
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      let isPrevented = false
      listeners.get(name)?.({
        preventDefault() {
          isPrevented = true
        },
      })
      expect([name, isPrevented]).toEqual([name, true])
    }
    expect(openHandlers.map((handler) => handler())).toEqual([{ action: 'deny' }])
  })
})

describe('[E3] the session', () => {
  type Details = { requestingUrl: string; isMainFrame: boolean }
  interface Handlers {
    request(
      contents: null,
      permission: string,
      callback: (isGranted: boolean) => void,
      details: Details,
    ): void
    check(contents: null, permission: string, origin: string, details: { isMainFrame: boolean }): boolean
    device(): boolean
    display(request: null, callback: (streams: unknown) => void): void
    dictionaries: string
  }

  function locked(): Handlers {
    const handlers: Partial<Handlers> = {}
    lockSession(
      stand({
        setPermissionRequestHandler: (handler: Handlers['request']) =>
          Object.assign(handlers, { request: handler }),
        setPermissionCheckHandler: (handler: Handlers['check']) =>
          Object.assign(handlers, { check: handler }),
        setDevicePermissionHandler: (handler: Handlers['device']) =>
          Object.assign(handlers, { device: handler }),
        setDisplayMediaRequestHandler: (handler: Handlers['display']) =>
          Object.assign(handlers, { display: handler }),
        setSpellCheckerDictionaryDownloadURL: (address: string) =>
          Object.assign(handlers, { dictionaries: address }),
      }),
    )
    return handlers as Handlers
  }

  function isGranted(permission: string, requestingUrl: string, isMainFrame: boolean): boolean {
    const handlers = locked()
    let answer: boolean | null = null
    handlers.request(
      null,
      permission,
      (isAllowed) => {
        answer = isAllowed
      },
      { requestingUrl, isMainFrame },
    )
    expect(handlers.check(null, permission, requestingUrl, { isMainFrame })).toBe(answer)
    return answer ?? false
  }

  test('grants storage and copying to our own main frame, and nothing else to anybody', () => {
    for (const permission of ['clipboard-sanitized-write', 'persistent-storage']) {
      expect(isGranted(permission, 'app://bundle/', true)).toBe(true)
      expect(isGranted(permission, 'app://bundle/', false)).toBe(false)
      for (const foreign of ['app://other/', 'https://bundle/', 'app://bundle.evil/', '', 'null']) {
        expect(isGranted(permission, foreign, true)).toBe(false)
      }
    }
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'usb',
      'openExternal',
    ]) {
      expect(isGranted(permission, 'app://bundle/', true)).toBe(false)
    }
  })

  test('[E10] no device, no screen, no dictionary from a third party', () => {
    const handlers = locked()
    expect(handlers.device()).toBe(false)
    let streams: unknown = 'unset'
    handlers.display(null, (given) => {
      streams = given
    })
    expect(streams).toBeNull()
    expect(originOf(handlers.dictionaries)).toBe('app://bundle')
  })
})

describe('the page’s address', () => {
  test('[E8] the scheme is standard and secure before anything is ready', () => {
    const registered: unknown[] = []
    registerAppScheme(
      stand({ registerSchemesAsPrivileged: (schemes: unknown[]) => registered.push(...schemes) }),
    )
    expect(registered).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ])
  })

  test('[E4] the page comes with a policy as a header, and a nonce of its own at each load', async () => {
    let handler: ((request: Request) => Response) | null = null
    serveApp(
      stand({ handle: (_scheme: string, given: (request: Request) => Response) => (handler = given) }),
      FILES,
    )
    const load = (): Response => {
      const answer = handler?.call(null, stand<Request>({ url: APP_ADDRESS, method: 'GET' }))
      if (answer === undefined) throw new Error('no handler')
      return answer
    }
    const [first, second] = [load(), load()]
    const policy = first.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[^']+';/)
    expect(policy).toContain("connect-src 'self';")
    expect(policy).toContain("base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|ws:|http|\*/)
    const nonce = /content="([^"]+)"/.exec(await first.text())?.[1] ?? 'none'
    expect(policy).toContain(`'nonce-${nonce}'`)
    expect(await second.text()).not.toContain(nonce)
  })

  test('[E8] only names of the built page are served, and only to reading', () => {
    const status = (url: string, method = 'GET') => answerApp({ url, method }, FILES).status
    expect(status('app://bundle/assets/a.js?x=1#y')).toBe(200)
    for (const url of [
      'app://bundle/../package.json',
      'app://bundle/%2e%2e/package.json',
      'app://bundle//etc/passwd',
      'app://bundle/assets',
      'app://other/index.html',
      'app://bundle/constructor',
      'file:///etc/passwd',
    ]) {
      expect([url, status(url)]).toEqual([url, 404])
    }
    expect(status(APP_ADDRESS, 'POST')).toBe(405)
  })
})
