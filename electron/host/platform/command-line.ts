import { parseArgs } from 'node:util'
import { TypedError } from '../../../shared/util/typed-error.ts'

/** What `npm start -- …` asks for. */
export interface CommandLine {
  /** Do not open a browser; print the address for one. */
  readonly isNoOpen: boolean
  /** `null`: the one of the settings. */
  readonly port: number | null
  readonly dataDir: string | null
  readonly isTraining: boolean
}

/** The text for `--help`. */
export const USAGE = `npm start -- [--shell loopback|electron] [--no-open] [--port PORT] [--data-dir FOLDER] [--training]
  --shell     loopback: in an installed browser; electron: in its own window
  --no-open   print the address and do not open a browser
  --port      port of the loopback shell; what was planned belongs to it, so keep to one
  --data-dir  where the planner keeps its data (also PLANNER_DATA_DIR)
  --training  start in training mode: no account, no network`

/** @throws TypedError `shell.usage` for an unknown option or a value that does not fit. */
export function parseCommandLine(
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>>,
): CommandLine & { readonly isHelp: boolean } {
  const values = parseOptions(args)
  if (values.shell !== undefined && values.shell !== 'loopback' && values.shell !== 'electron') {
    throw new TypedError('shell.usage', `--shell is loopback or electron, not ${values.shell}`)
  }
  const fromVariable = variables.PLANNER_DATA_DIR
  return {
    isHelp: values.help,
    isNoOpen: values['no-open'],
    port: values.port === undefined ? null : parsePort(values.port),
    dataDir: values['data-dir'] ?? (fromVariable === undefined || fromVariable === '' ? null : fromVariable),
    isTraining: values.training,
  }
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        shell: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        training: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw new TypedError('shell.usage', `${problem}\n${USAGE}`, cause)
  }
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new TypedError('shell.usage', `--port: ${text} is not a port`)
  return port
}

const WITH_VALUE = ['--shell', '--port', '--data-dir']
const FLAGS = ['--no-open', '--training', '--help']

/** Electron's command line also holds Chromium's switches. Returns our options, with their values. */
export function ownArguments(args: readonly string[]): string[] {
  return args.filter((arg, index) => {
    const name = arg.split('=', 1)[0] ?? ''
    if (FLAGS.includes(name) || WITH_VALUE.includes(name)) return true
    return WITH_VALUE.includes(args[index - 1] ?? '')
  })
}
