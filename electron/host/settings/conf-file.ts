import Conf from 'conf'
import { type OpenSettingsFile, SETTINGS_NAME } from './settings-store.ts'

/**
 * The settings file of the loopback shell and of tests. `conf` does not clear a damaged file: the settings store sets
 * it aside.
 */
export const openConfFile: OpenSettingsFile = (folder) => {
  const conf = new Conf<Record<string, unknown>>({
    cwd: folder,
    configName: SETTINGS_NAME,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
  })
  return {
    read: () => conf.store,
    write(content) {
      conf.store = { ...content }
    },
  }
}
