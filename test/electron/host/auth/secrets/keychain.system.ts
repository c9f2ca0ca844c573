import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { TEST_HANG_LIMIT_MS } from '../../../../hang-limit.ts'

/** keytar against a real Secret Service, in a session and a home folder of its own. */

const MISSING = ['dbus-run-session', 'gnome-keyring-daemon'].filter(
  (program) => spawnSync('which', [program]).status !== 0,
)

describe('[T9] the keychain of this system', () => {
  test.skipIf(process.platform === 'linux' && MISSING.length > 0)(
    `passes the same suite as the store in memory${MISSING.length > 0 ? ` (skipped: ${MISSING.join(', ')} not installed)` : ''}`,
    (context) => {
      if (process.platform !== 'linux') context.skip('only Linux lets a test unlock a keychain of its own')
      const home = mkdtempSync(path.join(tmpdir(), 'planner-keychain-'))
      try {
        const ended = spawnSync(
          'dbus-run-session',
          [
            '--',
            'bash',
            '-c',
            'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" node_modules/vitest/vitest.mjs run --config "$1" --maxWorkers 1',
            process.execPath,
            path.join(import.meta.dirname, 'keychain-suite.config.ts'),
          ],
          {
            encoding: 'utf8',
            timeout: TEST_HANG_LIMIT_MS / 2,
            env: {
              ...process.env,
              HOME: home,
              XDG_RUNTIME_DIR: home,
              XDG_DATA_HOME: home,
              DISPLAY: '',
              NO_COLOR: '1',
            },
          },
        )
        expect(`${ended.stdout}\n${ended.stderr}`).toMatch(/Tests .*\b1\d passed/)
        expect(ended.status, `${ended.stdout}\n${ended.stderr}`).toBe(0)
      } finally {
        rmSync(home, { recursive: true, force: true })
      }
    },
  )
})
