/** `npm run check`: format, lint, types and unit tests; under a minute, before each commit. */
import path from 'node:path'
import { ensureDependencies, ROOT, run, runQuietly, say } from './setup.mjs'

const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name)

/** The static checks; the types of the tests take longest. */
const STATIC_CHECKS = [
  ...['test', 'renderer', 'electron', 'electron/host/sync/core', 'electron/catena', 'shared'].map(
    (folder) => [`types of ${folder}`, bin('tsc'), ['-p', folder]],
  ),
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
]

/**
 * Runs the static checks one after the other and prints the output of each that fails. @returns true when all passed.
 */
export async function runStaticChecks() {
  let isGood = true
  for (const [name, command, args] of STATIC_CHECKS) {
    const startedMs = performance.now()
    const { code, output } = await runQuietly(command, args)
    const seconds = Math.round((performance.now() - startedMs) / 1000)
    say(`${name}: ${code === 0 ? 'good' : 'failed'} (${seconds} s)`)
    if (code === 0) continue
    isGood = false
    process.stderr.write(output)
  }
  return isGood
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
