import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import { hasCode } from '../../../../shared/util/has-code.ts'

/** The computer on which a lock was written. `null`: the system does not tell. */
export interface ComputerIdentity {
  /** The same in every run on this computer. A hash, because the system's own id is private. */
  readonly id: string | null
  /** The host name: for people, and to tell copies of one disk image apart. */
  readonly name: string
  /** Different after every restart of the computer. */
  readonly boot: string | null
  /** Process numbers compare only inside one space (a container has its own). */
  readonly pidSpace: string | null
}

/** A living process. `null`: the system does not tell. */
export interface ProcessFacts {
  /** Tells a process from a later one with the same number. Later changes of the clock do not change it. */
  readonly birth: string | null
  /** When it started by the clock of that moment, ms since 1970. */
  readonly startedMs: number | null
}

/** This computer and its process table. */
export interface Computer {
  identity(): Promise<ComputerIdentity>
  /** @returns `null` when no process with this number lives. */
  process(pid: number): Promise<ProcessFacts | null>
}

/** What a {@link Computer} asks the operating system. A test answers as another system would. */
export interface SystemAccess {
  readonly platform: NodeJS.Platform
  readonly hostName: string
  /** @returns `null` when there is no such file or it may not be read. */
  readText(file: string): Promise<string | null>
  /** @returns `null` when there is no such link or it may not be read. */
  readLink(file: string): Promise<string | null>
  /** @returns what the program prints; `null` when it cannot be run or fails. */
  run(program: string, args: readonly string[]): Promise<string | null>
  /** True when a process has this number; a zombie counts. */
  isThere(pid: number): boolean
}

const NOT_KNOWN: ProcessFacts = { birth: null, startedMs: null }
const ID_CHARACTERS = 32
const RUN_WITHIN_MS = 10_000

/** The computer for which `system` answers. Its identity is read once. */
export function createComputer(system: SystemAccess): Computer {
  let identity: Promise<ComputerIdentity> | null = null
  return {
    identity() {
      identity ??= identityOf(system)
      return identity
    },
    async process(pid) {
      return system.isThere(pid) ? factsOf(system, pid) : null
    },
  }
}

async function identityOf(system: SystemAccess): Promise<ComputerIdentity> {
  const name = system.hostName.toLowerCase()
  switch (system.platform) {
    case 'linux': {
      const own = await system.readText('/etc/machine-id')
      const id = own ?? (await system.readText('/var/lib/dbus/machine-id'))
      const pidSpace = await system.readLink('/proc/self/ns/pid')
      return { id: hashed(id), name, boot: await linuxBoot(system), pidSpace }
    }
    case 'darwin': {
      const printed = await system.run('/usr/sbin/ioreg', ['-rd1', '-c', 'IOPlatformExpertDevice'])
      const boot = await system.run('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'])
      const id = printed?.match(/"IOPlatformUUID" = "([^"]+)"/)?.[1] ?? null
      return { id: hashed(id), name, boot: trimmed(boot), pidSpace: null }
    }
    case 'win32': {
      const key = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography'
      const printed = await system.run(inSystem32('reg.exe'), ['query', key, '/v', 'MachineGuid'])
      const id = printed?.match(/MachineGuid\s+REG_SZ\s+(\S+)/)?.[1] ?? null
      return { id: hashed(id), name, boot: null, pidSpace: null }
    }
    default:
      return { id: null, name, boot: null, pidSpace: null }
  }
}

async function factsOf(system: SystemAccess, pid: number): Promise<ProcessFacts | null> {
  switch (system.platform) {
    case 'linux':
      return linuxFacts(system, pid)
    case 'darwin':
      return macFacts(await system.run('/bin/ps', ['-o', 'lstart=', '-p', String(pid)]))
    case 'win32': {
      const question = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`
      const shell = inSystem32('WindowsPowerShell', 'v1.0', 'powershell.exe')
      return windowsFacts(await system.run(shell, ['-NoProfile', '-NonInteractive', '-Command', question]))
    }
    default:
      return NOT_KNOWN
  }
}

/** The birth is the boot and the clock tick of the start. A zombie counts as dead. */
async function linuxFacts(system: SystemAccess, pid: number): Promise<ProcessFacts | null> {
  const [boot, stat] = await Promise.all([linuxBoot(system), system.readText(`/proc/${pid}/stat`)])
  // The name in brackets may hold spaces. Of all fields, the state is the 3rd and the start time the 22nd.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields?.[0] === 'Z' || fields?.[0] === 'X') return null
  const started = fields?.[19]
  return boot === null || started === undefined ? NOT_KNOWN : { birth: `${boot}:${started}`, startedMs: null }
}

async function linuxBoot(system: SystemAccess): Promise<string | null> {
  return trimmed(await system.readText('/proc/sys/kernel/random/boot_id'))
}

/** @param printed like `Tue Nov 24 10:11:12 2026`, in UTC. Later changes of the clock do not move it. */
function macFacts(printed: string | null): ProcessFacts {
  const birth = trimmed(printed)?.replace(/\s+/g, ' ') ?? null
  const startedMs = birth === null ? Number.NaN : Date.parse(`${birth} UTC`)
  return { birth, startedMs: Number.isNaN(startedMs) ? null : startedMs }
}

/** From 1601, where Windows begins to count, to 1970. */
const FILE_TIME_EPOCH_MS = 11_644_473_600_000
const FILE_TIME_PER_MS = 10_000

/** @param printed a file time in steps of 100 ns. */
function windowsFacts(printed: string | null): ProcessFacts {
  const birth = trimmed(printed)
  if (birth === null || !/^\d+$/.test(birth)) return NOT_KNOWN
  return { birth, startedMs: Number(birth) / FILE_TIME_PER_MS - FILE_TIME_EPOCH_MS }
}

function trimmed(text: string | null): string | null {
  const rest = text?.trim() ?? ''
  return rest === '' ? null : rest
}

function hashed(id: string | null): string | null {
  const text = trimmed(id)
  if (text === null) return null
  return createHash('sha256').update(`depot-planner:${text}`).digest('hex').slice(0, ID_CHARACTERS)
}

/** A whole path, so that no other program with the same name runs. */
function inSystem32(...parts: readonly string[]): string {
  return path.win32.join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', ...parts)
}

/** The computer that runs this program. All locks share it, because reading its identity starts programs. */
export const thisComputer: Computer = createComputer({
  platform: process.platform,
  hostName: hostname(),
  readText: (file) => orNull(readFile(file, 'utf8')),
  readLink: (file) => orNull(readlink(file)),
  run: (program, args) =>
    new Promise((resolve) => {
      const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
      const limits = { env, timeout: RUN_WITHIN_MS, windowsHide: true }
      execFile(program, args, limits, (error, printed) => resolve(error === null ? printed : null))
    }),
  isThere(pid) {
    try {
      process.kill(pid, 0)
      return true
    } catch (error) {
      if (hasCode(error, 'ESRCH')) return false
      if (hasCode(error, 'EPERM')) return true // a process of another user
      throw error
    }
  },
})

/** @returns `null` for what cannot be read. The lock is then judged by its heartbeat. */
async function orNull(reading: Promise<string>): Promise<string | null> {
  try {
    return await reading
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].some((code) => hasCode(error, code))) return null
    throw error
  }
}
