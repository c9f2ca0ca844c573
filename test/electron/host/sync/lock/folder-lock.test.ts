import { describe, expect, it } from 'vitest'
import type { ComputerIdentity, ProcessFacts } from '../../../../../electron/host/sync/lock/computer.ts'
import type { FolderLock } from '../../../../../electron/host/sync/lock/folder-lock.ts'
import { createLockScene, type LockScene, type TestPlanner } from '../../../../doubles/disk/lock-world.ts'

const LINUX: ComputerIdentity = { id: 'id-a', name: 'desk-a', boot: 'boot-1', pidSpace: 'pid:[1]' }
const WINDOWS: ComputerIdentity = { id: 'id-a', name: 'desk-a', boot: null, pidSpace: null }
const OTHER: ComputerIdentity = { id: 'id-b', name: 'desk-b', boot: 'boot-9', pidSpace: 'pid:[1]' }

const BORN_FIRST: ProcessFacts = { birth: 'tick-1', startedMs: null }
const BORN_LATER: ProcessFacts = { birth: 'tick-2', startedMs: null }
const BIRTH_UNKNOWN: ProcessFacts = { birth: null, startedMs: null }

const AWAIT_TRIES_MS = 1_000
const AWAIT_WATCH_MS = 70_000

function lockOf(planner: TestPlanner): FolderLock {
  const outcome = planner.outcome()
  if (outcome === null || outcome instanceof Error) throw new Error(`no lock: ${String(outcome)}`)
  return outcome
}

/** A planner on the computer that got the lock. */
async function started(scene: LockScene, planner: TestPlanner): Promise<TestPlanner> {
  await scene.pass(AWAIT_TRIES_MS)
  lockOf(planner)
  return planner
}

describe('two planners on one computer', () => {
  it.each([LINUX, WINDOWS])('refuses the second while the first lives ($boot)', async (identity) => {
    const scene = createLockScene()
    const computer = scene.addComputer(identity)
    const first = await started(scene, computer.start(10))
    const second = computer.start(11)
    await scene.pass(AWAIT_TRIES_MS)
    expect(second.outcome()).toMatchObject({ code: 'journal.locked' })
    await lockOf(first).verify()
    await lockOf(first).release()
    await started(scene, computer.start(12))
  })

  it('refuses the second after a sleep of both, however old the heartbeat is', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(LINUX)
    const first = await started(scene, computer.start(10))
    scene.folder.nowMs += 10 * 60_000 // the computer slept: no timer ran
    const second = computer.start(11)
    await scene.pass(AWAIT_TRIES_MS)
    expect(second.outcome()).toMatchObject({ code: 'journal.locked' })
    await lockOf(first).verify()
  })

  it('refuses the second after a sleep of both where no birth time is known', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(WINDOWS)
    const first = await started(scene, computer.start(10, BIRTH_UNKNOWN))
    scene.folder.nowMs += 10 * 60_000
    const second = computer.start(11, BIRTH_UNKNOWN)
    await scene.pass(AWAIT_WATCH_MS)
    expect(second.outcome()).toMatchObject({ code: 'journal.locked' })
    await lockOf(first).verify()
  })

  it('lets one of many win that start at once', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(LINUX)
    const planners = [10, 11, 12, 13].map((pid) => computer.start(pid))
    await scene.pass(5_000)
    const locks = planners.filter((each) => each.outcome() !== null && !(each.outcome() instanceof Error))
    expect(locks).toHaveLength(1)
  })

  it('does not mistake the jump of a clock for a death', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(LINUX)
    const first = await started(scene, computer.start(10))
    for (const jumpMs of [86_400_000, -3 * 86_400_000]) {
      computer.clock.jumpWall(jumpMs)
      scene.folder.nowMs += jumpMs
      const second = computer.start(11)
      await scene.pass(AWAIT_TRIES_MS)
      expect(second.outcome()).toMatchObject({ code: 'journal.locked' })
      await lockOf(first).verify()
    }
  })

  it('watches a planner in another container of the same computer, whose number says nothing', async () => {
    const scene = createLockScene()
    const inside = scene.addComputer({ ...LINUX, name: 'container', pidSpace: 'pid:[2]' })
    const first = await started(scene, inside.start(10))
    const outside = scene.addComputer(LINUX)
    const second = outside.start(11)
    await scene.pass(AWAIT_WATCH_MS)
    expect(second.outcome()).toMatchObject({ code: 'journal.locked' })
    await lockOf(first).verify()
  })
})

