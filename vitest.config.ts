import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { HANG_LIMIT_MS, TEST_HANG_LIMIT_MS } from './test/hang-limit.ts'
import { SlowestFirst } from './test/slowest-first.ts'

/** End to end in one shell: the loopback shell in a browser, or Electron. */
function endToEnd(name: string, shell: 'loopback' | 'electron') {
  return {
    extends: true as const,
    test: {
      name,
      include: ['test/e2e/**/*.e2e.ts'],
      environment: 'node' as const,
      setupFiles: ['test/e2e/setup.ts'],
      // Each look at a board costs the page some milliseconds of work.
      expect: { poll: { timeout: HANG_LIMIT_MS, interval: POLL_MS } },
      env: { PLANNER_E2E_SHELL: shell },
    },
  }
}
/** How often a test end to end looks again; ms. */
const POLL_MS = 200
/** Set by `npm test` where Electron's runtime can show a window. */
const hasElectron = (process.env.PLANNER_ELECTRON ?? '') !== ''

/**
 * The projects: `unit` (fast), `dom` (React components in happy-dom), `system` (processes, sockets, seeds) and `e2e` (the
 * whole app in a real browser). Files of all projects run beside each other, the slowest first.
 */
export default defineConfig({
  test: {
    // By itself vitest leaves one core to a person: of two cores that is half.
    maxWorkers: Number(process.env.PLANNER_TEST_WORKERS ?? availableParallelism()),
    sequence: { sequencer: SlowestFirst },
    testTimeout: TEST_HANG_LIMIT_MS,
    hookTimeout: TEST_HANG_LIMIT_MS,
    teardownTimeout: HANG_LIMIT_MS,
    expect: { poll: { timeout: HANG_LIMIT_MS } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          environment: 'node',
          // A world of its own for each file takes four times as long, and none of these changes the world.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'dom',
          include: ['test/**/*.dom.tsx'],
          environment: 'happy-dom',
          setupFiles: ['test/dom-setup.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.system.ts'],
          environment: 'node',
        },
      },
      endToEnd('e2e', 'loopback'),
      ...(hasElectron ? [endToEnd('e2e-electron', 'electron')] : []),
    ],
  },
})
