/** `npm run check`: format, lint, types and unit tests; under a minute, before each commit. */
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { ensureDependencies, ROOT, run, runQuietly, say } from './setup.mjs'

const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name)

/** Here `tsc` keeps what it knows of each file, and checks again only what a change can affect. */
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'depot-planner')

/** Each with a tsconfig of its own; the slowest first. */
const TYPED_FOLDERS = ['test', 'renderer', 'electron', 'electron/host/sync/core', 'electron/catena', 'shared']

/** The static checks: name, command, arguments. */
const STATIC_CHECKS = [
  ...TYPED_FOLDERS.map((folder) => {
    const buildInfo = path.join(CACHE, `${folder.replaceAll('/', '-')}.tsbuildinfo`)
    return [`types of ${folder}`, bin('tsc'), ['-p', folder, '--incremental', '--tsBuildInfoFile', buildInfo]]
  }),
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
]

/** Static checks at a time: they run beside the tests, which take two cores by themselves. */
const AT_ONCE = availableParallelism() > 2 ? 2 : 1

/** Runs the static checks and prints the output of each that fails. @returns true when all passed. */
export async function runStaticChecks() {
  const waiting = [...STATIC_CHECKS]
  let isGood = true
  const runNext = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      if (!(await runStaticCheck(check))) isGood = false
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, runNext))
  return isGood
}

async function runStaticCheck([name, command, args]) {
  const startedMs = performance.now()
  const { code, output } = await runQuietly(command, args)
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  say(`${name}: ${code === 0 ? 'good' : 'failed'} (${seconds} s)`)
  if (code !== 0) process.stderr.write(output)
  return code === 0
}

if (process.argv[1] === path.join(ROOT, 'build', 'check.mjs')) {
  await ensureDependencies()
  const [isGood, code] = await Promise.all([
    runStaticChecks(),
    run(bin('vitest'), ['run', '--project', 'unit', '--reporter=dot'], { stdio: ['ignore', 1, 2] }),
  ])
  if (!isGood) say('format, lint or types failed: see above')
  process.exitCode = isGood && code === 0 ? 0 : 1
}
