/**
 * `npm run dist`: builds and packages the desktop app into `out/` for this system. `--dir` makes a folder instead of an
 * installer; `--electron-dist FOLDER` uses Electron's runtime in that folder instead of downloading it.
 */
import { parseArgs } from 'node:util'
import { ensureBuild, ensureDependencies } from './setup.mjs'

await ensureDependencies()
await ensureBuild()
const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    'electron-dist': { type: 'string' },
    output: { type: 'string' },
  },
})
const { build } = await import('electron-builder')
const { configuration } = await import('./electron-builder.mjs')
await build({
  publish: 'never',
  dir: values.dir,
  config: {
    ...configuration,
    ...(values['electron-dist'] === undefined ? {} : { electronDist: values['electron-dist'] }),
    ...(values.output === undefined
      ? {}
      : { directories: { ...configuration.directories, output: values.output } }),
  },
})