describe('a lock left by a crash on this computer', () => {
  it.each([LINUX, WINDOWS, { ...LINUX, id: null }])(
    'is taken over at once when its process is gone (%o)',
    async (identity) => {
      const scene = createLockScene()
      const computer = scene.addComputer(identity)
      const first = await started(scene, computer.start(10))
      first.kill()
      await started(scene, computer.start(11))
      expect(scene.folder.files.size).toBe(1)
    },
  )

  it.each([LINUX, WINDOWS])(
    'is taken over at once when another process has its number ($boot)',
    async (identity) => {
      const scene = createLockScene()
      const computer = scene.addComputer(identity)
      const first = await started(scene, computer.start(10, BORN_FIRST))
      first.kill()
      computer.processes.set(10, BORN_LATER)
      await started(scene, computer.start(11))
    },
  )

  it('is taken over when the planner itself has got its number', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(WINDOWS)
    const first = await started(scene, computer.start(10, BIRTH_UNKNOWN))
    first.kill()
    await started(scene, computer.start(10, BIRTH_UNKNOWN))
  })

  it('is taken over after a while when its number is used again and no birth time is known', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(WINDOWS)
    const first = await started(scene, computer.start(10, BIRTH_UNKNOWN))
    first.kill()
    computer.processes.set(10, BIRTH_UNKNOWN)
    const second = computer.start(11, BIRTH_UNKNOWN)
    await scene.pass(AWAIT_TRIES_MS)
    expect(second.outcome()).toBeNull()
    await scene.pass(AWAIT_WATCH_MS)
    await lockOf(second).verify()
    expect(scene.folder.files.size).toBe(1)
  })

  it('is taken over after a restart although its number is used again', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(LINUX)
    const first = await started(scene, computer.start(10))
    first.kill()
    computer.identity = { ...LINUX, boot: 'boot-2' }
    computer.processes.set(10, BORN_FIRST)
    scene.folder.nowMs += 5 * 60_000
    await started(scene, computer.start(11))
  })

  it('is taken over after a quick restart, when it was seen to be silent', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(LINUX)
    const first = await started(scene, computer.start(10))
    first.kill()
    computer.identity = { ...LINUX, boot: 'boot-2' }
    const second = computer.start(11)
    await scene.pass(AWAIT_WATCH_MS)
    await lockOf(second).verify()
  })

  it('is taken over when the clock of the file system was set back behind it', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(WINDOWS)
    const first = await started(scene, computer.start(10, BIRTH_UNKNOWN))
    first.kill()
    computer.processes.set(10, BIRTH_UNKNOWN)
    scene.folder.nowMs -= 86_400_000
    const second = computer.start(11, BIRTH_UNKNOWN)
    await scene.pass(AWAIT_WATCH_MS)
    await lockOf(second).verify()
  })

  it('is not taken by a second watcher that cannot judge the first by its number', async () => {
    const scene = createLockScene()
    scene.folder.put('host.lock.torn', '{"pid":')
    const first = scene.addComputer({ ...LINUX, pidSpace: 'pid:[2]' }).start(11)
    await scene.pass(AWAIT_TRIES_MS)
    const second = scene.addComputer(LINUX).start(12)
    await scene.pass(AWAIT_WATCH_MS)
    await lockOf(first).verify()
    expect(second.outcome()).toMatchObject({ code: 'journal.locked' })
  })

  it('is not taken by two that watch it together', async () => {
    const scene = createLockScene()
    const computer = scene.addComputer(WINDOWS)
    scene.folder.put('host.lock.torn', '{"pid":')
    const planners = [computer.start(11), computer.start(12)]
    await scene.pass(3 * AWAIT_WATCH_MS)
    const locks = planners.filter((each) => each.outcome() !== null && !(each.outcome() instanceof Error))
    expect(locks.length).toBeLessThanOrEqual(1)
  })
})

