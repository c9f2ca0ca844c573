import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHost, type Host } from '../../../electron/host/create-host.ts'
import { openLocalState } from '../../../electron/host/local-state.ts'
import { readEnvironment } from '../../../electron/host/platform/environment.ts'
import type { Log } from '../../../electron/host/platform/log.ts'
import { createSystemClock } from '../../../electron/host/platform/system-clock.ts'
import { openConfFile } from '../../../electron/host/settings/conf-file.ts'

/** A real host with a new folder, its log, and the addresses that it opened. */
export interface TestHost {
  readonly host: Host
  readonly dataDir: string
  readonly logged: string[]
  readonly openedAddresses: string[]
}

/** @param variables the environment; empty by default */
export async function startTestHost(
  variables: Readonly<Record<string, string>> = {},
  dataDir = mkdtempSync(path.join(tmpdir(), 'planner-host-')),
): Promise<TestHost> {
  const logged: string[] = []
  const openedAddresses: string[] = []
  const clock = createSystemClock()
  const log: Log = (level, text, cause) => {
    logged.push(`${level} ${text} ${cause === undefined ? '' : String(cause)}`)
  }
  const local = openLocalState({ dataDir, openSettingsFile: openConfFile, wallMs: clock.wallMs, log })
  const host = await createHost({
    dataDir,
    shell: 'test',
    version: '0.0.0-test',
    environment: readEnvironment(variables, false),
    ...local,
    openExternal: async (address) => {
      openedAddresses.push(address)
    },
    showsAddress: true,
    clock,
    random: Math.random,
    log,
  })
  return { host, dataDir, logged, openedAddresses }
}
