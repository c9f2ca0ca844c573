/** A worker thread does not inherit the TypeScript loader of its parent: it registers its own, then starts. */
import { register } from 'tsx/esm/api'

register()
await import('./simulate.worker.ts')
