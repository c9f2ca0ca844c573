import { type Browser, IS_ELECTRON, openBrowser, openProfile } from './desk.ts'
import { openElectronDesk } from './electron-desk.ts'
import type { OpenDesk, OpenDeskOptions } from './open-desk.ts'
import { startPlanner } from './planner.ts'

/** Starts the planner and opens its screen in the shell of this run: the loopback shell, or Electron. */
export async function openDesk(options: OpenDeskOptions): Promise<OpenDesk> {
  if (IS_ELECTRON) return openElectronDesk(options)
  const { dataDir, port, args, env } = options
  const planner = await startPlanner({ dataDir, port, args: args ?? [], env: env ?? {} })
  try {
    const browser = await openInBrowser(options)
    await options.prepare?.(browser)
    return { planner, browser, page: await browser.open(planner.address) }
  } catch (error) {
    await planner.stop()
    throw error
  }
}

function openInBrowser({ profileDir, colorScheme }: OpenDeskOptions): Promise<Browser> {
  return profileDir === undefined ? openProfile(colorScheme) : openBrowser(profileDir, colorScheme)
}
