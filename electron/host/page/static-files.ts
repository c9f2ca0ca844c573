import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { TypedError } from '../../../shared/util/typed-error.ts'

/** One file of the built renderer, held in memory. */
export interface StaticFile {
  readonly bytes: Buffer
  readonly contentType: string
}

/** Names as in an address (`/assets/index-3f.js`) → files. Nothing else is served. */
export type StaticFiles = ReadonlyMap<string, StaticFile>

/** The name of the page in {@link StaticFiles}. */
export const INDEX_NAME = '/index.html'
/** The placeholder in the built page that each load replaces by its nonce. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Reads the built renderer into memory once, so that no request becomes a path on the disk. Leaves out source maps.
 * @throws TypedError `shell.notBuilt` when the folder holds no page.
 */
export async function loadStaticFiles(folder: string): Promise<StaticFiles> {
  const files = new Map<string, StaticFile>()
  for (const entry of await listFiles(folder)) {
    const extension = path.extname(entry)
    if (extension === '.map') continue
    const name = `/${path.relative(folder, entry).split(path.sep).join('/')}`
    files.set(name, {
      bytes: await readFile(entry),
      contentType: CONTENT_TYPES[extension] ?? 'application/octet-stream',
    })
  }
  if (!files.has(INDEX_NAME)) throw notBuilt(folder)
  return files
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
  } catch (cause) {
    throw notBuilt(folder, cause)
  }
}

function notBuilt(folder: string, cause?: unknown): TypedError<'shell.notBuilt'> {
  return new TypedError('shell.notBuilt', `There is no built page in ${folder}.`, cause)
}
