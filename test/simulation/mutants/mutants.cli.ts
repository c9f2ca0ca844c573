import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Mutant, movedMutants } from './mutant.ts'
import { MUTANTS } from './mutants.ts'

/**
 * `npm run mutants [-- --only id,id] [--seeds 150]`: applies each mutant to a copy of the tree and prints which test
 * kills it. `--seeds 0` runs no simulation: only the test files that a mutant names.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, seeds: { type: 'string', default: '150' } },
})
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const COPIED = ['electron', 'shared', 'test', 'renderer', 'package.json', 'tsconfig.json', 'vitest.config.ts']
/** The share that must be killed. The description of a mutant says why it survives. */
const LEAST_KILLED = 28 / 30
/** A run that takes longer hangs, which counts as killed. */
const MOST_MS = 120_000

/** @throws Error when the text of some mutant is not exactly once in its file. */
function checkTexts(folder: string, mutants: readonly Mutant[]): void {
  const names = movedMutants(folder, mutants).map(({ id, file }) => `${id} in ${file}`)
  if (names.length > 0) throw new Error(`not exactly once there is the text of: ${names.join(', ')}`)
}

function apply(folder: string, mutant: Mutant): () => void {
  const file = path.join(folder, mutant.file)
  const before = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    before.replace(mutant.search, () => mutant.replacement),
  )
  return () => writeFileSync(file, before)
}

/** @returns why the program failed, `null` when it did not. */
function failureOf(folder: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), MOST_MS)
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      if (code === 0) resolve(null)
      else if (code === null) resolve('it never ends')
      else resolve(/found:\S+/.exec(output)?.[0].replace('found:', '') ?? 'a test')
    })
  })
}

async function killerOf(folder: string, { tests }: Mutant): Promise<string | null> {
  if (tests !== undefined && tests.length > 0) {
    const failure = await failureOf(folder, [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--maxWorkers',
      '1',
      ...tests,
    ])
    if (failure !== null) return `tests: ${tests.join(' ')}`
  }
  if (values.seeds === '0') return null
  const simulation = ['--import', 'tsx', 'test/simulation/simulate.cli.ts', '--seeds', values.seeds]
  const failure = await failureOf(folder, simulation)
  return failure === null ? null : `simulation: ${failure}`
}

const folder = mkdtempSync(path.join(tmpdir(), 'planner-mutants-'))
let killed = 0
const chosen = MUTANTS.filter((each) => values.only === undefined || values.only.split(',').includes(each.id))
try {
  for (const each of COPIED) cpSync(path.join(ROOT, each), path.join(folder, each), { recursive: true })
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
  checkTexts(folder, chosen)
  // Tests that fail without a mutant would kill every mutant, so they are run first.
  const tests = [...new Set(chosen.flatMap((each) => each.tests ?? []))]
  const failure = await killerOf(folder, { id: '', file: '', search: '', replacement: '', breaks: '', tests })
  if (failure !== null) throw new Error(`the tree fails without any mutant (${failure})`)
  for (const mutant of chosen) {
    const undo = apply(folder, mutant)
    const killer = await killerOf(folder, mutant)
    undo()
    if (killer !== null) killed += 1
    const verdict = killer === null ? 'SURVIVED' : 'killed  '
    console.log(`${verdict} ${mutant.id.padEnd(20)} ${mutant.breaks}${killer === null ? '' : ` (${killer})`}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${killed} of ${chosen.length} mutants killed`)
process.exitCode = killed >= chosen.length * LEAST_KILLED ? 0 : 1
