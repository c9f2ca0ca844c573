/**
 * `npm test`: all set-up, then every test: static checks, unit, system (processes, sockets, seeds) and end to end in a
 * real browser; and once more in Electron where its runtime is here. What the system lacks is installed as root on a Debian family; otherwise what needs it is skipped and
 * counted. The last line is `N passed, N failed, N skipped`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runStaticChecks } from './check.mjs'
import {
  ensureBuild,
  ensureDependencies,
  ensureSystemPackages,
  findBrowser,
  findElectron,
  findProgram,
  hasPackage,
  ROOT,
  run,
  say,
} from './setup.mjs'

if (process.platform === 'linux') {
  await ensureSystemPackages(
    {
      chromium: () => findBrowser() !== null,
      dbus: () => findProgram('dbus-run-session') !== null,
      'gnome-keyring': () => findProgram('gnome-keyring-daemon') !== null,
      'libsecret-1-dev': () => hasPackage('libsecret-1-dev'),
    },
    'the browser and keychain tests',
  )
}
await ensureDependencies()
await ensureBuild()

/** Electron's runtime where it can show a window; otherwise says what is left out. */
function electronForTests() {
  const electron = findElectron()
  const hasDisplay =
    process.platform !== 'linux' || (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== ''
  if (electron === null) say('Electron’s runtime is not here: end to end in the loopback shell alone')
  else if (!hasDisplay) say('there is no display for Electron: end to end in the loopback shell alone')
  return hasDisplay ? electron : null
}

const only = process.argv.slice(2)
const isStaticGood = only.length > 0 || (await runStaticChecks())
const folder = mkdtempSync(path.join(tmpdir(), 'planner-test-'))
const report = path.join(folder, 'report.json')
try {
  const vitest = path.join(ROOT, 'node_modules', '.bin', 'vitest')
  const env = {
    ...process.env,
    PLANNER_BROWSER: findBrowser() ?? '',
    PLANNER_ELECTRON: electronForTests() ?? '',
  }
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...only]
  const code = await run(vitest, args, { env, stdio: ['ignore', 1, 2] })
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  if (!isStaticGood) say('format, lint or types failed: see above')
  process.exitCode = code === 0 && isStaticGood ? 0 : 1
  const failed = numFailedTests + (isStaticGood ? 0 : 1)
  process.stdout.write(
    `${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
