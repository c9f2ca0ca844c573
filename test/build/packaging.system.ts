import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Marks the fuse wire inside Electron's binary (source: the constants of `@electron/fuses`). */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSE_COUNT = 8
/** `1` in the wire: the fuse is on. */
const ENABLED = '1'.charCodeAt(0)
const ROOT = path.resolve(import.meta.dirname, '../..')

describe('[T14] packaging, over a stand-in for Electron’s runtime', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-packaging-'))
  const binary = path.join(folder, 'out', 'linux-unpacked', 'depot-planner')
  const asar = path.join(folder, 'out', 'linux-unpacked', 'resources', 'app.asar')

  beforeAll(() => {
    const runtime = path.join(folder, 'runtime')
    mkdirSync(path.join(runtime, 'resources'), { recursive: true })
    const version = JSON.parse(
      readFileSync(path.join(ROOT, 'node_modules/electron/package.json'), 'utf8'),
    ).version
    writeFileSync(path.join(runtime, 'version'), version)
    writeFileSync(
      path.join(runtime, 'electron'),
      Buffer.concat([
        Buffer.from(`stand-in ${FUSE_SENTINEL}`),
        Buffer.from([1, FUSE_COUNT]),
        Buffer.from('1'.repeat(FUSE_COUNT)),
        Buffer.from('end'),
      ]),
    )
    chmodSync(path.join(runtime, 'electron'), 0o755)
    writeFileSync(path.join(runtime, 'LICENSE'), '')
    writeFileSync(path.join(runtime, 'LICENSES.chromium.html'), '')
    const dist = spawnSync(
      process.execPath,
      ['build/dist.mjs', '--dir', '--electron-dist', runtime, '--output', path.join(folder, 'out')],
      { cwd: ROOT, encoding: 'utf8' },
    )
    if (dist.status !== 0) throw new Error(`packaging failed:\n${dist.stdout}\n${dist.stderr}`)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('packs the entry points, and nothing of the sources, tests or other dependencies', () => {
    const files = listPackage(asar, { isPack: false }).map((file) => file.replaceAll('\\', '/'))
    expect(files).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/dist/electron/main.mjs',
        '/dist/electron/preload.cjs',
        '/dist/renderer/index.html',
      ]),
    )
    const foreign = files.filter(
      (file) =>
        !/^\/(package\.json|dist(\/(electron|renderer)(\/.*)?)?|node_modules(\/keytar(\/.*)?)?)$/.test(file),
    )
    expect(foreign).toEqual([])
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  })

  it('[E9] burns every fuse as decided', async () => {
    const wire = await getCurrentFuseWire(binary)
    const states = Object.fromEntries(
      Object.entries(FuseV1Options)
        .filter(([, index]) => typeof index === 'number')
        .map(([name, index]) => [name, wire[index as FuseV1Options] === ENABLED]),
    )
    expect(states).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    })
  })
})
