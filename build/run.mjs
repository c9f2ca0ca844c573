/** Runs one of the project's TypeScript programs in this process: `node build/run.mjs FILE [arguments]`. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureDependencies, ROOT } from './setup.mjs'

await ensureDependencies()
const [file, ...rest] = process.argv.slice(2)
if (file === undefined) throw new Error('usage: node build/run.mjs FILE [arguments]')
const program = path.join(ROOT, file)
process.argv = [process.execPath, program, ...rest]
const { register } = await import('tsx/esm/api')
register()
await import(pathToFileURL(program).href)
