import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSessions } from '../../../electron/loopback/sessions.ts'
import { createWindowOpener, type WindowOpener } from '../../../electron/loopback/window-opener.ts'
import { createHandClock, type HandClock } from '../host/auth/auth-bench.ts'

let profileDir: string
let clock: HandClock
let starts: readonly string[][]
let faults: unknown[]
beforeEach(() => {
  profileDir = path.join(mkdtempSync(path.join(tmpdir(), 'planner-opener-')), 'browser')
  clock = createHandClock()
  starts = []
  faults = []
})
afterEach(() => rmSync(path.dirname(profileDir), { recursive: true, force: true }))

function createOpener(start?: () => Promise<void>) {
  const sessions = createSessions(clock.monotonicMs)
  const opener: WindowOpener = createWindowOpener({
    profileDir,
    mintAddress: (onUsed) => `http://127.0.0.1:1/#launch=${sessions.mintLaunchToken(false, onUsed)}`,
    start: async (args) => {
      starts = [...starts, [...args]]
      await start?.()
    },
    schedule: clock.schedule,
    onFault: (error) => faults.push(error),
  })
  return { opener, sessions }
}

/** The file that the browser was last told to open. */
function openedFile(): string {
  const app = starts.at(-1)?.find((arg) => arg.startsWith('--app='))
  return fileURLToPath(app?.slice('--app='.length) ?? '')
}

function tokenIn(file: string): string {
  return /url=http:\/\/127\.0\.0\.1:1\/#launch=([\w-]{43})"/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
}

test('[L3] the browser is told a file that only this user can read, and no token', async () => {
  const { opener } = createOpener()
  await opener.open()
  const file = openedFile()
  expect(tokenIn(file)).not.toBe('')
  expect(starts.flat().join(' ')).not.toContain(tokenIn(file))
  if (process.platform !== 'win32') {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700)
  }
  expect(file.startsWith(profileDir)).toBe(true)
})

test('[L3] the file goes when the token is used', async () => {
  const { opener, sessions } = createOpener()
  await opener.open()
  const file = openedFile()
  const token = tokenIn(file)
  expect(sessions.exchange(token)).not.toBeNull()
  expect(existsSync(file)).toBe(false)
  expect(sessions.exchange(token)).toBeNull()
})

test('[L3] the file goes when the token ends unused', async () => {
  const { opener } = createOpener()
  await opener.open()
  clock.advance(29_999)
  expect(existsSync(openedFile())).toBe(true)
  clock.advance(1)
  expect(existsSync(openedFile())).toBe(false)
})

test('windows that open at the same time have a file each, and later ones the usual name again', async () => {
  const { opener, sessions } = createOpener()
  await opener.open()
  const first = openedFile()
  await opener.open()
  const second = openedFile()
  expect(second).not.toBe(first)
  for (const file of [second, first]) expect(sessions.exchange(tokenIn(file))).not.toBeNull()
  await opener.open()
  expect(openedFile()).toBe(first)
})

test('a browser that does not start leaves no file', async () => {
  const { opener } = createOpener(async () => {
    throw new Error('ENOENT')
  })
  await expect(opener.open()).rejects.toThrow('ENOENT')
  expect(readdirSync(path.join(profileDir, 'launch'))).toEqual([])
})

test('closing removes what waits, and the next start what a crash has left', async () => {
  mkdirSync(path.join(profileDir, 'launch'), { recursive: true })
  writeFileSync(path.join(profileDir, 'launch', 'window.html'), 'left')
  const { opener } = createOpener()
  expect(readdirSync(path.join(profileDir, 'launch'))).toEqual([])
  await opener.open()
  opener.close()
  expect(existsSync(openedFile())).toBe(false)
  expect(faults).toEqual([])
})
