import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { listCharacters, parseTrait, type SandboxCharacter } from './character/character.ts'
import { actAtSecondDesk, secondDeskCommand } from './character/second-desk.ts'
import { NETWORK_TARGETS } from './server/control-calls.ts'
import type { FaultSpec } from './server/faults.ts'
import { NETWORK_STATES } from './server/network-server.ts'
import { type Sandbox, startSandbox } from './start-sandbox.ts'

/**
 * `npm run sandbox`: Catena and its OpenID provider on this computer, until Ctrl+C. Prints the environment variables
 * that connect the planner to it. Commands at its prompt switch faults.
 */

const USAGE = `
npm run sandbox -- [--port 47831] [--openid-port 47832] [--control-port 47833] [--seed 1]
                   [--failure-rate 0] [--token-seconds 300] [--fault '{"kind":"drop","count":1}']…
                   [--character sourceId=nullThenTsp]… [--list-characters]
`
const HELP = `
  list                     faults that are on
  clear                    no faults
  reset                    no faults, network up, no workflows, the character of the start
  up | refused | reset-network | silent [api|issuer|both]
                           restore or cut the network
  drop [N]                 the answers of the next N writes are lost after Catena took them
  401 | 429 [seconds] | 500 | 504 | portal
                           every request gets this, until clear
  fail auth|validation|network|tsp
                           the TSP refuses whatever comes, until clear
  lag MS                   the lists show new entries only after MS milliseconds
  {"kind": …}              any fault as JSON
  character [TRAIT=VALUE]… shows or changes how this Catena is (--list-characters says how it can be)
  second-desk create|edit|cancel
                           somebody else plans
  revoke                   every sign-in ends
  received                 how often each create arrived
  help | quit
`

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '47831' },
    'openid-port': { type: 'string', default: '47832' },
    'control-port': { type: 'string', default: '47833' },
    seed: { type: 'string', default: '1' },
    'failure-rate': { type: 'string', default: '0' },
    'token-seconds': { type: 'string', default: '300' },
    fault: { type: 'string', multiple: true, default: [] },
    character: { type: 'string', multiple: true, default: [] },
    'list-characters': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

if (options.help) console.log(USAGE)
else if (options['list-characters']) console.log(listCharacters())
else await run()

async function run(): Promise<void> {
  let character: Partial<SandboxCharacter>
  try {
    character = parseTraits(options.character)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    console.error(error.message)
    process.exitCode = 2
    return
  }
  const sandbox = await startSandbox({
    port: Number(options.port),
    openIdPort: Number(options['openid-port']),
    controlPort: Number(options['control-port']),
    world: {
      seed: Number(options.seed),
      failureRate: Number(options['failure-rate']),
      character,
    },
    lifetimes: { accessToken: Number(options['token-seconds']) },
    faults: options.fault.map((each): FaultSpec => JSON.parse(each)),
    onError: (error) => console.error(error),
  })
  console.log(
    `CATENA_API_URL=${sandbox.apiUrl} CATENA_ISSUER_URL=${sandbox.issuerUrl} CATENA_CLIENT_ID=${sandbox.clientId}`,
  )
  console.log(
    `# control: ${sandbox.controlUrl}/_sandbox/  client credentials: ${sandbox.serviceClient.id} / ${sandbox.serviceClient.secret}`,
  )
  console.log('# the control page opens in a browser; type help')
  const lines = createInterface({ input: process.stdin })
  const stop = () => {
    lines.close()
    process.stdin.destroy()
    void sandbox.close()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  for await (const line of lines) {
    if (line.trim() === 'quit') return stop()
    try {
      const words = line.trim()
      if (words !== '') console.log(await obey(sandbox, words))
    } catch (error) {
      console.log(error instanceof z.ZodError ? z.prettifyError(error) : String(error))
    }
  }
}

function parseTraits(texts: readonly string[]): Partial<SandboxCharacter> {
  return Object.assign({}, ...texts.map(parseTrait))
}

async function obey(sandbox: Sandbox, line: string): Promise<string> {
  if (line.startsWith('{')) return `fault ${sandbox.faults.add(JSON.parse(line))}`
  const [word = '', argument, ...more] = line.split(/\s+/)
  switch (word) {
    case 'list':
      return JSON.stringify(sandbox.faults.list(), null, 2)
    case 'clear':
      sandbox.faults.clear()
      return 'no faults'
    case 'reset':
      sandbox.faults.clear()
      sandbox.world.reset()
      sandbox.world.character.reset()
      await sandbox.setNetwork('up')
      return 'as new'
    case 'received':
      return JSON.stringify(sandbox.received.createsBySourceId(), null, 2)
    case 'character':
      if (argument !== undefined) sandbox.world.character.set(parseTraits([argument, ...more]))
      return JSON.stringify(sandbox.world.character.traits(), null, 2)
    case 'second-desk':
      return `operation ${actAtSecondDesk(sandbox.world, secondDeskCommand.parse({ do: argument }), Date.now())}`
    case 'revoke':
      await sandbox.revokeAll()
      return 'every sign-in has ended'
    case 'help':
      return HELP
    default:
      return (await obeyNetwork(sandbox, word, argument)) ?? obeyFault(sandbox, word, argument)
  }
}

async function obeyNetwork(
  sandbox: Sandbox,
  word: string,
  target: string | undefined,
): Promise<string | null> {
  const state = NETWORK_STATES.find((each) => each === (word === 'reset-network' ? 'reset' : word))
  if (state === undefined) return null
  await sandbox.setNetwork(state, z.enum(NETWORK_TARGETS).default('both').parse(target))
  return `network ${state}`
}

function obeyFault(sandbox: Sandbox, word: string, argument: string | undefined): string {
  const fault = namedFault(word, argument)
  return fault === null ? `unknown: ${word} (type help)` : `fault ${sandbox.faults.add(fault)}`
}

function namedFault(word: string, argument: string | undefined): FaultSpec | null {
  const amount = argument === undefined ? undefined : Number(argument)
  switch (word) {
    case 'drop':
      return { kind: 'drop', match: { path: '/workflows', body: '{' }, count: amount ?? 1 }
    case '401':
      return { kind: 'unauthorized' }
    case '429':
      return { kind: 'rateLimited', retryAfterSeconds: amount ?? 10 }
    case '500':
    case '504':
      return { kind: 'status', status: Number(word) }
    case 'portal':
      return { kind: 'portal' }
    case 'fail':
      return {
        kind: 'tspFailure',
        errorType: z.enum(['auth', 'validation', 'network', 'tsp']).parse(argument),
      }
    case 'lag':
      return { kind: 'listingLag', lagMs: amount ?? 10_000 }
    default:
      return null
  }
}
