import { z } from 'zod'
import { errorAnswer, jsonAnswer, type SandboxAnswer, type SandboxRequest } from '../api/answers.ts'
import { characterChange, TRAITS } from '../character/character.ts'
import { passTime } from '../character/pass-time.ts'
import { actAtSecondDesk, secondDeskCommand } from '../character/second-desk.ts'
import { isoOf } from '../world/stored.ts'
import type { World } from '../world/world.ts'
import { controlPage } from './control-page.ts'
import { type Faults, faultSpec } from './faults.ts'
import { LINE_STATES, type LineState } from './reachability.ts'
import type { Received } from './received.ts'

/** Which servers a cut line concerns. */
export const LINE_TARGETS = ['api', 'issuer', 'both'] as const
export type LineTarget = (typeof LINE_TARGETS)[number]

/** What the control addresses reach. */
export interface ControlParts {
  readonly world: World
  readonly faults: Faults
  readonly received: Received
  readonly setLine: (state: LineState, target: LineTarget) => Promise<void>
  readonly lines: () => Readonly<Record<'api' | 'issuer', LineState>>
  readonly revokeAll: () => Promise<void>
  readonly forgetAccessTokens: () => void
  readonly nowMs: () => number
}

const lineChange = z.strictObject({
  state: z.enum(LINE_STATES),
  target: z.enum(LINE_TARGETS).default('both'),
})
const connectionChange = z.strictObject({ id: z.string(), status: z.string() })
const workflowId = z.strictObject({ id: z.string() })
const workflowChange = z.strictObject({ id: z.string(), change: z.record(z.string(), z.unknown()) })

/**
 * The addresses below `/_sandbox/`, by which a person or another process switches and reads the sandbox:
 *
 * | call | does |
 * | --- | --- |
 * | `GET faults`, `POST faults` (one or a list), `DELETE faults`, `DELETE faults/{id}` | faults, see {@link faultSpec} |
 * | `GET line`, `POST line` `{state, target}` | cuts and mends the servers |
 * | `GET received` | every write with its body and arrival, and creates by `source_id` |
 * | `GET world` | operations and workflows with what is already decided about them |
 * | `POST connection` `{id, status}`, `POST workflow` `{id, change}` | what somebody at Catena or the TSP does |
 * | `POST delete-workflow` `{id}` | the TSP deletes a workflow |
 * | `GET character`, `POST character` `{trait: value, …}`, `DELETE character` | how this Catena is, see {@link TRAITS} |
 * | `POST second-desk` `{do, …}` | somebody else creates, edits or cancels, see {@link secondDeskCommand} |
 * | `GET` of no name | a page with switches for a browser |
 * | `POST revoke`, `POST forget-access-tokens` | ends every sign-in; makes known access tokens worthless |
 * | `POST reset` | no faults, line up, nothing received, no workflows, the character of the start |
 */
export function createControl(
  parts: ControlParts,
): (request: SandboxRequest) => Promise<SandboxAnswer | null> {
  return async (request) => {
    if (!request.path.startsWith('/_sandbox/')) return null
    try {
      return await answerControl(parts, request)
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError || error instanceof RangeError) {
        return errorAnswer(400, error.message)
      }
      throw error
    }
  }
}

async function answerControl(parts: ControlParts, request: SandboxRequest): Promise<SandboxAnswer> {
  const [name = '', id] = request.path.slice('/_sandbox/'.length).split('/')
  const body: unknown = request.bodyText === '' ? {} : JSON.parse(request.bodyText)
  const ok = () => jsonAnswer(200, {})
  const { world } = parts
  switch (`${request.method} ${name}`) {
    case 'GET ':
      return pageAnswer(parts)
    case 'GET character':
      return jsonAnswer(200, { character: world.character.traits(), traits: TRAITS })
    case 'POST character':
      world.character.set(characterChange.parse(body))
      return ok()
    case 'DELETE character':
      world.character.reset()
      return ok()
    case 'POST second-desk': {
      const operationId = actAtSecondDesk(world, secondDeskCommand.parse(body), parts.nowMs())
      return jsonAnswer(200, { operationId })
    }
    case 'GET faults':
      return jsonAnswer(200, { faults: parts.faults.list() })
    case 'POST faults': {
      const specs = (Array.isArray(body) ? body : [body]).map((each) => faultSpec.parse(each))
      return jsonAnswer(200, { ids: specs.map((each) => parts.faults.add(each)) })
    }
    case 'DELETE faults':
      if (id === undefined) parts.faults.clear()
      else if (!parts.faults.remove(Number(id))) return errorAnswer(404, 'No such fault')
      return ok()
    case 'GET line':
      return jsonAnswer(200, parts.lines())
    case 'POST line': {
      const { state, target } = lineChange.parse(body)
      await parts.setLine(state, target)
      return ok()
    }
    case 'GET received':
      return jsonAnswer(200, {
        writes: parts.received.writes(),
        createsBySourceId: parts.received.createsBySourceId(),
        requests: parts.received.all().length,
      })
    case 'GET world':
      passTime(world, parts.nowMs())
      return jsonAnswer(200, {
        connections: world.fleet.connections,
        operations: world.operations(),
        workflows: world.workflows(),
      })
    case 'POST connection': {
      const change = connectionChange.parse(body)
      world.setConnectionStatus(change.id, change.status)
      return ok()
    }
    case 'POST workflow': {
      const { id: changedId, change } = workflowChange.parse(body)
      world.editWorkflow(changedId, change, parts.nowMs())
      return ok()
    }
    case 'POST delete-workflow': {
      const nowMs = parts.nowMs()
      world.editWorkflow(workflowId.parse(body).id, { deleted_at: isoOf(nowMs) }, nowMs)
      return ok()
    }
    case 'POST revoke':
      await parts.revokeAll()
      return ok()
    case 'POST forget-access-tokens':
      parts.forgetAccessTokens()
      return ok()
    case 'POST reset':
      parts.faults.clear()
      parts.received.clear()
      world.reset()
      world.character.reset()
      await parts.setLine('up', 'both')
      return ok()
    default:
      return errorAnswer(404, 'No such control address')
  }
}

/** The newest workflows on the page: a browser need not show thousands. */
const MAX_SHOWN = 50

function pageAnswer({ world, faults, lines, nowMs }: ControlParts): SandboxAnswer {
  passTime(world, nowMs())
  const workflows = world.workflows().slice(-MAX_SHOWN)
  const page = controlPage({
    character: world.character.traits(),
    lines: lines(),
    faults: faults.list().length,
    operations: world.operations().length,
    workflows: workflows.reverse().map(({ record }) => ({
      id: record.id,
      text: `${record.source_id} ${record.workflow_status}${record.deleted_at == null ? '' : ', deleted'}`,
    })),
  })
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, bodyText: page }
}
