/**
 * `npm start`: set up, build, start. Starts Electron if its runtime is on the computer or can be downloaded. Otherwise
 * it prints one line and runs the loopback shell in this process, so that the process of npm owns the engine.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ELECTRON, ensureBuild, ensureDependencies, findElectron, ROOT, say } from './setup.mjs'

const FETCH_FAILED = path.join(ROOT, 'node_modules', '.planner-electron-fetch-failed')
/** A failed download is tried again after a day, not at every start. */
const RETRY_FETCH_MS = 24 * 3600 * 1000
/** The longest time for the download of 120 MB. */
const FETCH_TIMEOUT_MS = 300_000

const args = process.argv.slice(2)

await ensureDependencies()
await ensureBuild()
const electron = wantsLoopback() ? null : electronRuntime()
if (electron !== null) startElectron(electron)
else await startLoopback()

function wantsLoopback() {
  return (
    args.includes('--shell=loopback') ||
    args[args.indexOf('--shell') + 1] === 'loopback' ||
    args.includes('--no-open')
  )
}

function electronRuntime() {
  const installed = findElectron()
  if (installed !== null) return installed
  const failedAt = existsSync(FETCH_FAILED) ? Number(readFileSync(FETCH_FAILED, 'utf8')) : 0
  if (Date.now() - failedAt > RETRY_FETCH_MS) {
    say('fetching the Electron runtime')
    const fetched = spawnSync(process.execPath, [path.join(ELECTRON, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: FETCH_TIMEOUT_MS,
    })
    if (fetched.status === 0) return findElectron()
    writeFileSync(FETCH_FAILED, String(Date.now()))
  }
  say(
    'Electron’s runtime is not on this computer and could not be fetched: starting the loopback shell instead.',
  )
  return null
}

function startElectron(file) {
  const child = spawn(file, [ROOT, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 0) : 1
  })
  child.on('error', (error) => {
    say(`Electron did not start (${error.message}). To use the loopback shell: npm start -- --shell loopback`)
    process.exitCode = 1
  })
}

async function startLoopback() {
  const { main } = await import(pathToFileURL(path.join(ROOT, 'dist', 'loopback', 'serve.mjs')).href)
  await main(args)
}
