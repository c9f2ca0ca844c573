import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { HANG_LIMIT_MS } from '../../../../hang-limit.ts'

/** Run by `keychain.system.ts` inside a session that has a Secret Service; never by itself. */
export default defineConfig({
  test: {
    root: path.join(import.meta.dirname, '../../../../..'),
    include: ['test/electron/host/auth/secrets/keychain-suite.inner.ts'],
    environment: 'node',
    testTimeout: HANG_LIMIT_MS,
  },
})
