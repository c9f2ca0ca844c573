/**
 * Set-up shared by `npm start` and `npm test`: dependencies, system packages, and the build. It uses Node only, because
 * it runs before anything is installed. Each step prints what it does and is skipped when it is already done.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
/** The browsers of the Chromium family that the tests and the loopback shell look for, in this order. */
export const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
]
const DEPENDENCY_STAMP = path.join(ROOT, 'node_modules', '.planner-dependencies')
const BUILD_STAMP = path.join(ROOT, 'dist', '.planner-build')
const BUILD_SOURCES = ['electron', 'renderer', 'shared', 'build', 'package-lock.json', 'tsconfig.json']

/** Prints a message to standard error; standard output belongs to the program. */
export function say(text) {
  process.stderr.write(`depot-planner: ${text}\n`)
}

/** The path of a program on the search path, or `null`. */
export function findProgram(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name)
    if (folder !== '' && existsSync(file) && statSync(file).isFile()) return file
  }
  return null
}

/** The first installed Chromium-family browser on the search path, or `null`. `PLANNER_BROWSER` names another. */
export function findBrowser() {
  const named = process.env.PLANNER_BROWSER
  if (named !== undefined && existsSync(named)) return named
  for (const name of BROWSERS) {
    const file = findProgram(name)
    if (file !== null) return file
  }
  return null
}

/** The folder of Electron's package, into which its runtime is downloaded. */
export const ELECTRON = path.join(ROOT, 'node_modules', 'electron')

/** The path of Electron's runtime, or `null`. `ELECTRON_OVERRIDE_DIST_PATH` names another folder. */
export function findElectron() {
  const pathFile = path.join(ELECTRON, 'path.txt')
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const file = override !== undefined ? path.join(override, name) : path.join(ELECTRON, 'dist', name)
  return existsSync(file) ? file : null
}

/**
 * Runs a program to its end; ends it when this program is ended. @returns its exit code; output goes to standard error.
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], ...options })
    const end = () => child.kill('SIGTERM')
    process.once('SIGTERM', end)
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('SIGTERM', end)
      resolve(code ?? 1)
    })
  })
}

/** Runs a program to its end. @returns its exit code and the output of both streams. */
export function runQuietly(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}

/** True for root on a Debian family system, which can install packages. */
export function canInstallPackages() {
  return process.getuid?.() === 0 && findProgram('apt-get') !== null && existsSync('/etc/debian_version')
}

/**
 * Installs the missing ones of `packages` (Debian name → test for its presence) as root on a Debian family; else prints
 * the command for it. @returns the names that are still missing.
 */
export async function ensureSystemPackages(packages, reason) {
  const missing = Object.keys(packages).filter((name) => !packages[name]())
  if (missing.length === 0) return []
  if (!canInstallPackages()) {
    say(`${reason} need: ${missing.join(' ')}. To install them: sudo apt-get install ${missing.join(' ')}`)
    return missing
  }
  say(`installing ${missing.join(' ')} (${reason})`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env })
  const left = Object.keys(packages).filter((name) => !packages[name]())
  if (left.length > 0) say(`could not install ${left.join(' ')}: what needs them is left out`)
  return left
}

/** True when a Debian package is installed. */
export function hasPackage(name) {
  const answer = spawnSync('dpkg', ['-s', name], { encoding: 'utf8' })
  return answer.status === 0 && answer.stdout.includes('Status: install ok installed')
}

/** Installs the locked dependencies when `node_modules` is missing or was made for another lock file or Node. */
export async function ensureDependencies() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .update(`${process.version} ${process.platform} ${process.arch}`)
    .digest('hex')
  const isInstalled = existsSync(path.join(ROOT, 'node_modules', 'vite', 'package.json'))
  if (isInstalled && existsSync(DEPENDENCY_STAMP) && readFileSync(DEPENDENCY_STAMP, 'utf8') === wanted) return
  if (process.platform === 'linux' && existsSync('/etc/debian_version')) {
    await ensureSystemPackages(
      { 'libsecret-1-dev': () => hasPackage('libsecret-1-dev') },
      'keeping the sign-in between runs (keytar) will',
    )
  }
  say('installing dependencies (npm ci)')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const code = await run(npm, ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    shell: process.platform === 'win32',
  })
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}`)
  if (!existsSync(path.join(ROOT, 'node_modules', 'keytar', 'build', 'Release', 'keytar.node'))) {
    say('keytar could not be built: sign-in will last for one run only')
  }
  writeFileSync(DEPENDENCY_STAMP, wanted)
}

/** Builds `dist/` when a source is newer than the last build. */
export async function ensureBuild() {
  const newest = String(Math.max(...BUILD_SOURCES.map((name) => newestChange(path.join(ROOT, name)))))
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, 'utf8') === newest) return
  say('building')
  const code = await run(process.execPath, [path.join(ROOT, 'build', 'bundle.mjs')])
  if (code !== 0) throw new Error(`the build failed with exit code ${code}`)
  writeFileSync(BUILD_STAMP, newest)
}

function newestChange(file) {
  const stat = statSync(file)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newestChange(path.join(file, name))))
}
