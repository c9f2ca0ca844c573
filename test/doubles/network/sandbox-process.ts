import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** The sandbox in a separate process: its clock stays right while a test changes the clock of this process. */
export interface SandboxProcess {
  readonly apiUrl: string
  readonly issuerUrl: string
  readonly clientId: string
  /** Runs a command of the sandbox. @returns the line that it prints */
  command(text: string): Promise<string>
  close(): Promise<void>
}

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Starts the sandbox on free ports. @throws Error when it ends before it is ready */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const ports = ['--port', '0', '--openid-port', '0', '--control-port', '0']
  const child = spawn(process.execPath, ['build/run.mjs', 'electron/sandbox/main.ts', ...ports], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()

  async function nextLine(): Promise<string> {
    const next = await lines.next()
    if (next.done === true) throw new Error('the sandbox has ended')
    return next.value
  }

  async function lineWith(text: string): Promise<string> {
    let line = await nextLine()
    while (!line.includes(text)) line = await nextLine()
    return line
  }

  const ready = await lineWith('CATENA_API_URL=')
  await lineWith('type help')
  const variable = (name: string): string => new RegExp(`${name}=(\\S+)`).exec(ready)?.[1] ?? ''
  return {
    apiUrl: variable('CATENA_API_URL'),
    issuerUrl: variable('CATENA_ISSUER_URL'),
    clientId: variable('CATENA_CLIENT_ID'),
    async command(text) {
      child.stdin.write(`${text}\n`)
      return nextLine()
    },
    async close() {
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.stdin.write('quit\n')
      await ended
    },
  }
}
