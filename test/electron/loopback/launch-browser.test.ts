import { expect, test } from 'vitest'
import { browserArguments, findBrowser, hasDisplay } from '../../../electron/loopback/launch-browser.ts'

const having =
  (...files: string[]) =>
  (file: string) =>
    files.includes(file)

test('a browser is found on each system, the preferred one first', () => {
  const linux = { platform: 'linux', variables: { PATH: '/usr/bin:relative:/opt/bin' } } as const
  expect(findBrowser({ ...linux, exists: having('/opt/bin/google-chrome', '/usr/bin/chromium') })).toBe(
    '/usr/bin/chromium',
  )
  expect(findBrowser({ ...linux, exists: having('relative/chromium') })).toBeNull()
  const mac = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'
  expect(findBrowser({ platform: 'darwin', variables: {}, exists: having(mac) })).toBe(mac)
  const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
  const variables = { ProgramFiles: 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)' }
  expect(findBrowser({ platform: 'win32', variables, exists: having(edge) })).toBe(edge)
})

test('the window is an app window with a profile of its own', () => {
  const args = browserArguments('file:///d/browser/launch/window.html', '/d/browser')
  expect(args).toContain('--app=file:///d/browser/launch/window.html')
  expect(args).toContain('--user-data-dir=/d/browser')
})

test('a display is what the system says', () => {
  expect(hasDisplay('linux', {})).toBe(false)
  expect(hasDisplay('linux', { DISPLAY: '' })).toBe(false)
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true)
  expect(hasDisplay('win32', {})).toBe(true)
})
