import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { WHO_PATH } from './http-server.ts'

const who = z.object({ program: z.literal('depot-planner'), pid: z.number().int().positive() })
/** How long the other planner may take to answer, milliseconds; what is slower is another program. */
const ANSWER_WITHIN_MS = 2000

/**
 * Asks a planner that already runs with the same data folder and port to open another window.
 * @returns false when none runs, or when the system has no such signal
 */
export async function askRunningToShow(dataDir: string, port: number): Promise<boolean> {
  if (process.platform === 'win32' || port === 0) return false
  const pid = readPid(dataDir)
  // The answer must name the process of this data folder: the signal could end any other program.
  if (pid === null || (await pidAt(port)) !== pid) return false
  process.kill(pid, 'SIGUSR2')
  return true
}

function readPid(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(path.join(dataDir, 'host.pid'), 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null // no file: no planner runs here
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
    return null // no planner listens there
  }
}
