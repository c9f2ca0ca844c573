import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

/** Packages that `shared/` may use: they need neither Node nor a page. */
const SHARED_PACKAGES = [
  'use-intl',
  'zod',
  'temporal-polyfill',
  'lossless-json',
  'ulid',
  'rrule',
  '@leeoniya/ufuzzy',
]
/** Of `electron/`, only these files may know Electron. */
const ELECTRON_FILES = [
  'main.ts',
  'window.ts',
  'app-protocol.ts',
  'ipc-channel.ts',
  'preload.ts',
  'menu.ts',
  'updater.ts',
]

interface ImportLine {
  /** The importing file, from the repository's folder. */
  readonly file: string
  /** A path from the repository's folder, or a package name. */
  readonly target: string
  readonly isPackage: boolean
}

function importsOf(file: string): ImportLine[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  return [...text.matchAll(IMPORT)].map((match) => {
    const wanted = match[1] ?? match[2] ?? ''
    const isPackage = !wanted.startsWith('.')
    const target = isPackage ? packageOf(wanted) : path.posix.join(path.posix.dirname(file), wanted)
    return { file, target, isPackage }
  })
}

function packageOf(wanted: string): string {
  return wanted
    .split('/')
    .slice(0, wanted.startsWith('@') ? 2 : 1)
    .join('/')
}

function linesBelow(folder: string): ImportLine[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap(importsOf)
}

const shared = linesBelow('shared')
const electron = linesBelow('electron')
const renderer = linesBelow('renderer')
const show = (lines: ImportLine[]) => lines.map((line) => `${line.file} imports ${line.target}`)
const isIn = (line: ImportLine, folder: string) => !line.isPackage && line.target.startsWith(`${folder}/`)

describe('import lines', () => {
  test('the reader of import lines sees them', () => {
    expect(show(shared)).toContain('shared/rpc/peer.ts imports shared/rpc/contract.ts')
    expect(show(electron)).toContain('electron/preload.ts imports electron')
    expect(renderer.length).toBeGreaterThan(100)
  })

  test('shared uses itself and a few packages without a platform', () => {
    const foreign = shared.filter((line) =>
      line.isPackage ? !SHARED_PACKAGES.includes(line.target) : !isIn(line, 'shared'),
    )
    expect(show(foreign)).toEqual([])
  })

  test('renderer and electron never import each other', () => {
    expect(show(renderer.filter((line) => isIn(line, 'electron')))).toEqual([])
    expect(show(electron.filter((line) => isIn(line, 'renderer')))).toEqual([])
  })

  test('the renderer uses nothing of Node', () => {
    const node = renderer.filter((line) => line.isPackage && line.target.startsWith('node:'))
    expect(show(node.filter((line) => !line.file.endsWith('vite.config.ts')))).toEqual([])
  })

  test('only the Electron shell’s own files know Electron', () => {
    const allowed = ELECTRON_FILES.map((name) => `electron/${name}`)
    const knowing = electron.filter((line) => ['electron', 'electron-store'].includes(line.target))
    expect(show(knowing.filter((line) => !allowed.includes(line.file)))).toEqual([])
  })

  test('the host knows no shell', () => {
    const host = electron.filter((line) => line.file.startsWith('electron/host/'))
    const upward = host.filter(
      (line) =>
        !line.isPackage &&
        !['electron/host', 'electron/sandbox', 'shared'].some((folder) => isIn(line, folder)),
    )
    expect(show(upward)).toEqual([])
  })

  test('a feature never imports a feature; components and the database never import one', () => {
    const featureOf = (file: string) => /^renderer\/features\/([^/]+)\//.exec(file)?.[1]
    const wrong = renderer.filter((line) => {
      const target = featureOf(line.target)
      if (line.isPackage || target === undefined) return false
      const own = featureOf(line.file)
      return own === undefined ? /^renderer\/(components|db)\//.test(line.file) : own !== target
    })
    expect(show(wrong)).toEqual([])
  })

  test('there are no barrels', () => {
    const all = [...shared, ...electron, ...renderer]
    expect(show(all.filter((line) => /\/index\.tsx?$/.test(line.target)))).toEqual([])
  })
})
