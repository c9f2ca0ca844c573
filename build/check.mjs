/** `npm run check`: format, lint, types and unit tests; under a minute, before each commit. */
import path from 'node:path'
import { ensureDependencies, ROOT, run, say } from './setup.mjs'

const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name)

/** The static checks, in the order in which they are cheap. */
export const STATIC_CHECKS = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings', '.']],
  ...['shared', 'electron/catena', 'electron/host/sync/core', 'electron', 'renderer', 'test'].map(
    (folder) => [`types of ${folder}`, bin('tsc'), ['-p', folder]],
  ),
]

/** Runs the static checks. @returns true when all passed. */
export async function runStaticChecks() {
  let isGood = true
  for (const [name, command, args] of STATIC_CHECKS) {
    const code = await run(command, args)
    if (code !== 0) {
      isGood = false
      say(`${name}: failed`)
    }
  }
  return isGood
}

if (process.argv[1] === path.join(ROOT, 'build', 'check.mjs')) {
  await ensureDependencies()
  const isGood = await runStaticChecks()
  const code = await run(bin('vitest'), ['run', '--project', 'unit', '--reporter=dot'], {
    stdio: ['ignore', 1, 2],
  })
  process.exitCode = isGood && code === 0 ? 0 : 1
}
