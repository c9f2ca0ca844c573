/** Builds the program into `dist/`: the renderer, and the host for both shells. */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { ROOT } from './setup.mjs'

// A test runner sets NODE_ENV, which would bundle React's development build.
process.env.NODE_ENV = 'production'

const DIST = path.join(ROOT, 'dist')
const isElectronOnly = process.argv.includes('--electron-only')

/** Modules that are not bundled: Electron and the native keychain binding. */
const EXTERNAL = ['electron', 'keytar']

/** Defines `require` in the ES modules: some CommonJS dependencies use it for Node's modules. */
const REQUIRE_BANNER =
  "import { createRequire as plannerCreateRequire } from 'node:module'; const require = plannerCreateRequire(import.meta.url);"

const common = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node20.20',
  external: EXTERNAL,
  sourcemap: 'linked',
  legalComments: 'none',
  logLevel: 'warning',
}

if (!isElectronOnly) rmSync(DIST, { recursive: true, force: true })
mkdirSync(DIST, { recursive: true })
await esbuild({
  ...common,
  entryPoints: { 'loopback/serve': 'electron/loopback/serve.ts', 'electron/main': 'electron/main.ts' },
  format: 'esm',
  outdir: DIST,
  outExtension: { '.js': '.mjs' },
  splitting: false,
  banner: { js: REQUIRE_BANNER },
})
// A sandboxed preload must be one CommonJS file.
await esbuild({
  ...common,
  entryPoints: { 'electron/preload': 'electron/preload.ts' },
  format: 'cjs',
  outdir: DIST,
  outExtension: { '.js': '.cjs' },
})
await vite({
  configFile: path.join(ROOT, 'renderer', 'vite.config.ts'),
  logLevel: 'warn',
  mode: 'production',
})
