import { createNotices, type Notices } from './notices.ts'
import type { Log } from './platform/log.ts'
import { type OpenSettingsFile, openSettings, type SettingsStore } from './settings/settings-store.ts'

/** What a shell needs before the host is created: the port, for example, is a setting. */
export interface LocalState {
  readonly settings: SettingsStore
  readonly notices: Notices
}

/** Opens the settings of the data folder. Problems with them are logged and become notices. */
export function openLocalState(options: {
  readonly dataDir: string
  readonly openSettingsFile: OpenSettingsFile
  readonly wallMs: () => number
  readonly log: Log
}): LocalState {
  const notices = createNotices(options.wallMs)
  const settings = openSettings(options.dataDir, options.openSettingsFile, (code, text) => {
    options.log('warn', `${code}: ${text}`)
    notices.raise('warning', code, text)
  })
  return { settings, notices }
}