describe('a lock of another computer', () => {
  async function withOther(): Promise<{
    scene: LockScene
    first: TestPlanner
    other: ReturnType<LockScene['addComputer']>
  }> {
    const scene = createLockScene()
    const other = scene.addComputer(OTHER)
    const first = await started(scene, other.start(10))
    return { scene, first, other }
  }

  it('is left alone while it is renewed, and the refusal names the computer', async () => {
    const { scene, first } = await withOther()
    await scene.pass(10 * 60_000)
    const second = scene.addComputer(LINUX).start(10)
    await scene.pass(AWAIT_TRIES_MS)
    expect(second.outcome()).toMatchObject({
      code: 'journal.lockedElsewhere',
      message: expect.stringMatching(
        /running .* on the computer "desk-b" since 20\d\d-.*Close it there first/,
      ),
    })
    await lockOf(first).verify()
    expect(scene.folder.files.size).toBe(1)
  })

  it('counts as renewed by the clock of the file system, whatever this computer thinks of the time', async () => {
    const { scene } = await withOther()
    const own = scene.addComputer(LINUX)
    own.clock.jumpWall(5 * 86_400_000)
    const second = own.start(10)
    await scene.pass(AWAIT_TRIES_MS)
    expect(String(second.outcome())).toMatch(/Close it there first/)
  })

  it('is not deleted when it is old: a person is told who has it and what to do', async () => {
    const { scene, first, other } = await withOther()
    other.isAwake = false
    await scene.pass(5 * 60_000)
    const [file] = scene.folder.files.keys()
    const own = scene.addComputer(LINUX)
    const second = own.start(10)
    await scene.pass(AWAIT_TRIES_MS)
    expect(second.outcome()).toMatchObject({
      code: 'journal.lockedElsewhere',
      message: expect.stringMatching(
        /"desk-b".* no sign of life for 5 minutes.*delete the file \/plans\/host\.lock\./,
      ),
    })
    expect([...scene.folder.files.keys()]).toEqual([file])
    // It wakes and goes on.
    other.isAwake = true
    await scene.pass(20_000)
    await lockOf(first).verify()
  })

  it('is not deleted when the clock of the file system was set back behind it', async () => {
    const { scene, other } = await withOther()
    other.isAwake = false
    scene.folder.nowMs -= 86_400_000
    const second = scene.addComputer(LINUX).start(10)
    await scene.pass(AWAIT_TRIES_MS)
    expect(String(second.outcome())).toMatch(/no sign of life for an unknown time.*delete the file/)
    expect(scene.folder.files.size).toBe(1)
  })

  it('is lost to the sleeper when a person deleted it: it notices before it writes', async () => {
    const { scene, first, other } = await withOther()
    const losses: string[] = []
    lockOf(first).onLost((error) => losses.push(error.code))
    other.isAwake = false
    await scene.pass(5 * 60_000)
    scene.folder.files.clear()
    const second = await started(scene, scene.addComputer(LINUX).start(10))
    await expect(lockOf(first).verify()).rejects.toMatchObject({ code: 'journal.lockLost' })
    expect(losses).toEqual(['journal.lockLost'])
    other.isAwake = true
    await scene.pass(60_000)
    expect(losses).toHaveLength(1)
    await lockOf(first).release()
    await lockOf(second).verify()
  })

  it('is told from this one by the name when both are copies of one image', async () => {
    const { scene, other } = await withOther()
    other.identity = { ...WINDOWS, name: 'desk-copy' }
    scene.folder.files.clear()
    const first = await started(scene, other.start(20))
    const second = scene.addComputer(WINDOWS).start(10)
    await scene.pass(AWAIT_WATCH_MS)
    expect(second.outcome()).toMatchObject({ code: 'journal.locked' })
    await lockOf(first).verify()
  })
})

