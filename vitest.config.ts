import { defineConfig } from 'vitest/config'

/** End to end in one shell: the loopback shell in a browser, or Electron. */
function endToEnd(name: string, shell: 'loopback' | 'electron') {
  return {
    extends: true as const,
    test: {
      name,
      include: ['test/e2e/**/*.e2e.ts'],
      environment: 'node' as const,
      env: { PLANNER_E2E_SHELL: shell },
      testTimeout: 240_000,
      hookTimeout: 120_000,
      // What is waited for is no measure of time: a busy computer may take longer than the usual second.
      expect: { poll: { timeout: 10_000 } },
      fileParallelism: false,
    },
  }
}
/** Set by `npm test` where Electron's runtime can show a window. */
const hasElectron = (process.env.PLANNER_ELECTRON ?? '') !== ''

/** Three kinds of test: `unit` (fast, in `npm run check`), `system` (processes, sockets, seeds), `e2e` (a real browser). */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          environment: 'node',
          // A world of its own for each file takes four times as long, and none of these changes the world.
          isolate: false,
          // A hang is found, a busy computer is not: these take milliseconds.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.system.{ts,tsx}'],
          environment: 'node',
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      endToEnd('e2e', 'loopback'),
      ...(hasElectron ? [endToEnd('e2e-electron', 'electron')] : []),
    ],
  },
})
