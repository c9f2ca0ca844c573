/**
 * `npm test`: the set-up, then every test beside the static checks. `--project NAME`, as in `npm run test:NAME`, runs
 * one kind of test with its set-up. Other arguments go to vitest, for example a part of a path. Missing system packages
 * are installed as root on a Debian family; otherwise the tests that need them are skipped and counted. The last line
 * is `N passed, N failed, N skipped`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
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

const BROWSER = { chromium: () => findBrowser() !== null }
const KEYCHAIN = {
  dbus: () => findProgram('dbus-run-session') !== null,
  'gnome-keyring': () => findProgram('gnome-keyring-daemon') !== null,
  'libsecret-1-dev': () => hasPackage('libsecret-1-dev'),
}
/** The kinds of test: what each is, the Debian packages it needs, and whether it starts the built planner. */
const KINDS = {
  unit: { what: 'functions and modules, with clock, chance, network and disk injected', packages: {} },
  dom: { what: 'React components in happy-dom', packages: {} },
  system: {
    what: 'processes, sockets, the keychain, packaging, and the simulated depot over thousands of seeds',
    packages: { ...KEYCHAIN, ...BROWSER },
    isBuilt: true,
  },
  e2e: {
    what: 'the whole planner in a browser against the sandbox, and in Electron where its runtime can show a window',
    packages: BROWSER,
    isBuilt: true,
  },
}

const args = process.argv.slice(2)
const project = args[0] === '--project' ? args.splice(0, 2)[1] : null
if (project !== null && !(project in KINDS)) {
  throw new Error(`there are ${Object.keys(KINDS).join(', ')}, but no project ${project}`)
}
const names = project === null ? Object.keys(KINDS) : [project]
const isWhole = project === null && args.length === 0

await setUp()
for (const name of names) say(`${name}: ${KINDS[name].what}`)
const [isStaticGood, tests] = await Promise.all([isWhole ? runStaticChecks() : true, runTests()])
if (!isStaticGood) say('format, lint or types failed: see above')
process.exitCode = tests.code === 0 && isStaticGood ? 0 : 1
const failed = tests.failed + (isStaticGood ? 0 : 1)
process.stdout.write(`${tests.passed} passed, ${failed} failed, ${tests.skipped} skipped\n`)

/** Installs and builds what the chosen kinds of test need. */
async function setUp() {
  const kinds = names.map((name) => KINDS[name])
  const packages = Object.assign({}, ...kinds.map((each) => each.packages))
  if (process.platform === 'linux') await ensureSystemPackages(packages, 'the browser and keychain tests')
  await ensureDependencies()
  if (kinds.some((each) => each.isBuilt === true)) await ensureBuild()
}

/** Runs vitest. @returns its exit code and how many tests passed, failed and were skipped. */
async function runTests() {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-test-'))
  const report = path.join(folder, 'report.json')
  try {
    const electron = names.includes('e2e') ? electronForTests() : null
    const env = {
      ...process.env,
      PLANNER_BROWSER: findBrowser() ?? '',
      PLANNER_ELECTRON: electron ?? '',
      PLANNER_TEST_WORKERS: String(workers()),
    }
    const projects = project === null ? [] : ['--project', `${project}*`]
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await run(vitest(), ['run', ...reporters, ...projects, ...args], {
      env,
      stdio: ['ignore', 1, 2],
    })
    return { code, ...countTests(JSON.parse(readFileSync(report, 'utf8'))) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Counts the results in a report of vitest. A file that failed outside its tests counts as a failed test. */
function countTests({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  }
}

/** One worker for each core, and one more when most tests wait for a browser or a process. */
function workers() {
  return availableParallelism() + (names.some((name) => KINDS[name].isBuilt === true) ? 1 : 0)
}

function vitest() {
  return path.join(ROOT, 'node_modules', '.bin', 'vitest')
}

/** The path of Electron's runtime if it can show a window; otherwise prints what is skipped. */
function electronForTests() {
  const electron = findElectron()
  const hasDisplay =
    process.platform !== 'linux' || (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') !== ''
  if (electron === null) say('Electron’s runtime is not here: end to end in the loopback shell alone')
  else if (!hasDisplay) say('there is no display for Electron: end to end in the loopback shell alone')
  return hasDisplay ? electron : null
}