describe('a lock file of another shape', () => {
  const EARLIER = { pid: 10, birth: null, run: 'earlier' }

  it.each([
    ['with the birth time', { ...EARLIER, birth: 'tick-1' }, BORN_FIRST],
    ['without one', EARLIER, BIRTH_UNKNOWN],
    ['whose process started before it', EARLIER, { birth: 'x', startedMs: 0 }],
  ])('keeps the folder for a living planner of an earlier version %s', async (_name, content, facts) => {
    const scene = createLockScene()
    const computer = scene.addComputer(WINDOWS)
    scene.folder.put('host.lock.old', JSON.stringify(content), 3_600_000)
    computer.processes.set(10, facts)
    const planner = computer.start(11)
    await scene.pass(AWAIT_TRIES_MS)
    expect(planner.outcome()).toMatchObject({ code: 'journal.locked' })
    expect(scene.folder.files.size).toBe(1)
  })

  it.each([
    ['is gone', EARLIER, null],
    ['lived before the present one of its number', { ...EARLIER, birth: 'tick-1' }, BORN_LATER],
    ['put it down before the present one of its number started', EARLIER, 'started now'],
  ])('gives the folder free when the process of an earlier version %s', async (_name, content, facts) => {
    const scene = createLockScene()
    const computer = scene.addComputer(WINDOWS)
    scene.folder.put('host.lock.old', JSON.stringify(content), 3_600_000)
    if (facts === 'started now') computer.processes.set(10, { birth: 'x', startedMs: scene.folder.nowMs })
    else if (typeof facts !== 'string' && facts !== null) computer.processes.set(10, facts)
    await started(scene, computer.start(11))
    expect(scene.folder.files.size).toBe(1)
  })

  it.each(['', '{"pid":', '{}', '{"pid":-1,"birth":null,"run":"x"}', '\0\0\0'])(
    'is cleared away when old: %j',
    async (text) => {
      const scene = createLockScene()
      scene.folder.put('host.lock.torn', text, 3_600_000)
      scene.folder.put('host.lock.half.new', text, 3_600_000)
      await started(scene, scene.addComputer(LINUX).start(11))
      expect(scene.folder.files.size).toBe(1)
    },
  )

  it('is watched when it is new, and cleared away when it stays as it is', async () => {
    const scene = createLockScene()
    scene.folder.put('host.lock.torn', '')
    const planner = scene.addComputer(LINUX).start(11)
    await scene.pass(AWAIT_WATCH_MS)
    await lockOf(planner).verify()
    expect(scene.folder.files.size).toBe(1)
  })

  it('of a later version keeps the folder while it is renewed', async () => {
    const scene = createLockScene()
    scene.folder.put('host.lock.later', '{"format":9}')
    const planner = scene.addComputer(LINUX).start(11)
    await scene.pass(10_000)
    scene.folder.put('host.lock.later', '{"format":9}')
    await scene.pass(10_000)
    expect(planner.outcome()).toMatchObject({ code: 'journal.locked' })
    expect([...scene.folder.files.keys()]).toEqual(['host.lock.later'])
  })
})

describe('the heartbeat', () => {
  it('goes on after the folder was out of reach, and says so before a write', async () => {
    const scene = createLockScene()
    const lock = lockOf(await started(scene, scene.addComputer(LINUX).start(10)))
    scene.folder.fault = Object.assign(new Error('network drive'), { code: 'EIO' })
    await scene.pass(30_000)
    await expect(lock.verify()).rejects.toMatchObject({ code: 'EIO' })
    scene.folder.fault = null
    await lock.verify()
    expect([...scene.folder.files.values()][0]?.mtimeMs).toBe(scene.folder.nowMs)
    await scene.pass(30_000)
    expect(scene.folder.nowMs - ([...scene.folder.files.values()][0]?.mtimeMs ?? 0)).toBeLessThanOrEqual(
      10_500,
    )
    await lock.release()
    expect(scene.folder.files.size).toBe(0)
    await scene.pass(30_000)
    expect(scene.folder.files.size).toBe(0)
  })

  it('tells of the loss by itself, without a write', async () => {
    const scene = createLockScene()
    const lock = lockOf(await started(scene, scene.addComputer(LINUX).start(10)))
    const losses: string[] = []
    lock.onLost((error) => losses.push(error.message))
    scene.folder.files.clear()
    await scene.pass(11_000)
    expect(losses).toEqual([expect.stringMatching(/taken over these plans, or the lock file was deleted/)])
    expect(scene.folder.files.size).toBe(0)
  })
})
