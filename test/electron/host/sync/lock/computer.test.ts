import { describe, expect, it } from 'vitest'
import {
  createComputer,
  type SystemAccess,
  thisComputer,
} from '../../../../../electron/host/sync/lock/computer.ts'

/** A system with these files and programs, in which every process lives. */
function systemOf(
  platform: NodeJS.Platform,
  files: Readonly<Record<string, string>>,
  programs: Readonly<Record<string, string>> = {},
): SystemAccess {
  return {
    platform,
    hostName: 'Desk-A',
    readText: async (file) => files[file] ?? null,
    readLink: async (file) => files[file] ?? null,
    run: async (program) => {
      const name = Object.keys(programs).find((each) => program.endsWith(each))
      return name === undefined ? null : (programs[name] ?? null)
    },
    isThere: (pid) => pid !== 404,
  }
}

const STAT_TAIL = '1 10 10 0 -1 4194560 100 0 0 0 1 1 0 0 20 0 11 0 54321 1000 200'
const LINUX_FILES = {
  '/etc/machine-id': 'aaaa\n',
  '/proc/sys/kernel/random/boot_id': 'boot-1\n',
  '/proc/self/ns/pid': 'pid:[4026531836]',
  '/proc/10/stat': `10 (depot (x) y) S ${STAT_TAIL}`,
  '/proc/11/stat': `11 (killed) Z ${STAT_TAIL}`,
}
const MAC_PROGRAMS = {
  ioreg: '  "IOPlatformSerialNumber" = "X"\n  "IOPlatformUUID" = "AAAA-BBBB"\n',
  sysctl: 'BOOT-UUID\n',
  ps: 'Tue Nov 24 10:11:12 2026    \n',
}
const WINDOWS_PROGRAMS = {
  'reg.exe':
    '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\r\n    MachineGuid    REG_SZ    aaaa-bbbb\r\n\r\n',
  'powershell.exe': '134399886720000000\r\n',
}

describe('this computer', () => {
  it('is known on Linux by its machine id, its boot and its space of process numbers', async () => {
    const identity = await createComputer(systemOf('linux', LINUX_FILES)).identity()
    expect(identity).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'desk-a',
      boot: 'boot-1',
      pidSpace: 'pid:[4026531836]',
    })
    expect(identity.id).not.toContain('aaaa')
  })

  it('is known on a Mac by its hardware id and its boot', async () => {
    const identity = await createComputer(systemOf('darwin', {}, MAC_PROGRAMS)).identity()
    expect(identity).toMatchObject({ id: expect.any(String), boot: 'BOOT-UUID', pidSpace: null })
  })

  it('is known on Windows by its machine id', async () => {
    const identity = await createComputer(systemOf('win32', {}, WINDOWS_PROGRAMS)).identity()
    expect(identity).toMatchObject({ id: expect.any(String), boot: null, pidSpace: null })
  })

  it.each(['linux', 'darwin', 'win32', 'freebsd'] as const)(
    'has no id on %s where the system tells none',
    async (platform) => {
      const computer = createComputer(systemOf(platform, {}))
      expect(await computer.identity()).toEqual({ id: null, name: 'desk-a', boot: null, pidSpace: null })
      expect(await computer.process(10)).toEqual({ birth: null, startedMs: null })
      expect(await computer.process(404)).toBeNull()
    },
  )
})

describe('a process', () => {
  it('has its boot and its tick as birth on Linux, whatever its name is', async () => {
    const facts = await createComputer(systemOf('linux', LINUX_FILES)).process(10)
    expect(facts).toEqual({ birth: 'boot-1:54321', startedMs: null })
  })

  it('is dead on Linux when it was killed and only its parent has not noticed', async () => {
    expect(await createComputer(systemOf('linux', LINUX_FILES)).process(11)).toBeNull()
  })

  it('has its moment of start as birth on a Mac', async () => {
    const facts = await createComputer(systemOf('darwin', {}, MAC_PROGRAMS)).process(10)
    expect(facts).toEqual({
      birth: 'Tue Nov 24 10:11:12 2026',
      startedMs: Date.UTC(2026, 10, 24, 10, 11, 12),
    })
  })

  it('has its file time as birth on Windows', async () => {
    const facts = await createComputer(systemOf('win32', {}, WINDOWS_PROGRAMS)).process(10)
    expect(facts).toEqual({ birth: '134399886720000000', startedMs: Date.UTC(2026, 10, 24, 10, 11, 12) })
  })

  it.each(['Access is denied', ''])('has no birth when Windows answers %j', async (printed) => {
    const computer = createComputer(systemOf('win32', {}, { 'powershell.exe': printed }))
    expect(await computer.process(10)).toEqual({ birth: null, startedMs: null })
  })

  it('is seen on the computer of this test', async () => {
    expect(await thisComputer.process(process.pid)).not.toBeNull()
    expect(await thisComputer.process(2 ** 22 + 1)).toBeNull()
    expect((await thisComputer.identity()).name).not.toBe('')
  })
})
