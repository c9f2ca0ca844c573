import { expect, test } from 'vitest'
import { ownArguments, parseCommandLine } from '../../../../electron/host/platform/command-line.ts'
import { defaultDataFolder } from '../../../../electron/host/platform/data-folder.ts'
import { checkedAddress } from '../../../../electron/host/platform/external-address.ts'

test('every option is understood, and the command line wins over the environment', () => {
  const args = ['--shell', 'loopback', '--no-open', '--port', '4000', '--data-dir=/d', '--training']
  expect(parseCommandLine(args, { PLANNER_DATA_DIR: '/e' })).toEqual({
    isHelp: false,
    isNoOpen: true,
    port: 4000,
    dataDir: '/d',
    isTraining: true,
  })
  expect(parseCommandLine([], { PLANNER_DATA_DIR: '/e' }).dataDir).toBe('/e')
  expect(parseCommandLine([], {})).toMatchObject({ port: null, dataDir: null, isNoOpen: false })
})

test('what is not understood is a usage error, never a guess', () => {
  for (const args of [
    ['--prot', '1'],
    ['--port', 'x'],
    ['--port', '70000'],
    ['--shell', 'web'],
    ['loose'],
    ['--port'],
  ]) {
    expect(() => parseCommandLine(args, {})).toThrow(expect.objectContaining({ code: 'shell.usage' }))
  }
})

test('Chromium’s own switches are not ours', () => {
  const args = ['/repo', '--no-sandbox', '--port', '4000', '--inspect=0', '--training', '--data-dir=/d', 'x']
  expect(ownArguments(args)).toEqual(['--port', '4000', '--training', '--data-dir=/d'])
})

test('the data folder is where each system keeps such', () => {
  const of = (platform: NodeJS.Platform, variables: Record<string, string>) =>
    defaultDataFolder({ platform, home: platform === 'win32' ? 'C:\\Users\\m' : '/home/m', variables })
  expect(of('linux', {})).toBe('/home/m/.config/Depot Planner')
  expect(of('linux', { XDG_CONFIG_HOME: '/x' })).toBe('/x/Depot Planner')
  expect(of('linux', { XDG_CONFIG_HOME: 'x' })).toBe('/home/m/.config/Depot Planner')
  expect(of('darwin', {})).toBe('/home/m/Library/Application Support/Depot Planner')
  expect(of('win32', {})).toBe('C:\\Users\\m\\AppData\\Roaming\\Depot Planner')
  expect(of('win32', { APPDATA: 'D:\\R' })).toBe('D:\\R\\Depot Planner')
})

test('[E6] only web addresses reach the system browser', () => {
  expect(checkedAddress('https://auth.example/realm?x=1')).toBe('https://auth.example/realm?x=1')
  expect(checkedAddress('http://127.0.0.1:8080/auth')).toBe('http://127.0.0.1:8080/auth')
  for (const address of [
    'http://auth.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://x/y',
    'x',
    'https://a:b@c/',
  ]) {
    expect(() => checkedAddress(address)).toThrow(expect.objectContaining({ code: 'external.refused' }))
  }
})
