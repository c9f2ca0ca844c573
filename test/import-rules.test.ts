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

/** Pure folders of `electron/`: no clock, no chance, no input or output. Their own `tsconfig.json` knows no platform. */
const PURE_FOLDERS = ['electron/catena', 'electron/host/sync/core']
/** A clock or chance that the language itself has; those of a platform do not compile there. */
const IMPURE =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bTemporal\.Now\b|\bglobalThis\b/
/** The parts of the renderer, and the other parts that each may import. */
const RENDERER_IMPORTS = {
  'renderer/components': [],
  'renderer/db': [],
  'renderer/host-client': [],
  'renderer/desk': ['renderer/db', 'renderer/components'],
  'renderer/planning': ['renderer/desk', 'renderer/db', 'renderer/components'],
  'renderer/features': ['renderer/planning', 'renderer/desk', 'renderer/db', 'renderer/components'],
  'renderer/app': [
    'renderer/features',
    'renderer/planning',
    'renderer/desk',
    'renderer/db',
    'renderer/host-client',
    'renderer/components',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>
const RENDERER_PARTS = Object.keys(RENDERER_IMPORTS) as (keyof typeof RENDERER_IMPORTS)[]
/** Files of features that still read tables by themselves, instead of calling `renderer/db/queries`. */
const DEXIE_EXCEPTIONS: readonly string[] = [
  'renderer/features/board/views/use-saved-views.ts',
  'renderer/features/print/print-screen.tsx',
  'renderer/features/templates/make-drafts.ts',
  'renderer/features/templates/template-card.tsx',
  'renderer/features/templates/templates-screen.tsx',
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

function filesBelow(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .filter((file) => /\.tsx?$/.test(file))
}

function linesBelow(folder: string): ImportLine[] {
  return filesBelow(folder).flatMap(importsOf)
}

/** The code of a file without its comments, for names that no import line shows. */
function codeOf(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, '')
}

/** The rings in which files import each other, each by its files. Tarjan's strongly connected components. */
function circlesOf(lines: readonly ImportLine[]): string[][] {
  const targets = new Map<string, string[]>()
  for (const line of lines) {
    if (!line.isPackage) targets.set(line.file, [...(targets.get(line.file) ?? []), line.target])
  }
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const open: string[] = []
  const circles: string[][] = []
  function visit(file: string): number {
    const place = order.size
    order.set(file, place)
    lowest.set(file, place)
    open.push(file)
    for (const target of targets.get(file) ?? []) {
      const isSelf = target === file
      const reached = order.has(target)
        ? open.includes(target)
          ? order.get(target)
          : undefined
        : visit(target)
      if (isSelf) circles.push([file])
      if (reached !== undefined) lowest.set(file, Math.min(lowest.get(file) ?? place, reached))
    }
    const own = lowest.get(file) ?? place
    if (own === place) {
      const ring = open.splice(open.indexOf(file))
      if (ring.length > 1) circles.push(ring.sort())
    }
    return own
  }
  for (const file of targets.keys()) if (!order.has(file)) visit(file)
  return circles
}

const shared = linesBelow('shared')
const electron = linesBelow('electron')
const renderer = linesBelow('renderer')
const tests = linesBelow('test')
const show = (lines: ImportLine[]) => lines.map((line) => `${line.file} imports ${line.target}`)
const isIn = (line: ImportLine, folder: string) => !line.isPackage && line.target.startsWith(`${folder}/`)

describe('import lines', () => {
  test('the reader of import lines sees them', () => {
    expect(show(shared)).toContain('shared/rpc/rpc-client.ts imports shared/rpc/contract.ts')
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
        !['electron/host', 'electron/catena', 'electron/sandbox', 'shared'].some((folder) =>
          isIn(line, folder),
        ),
    )
    expect(show(upward)).toEqual([])
  })

  test('no files import each other in a circle, types included', () => {
    expect(circlesOf([...shared, ...electron, ...renderer, ...tests])).toEqual([])
  })

  test('the search for circles finds one', () => {
    const lines = ['a>b', 'b>c', 'c>b', 'c>d'].map((each) => {
      const [file = '', target = ''] = each.split('>')
      return { file, target, isPackage: false }
    })
    expect(circlesOf(lines)).toEqual([['b', 'c']])
  })

  test('the core of the sync engine and the wire import only each other, shared/ and packages without a platform', () => {
    const pure = electron.filter((line) => PURE_FOLDERS.some((folder) => line.file.startsWith(`${folder}/`)))
    expect(pure.length).toBeGreaterThan(50)
    const foreign = pure.filter((line) =>
      line.isPackage
        ? !SHARED_PACKAGES.includes(line.target)
        : !['shared', ...PURE_FOLDERS].some((folder) => isIn(line, folder)),
    )
    expect(show(foreign)).toEqual([])
    const upward = pure.filter(
      (line) => line.file.startsWith('electron/catena/') && isIn(line, 'electron/host/sync/core'),
    )
    expect(show(upward)).toEqual([])
  })

  test('the core of the sync engine, the wire and shared/ read no clock and draw no chance', () => {
    const files = ['shared', ...PURE_FOLDERS].flatMap(filesBelow)
    expect(files.filter((file) => IMPURE.test(codeOf(file)))).toEqual([])
  })

  test('each part of the renderer imports only itself and what stands below it', () => {
    const partOf = (file: string) => RENDERER_PARTS.find((part) => file.startsWith(`${part}/`))
    const wrong = renderer.filter((line) => {
      const [own, target] = [partOf(line.file), partOf(line.target)]
      if (line.isPackage || own === undefined || target === undefined || own === target) return false
      return !(RENDERER_IMPORTS[own] as readonly string[]).includes(target)
    })
    expect(show(wrong)).toEqual([])
  })

  test('a feature never imports another feature', () => {
    const featureOf = (file: string) => /^renderer\/features\/([^/]+)\//.exec(file)?.[1]
    const wrong = renderer.filter((line) => {
      const [own, target] = [featureOf(line.file), featureOf(line.target)]
      return !line.isPackage && own !== undefined && target !== undefined && own !== target
    })
    expect(show(wrong)).toEqual([])
  })

  test('only the database and the hooks of the desk know Dexie', () => {
    const knowing = renderer.filter((line) => ['dexie', 'dexie-react-hooks'].includes(line.target))
    const wrong = knowing.filter(
      (line) =>
        !line.file.startsWith('renderer/db/') &&
        !(line.target === 'dexie-react-hooks' && line.file.startsWith('renderer/desk/')),
    )
    expect([...new Set(wrong.map((line) => line.file))].sort()).toEqual(DEXIE_EXCEPTIONS)
  })

  test('there are no barrels', () => {
    const all = [...shared, ...electron, ...renderer]
    expect(show(all.filter((line) => /\/index\.tsx?$/.test(line.target)))).toEqual([])
  })
})
