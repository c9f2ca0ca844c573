import type { JournalDisk, JournalFile } from '../../../electron/host/sync/journal/journal-disk.ts'

/** A fault of one step of a {@link MemoryDisk}. */
export type DiskFault =
  /** The step does nothing and rejects. */
  | { readonly kind: 'error'; readonly code: string }
  /** The step writes half of its bytes and rejects. */
  | { readonly kind: 'partial'; readonly code: string }
  /** The computer stops: this step and all later ones reject. Unsynced data may be lost. */
  | { readonly kind: 'crash' }

/** A disk in memory that models a power failure and the faults of the test. */
export interface MemoryDisk extends JournalDisk {
  /** Names of the steps so far, in order. */
  readonly steps: readonly string[]
  /** Called before each step. */
  setFault(fault: (step: number, name: string) => DiskFault | null): void
  /** The bytes that a reader sees now. */
  content(name: string): Buffer | null
  put(name: string, bytes: Buffer): void
  /** The disk after the computer stopped. `kept`: the unsynced data that survived. */
  afterCrash(kept: 'all' | 'none' | 'names' | 'content'): MemoryDisk
}

interface Inode {
  data: Buffer
  synced: Buffer
}

/** A disk with these synced files; empty by default. */
export function createMemoryDisk(files: Readonly<Record<string, Buffer>> = {}): MemoryDisk {
  const names = new Map<string, Inode>()
  for (const [name, bytes] of Object.entries(files)) names.set(name, { data: bytes, synced: bytes })
  let syncedNames = new Map(names)
  let fault: (step: number, name: string) => DiskFault | null = () => null
  let isCrashed = false
  const steps: string[] = []

  function step(name: string): DiskFault | null {
    if (isCrashed) throw systemError('CRASHED')
    steps.push(name)
    const told = fault(steps.length - 1, name)
    if (told?.kind === 'crash') {
      isCrashed = true
      throw systemError('CRASHED')
    }
    if (told?.kind === 'error') throw systemError(told.code)
    return told
  }

  function fileOf(inode: Inode): JournalFile {
    return {
      size: async () => inode.data.length,
      async write(bytes, at) {
        const told = partialOf(() => step('write'))
        const part = told === null ? bytes : bytes.subarray(0, bytes.length >> 1)
        inode.data = overwritten(inode.data, part, at)
        if (told !== null) throw told
      },
      async truncate(length) {
        step('truncate')
        inode.data = Buffer.from(inode.data.subarray(0, length))
      },
      async sync() {
        step('sync')
        inode.synced = inode.data
      },
      close: async () => undefined,
    }
  }

  return {
    steps,
    lock: async () => ({
      verify: async () => undefined,
      onLost: () => undefined,
      release: async () => undefined,
    }),
    async read(name) {
      step('read')
      return names.get(name)?.data ?? null
    },
    async open(name) {
      step('open')
      const inode = names.get(name) ?? { data: Buffer.alloc(0), synced: Buffer.alloc(0) }
      names.set(name, inode)
      return fileOf(inode)
    },
    async rename(from, to) {
      step('rename')
      const inode = names.get(from)
      if (inode === undefined) throw systemError('ENOENT')
      names.delete(from)
      names.set(to, inode)
    },
    async remove(name) {
      step('remove')
      names.delete(name)
    },
    async syncFolder() {
      step('syncFolder')
      syncedNames = new Map(names)
    },
    setFault(next) {
      fault = next
    },
    content: (name) => names.get(name)?.data ?? null,
    put(name, bytes) {
      names.set(name, { data: bytes, synced: bytes })
      syncedNames = new Map(names)
    },
    afterCrash(kept) {
      const survivingNames = kept === 'all' || kept === 'names' ? names : syncedNames
      const isContentKept = kept === 'all' || kept === 'content'
      return createMemoryDisk(
        Object.fromEntries(
          [...survivingNames].map(([name, inode]) => [name, isContentKept ? inode.data : inode.synced]),
        ),
      )
    },
  }

  /** The error of a partial write, which is thrown after its part is written. Other faults throw at once. */
  function partialOf(run: () => DiskFault | null): Error | null {
    const told = run()
    return told?.kind === 'partial' ? systemError(told.code) : null
  }
}

function overwritten(data: Buffer, bytes: Buffer, at: number): Buffer {
  const next = Buffer.alloc(Math.max(data.length, at + bytes.length))
  data.copy(next)
  bytes.copy(next, at)
  return next
}

function systemError(code: string): Error {
  return Object.assign(new Error(`disk: ${code}`), { code })
}
