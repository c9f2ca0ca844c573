import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { WHO_PATH } from './http-server.ts'

const who = z.object({ program: z.literal('depot-planner'), pid: z.number().int().positive() })
/** A planner on this computer answers at once; anything slower is another program. */
const ANSWER_WITHIN_MS = 2000

/**
 * Where a planner already runs over the same data folder and port, asks it to open another window.
 * @returns false when none does, or when this system has no such signal.
 */
export async function askRunningToShow(dataDir: string, port: number): Promise<boolean> {
  if (process.platform === 'win32' || port === 0) return false
  const pid = readPid(dataDir)
  // The answer must name the very process of this data folder: a signal to any other program could end it.
  if (pid === null || (await pidAt(port)) !== pid) return false
  process.kill(pid, 'SIGUSR2')
  return true
}

function readPid(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(path.join(dataDir, 'host.pid'), 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null // no file: nothing has run here, or it ended cleanly
  }
}

async function pidAt(port: number): Promise<number | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${WHO_PATH}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const parsed = who.safeParse(await response.json())
    return parsed.success ? parsed.data.pid : null
  } catch {
    return null // nothing listens there, or nothing of ours
  }
}
