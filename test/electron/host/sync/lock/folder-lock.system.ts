import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openJournal } from '../../../../../electron/host/sync/journal/journal.ts'
import { intentRecord } from '../../../../contract/journal-contract.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../../..')
const PROGRAM = 'test/electron/host/sync/journal/journal-holder.cli.ts'

let folder = ''
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'planner-lock-'))
})
afterEach(async () => {
  for (const child of children.splice(0)) await kill9(child)
  rmSync(folder, { recursive: true, force: true })
})

async function kill9(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** Starts a process on the folder; `answer` is its next line. */
function start(): { readonly child: ChildProcess; answer(): Promise<string> } {
  const child = spawn(process.execPath, ['build/run.mjs', PROGRAM, folder], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  children.push(child)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { child, answer: async () => String((await lines.next()).value) }
}

async function recordsNow(): Promise<readonly unknown[]> {
  const { journal, read } = await openJournal({ folder })
  await journal.close()
  return read.records
}

test('one process has the folder, and after kill -9 the next one has it at once with all that was acknowledged', async () => {
  const first = start()
  expect(await first.answer()).toBe('done')
  first.child.stdin?.write('1\n')
  expect(await first.answer()).toBe('done')
  expect(await start().answer()).toBe('journal.locked')
  await kill9(first.child)
  const second = start()
  expect(await second.answer()).toBe('done')
  second.child.stdin?.write('2\n')
  expect(await second.answer()).toBe('done')
  await kill9(second.child)
  expect(await recordsNow()).toEqual([1, 2].map(intentRecord))
})

test.skipIf(process.platform === 'win32')(
  'a stopped process keeps the folder; when a person gives it away, it writes nothing after it goes on',
  async () => {
    const first = start()
    expect(await first.answer()).toBe('done')
    first.child.kill('SIGSTOP')
    expect(await start().answer()).toBe('journal.locked')
    for (const name of readdirSync(folder)) {
      if (name.startsWith('host.lock.')) rmSync(path.join(folder, name))
    }
    const second = start()
    expect(await second.answer()).toBe('done')
    first.child.stdin?.write('1\n')
    first.child.kill('SIGCONT')
    expect(await first.answer()).toBe('journal.lockLost')
    second.child.stdin?.write('2\n')
    expect(await second.answer()).toBe('done')
    await kill9(second.child)
    expect(await recordsNow()).toEqual([2].map(intentRecord))
  },
)
