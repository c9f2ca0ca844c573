import { z } from 'zod'
import { errorAnswer, jsonAnswer, type SandboxAnswer, type SandboxRequest } from '../api/answers.ts'
import { passTime } from '../character/pass-time.ts'
import { CONTROL_CALLS, type ControlParts } from './control-calls.ts'
import { controlPage } from './control-page.ts'

const PREFIX = '/_sandbox/'

/**
 * Answers the addresses below `/_sandbox/`, by which a person or another process switches and reads the sandbox. `GET`
 * of no name is a page with switches for a browser; the other calls are {@link CONTROL_CALLS}.
 * @returns `null` for every other address
 */
export function createControl(
  parts: ControlParts,
): (request: SandboxRequest) => Promise<SandboxAnswer | null> {
  return async (request) => {
    if (!request.path.startsWith(PREFIX)) return null
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
  const [name = '', id] = request.path.slice(PREFIX.length).split('/')
  const body: unknown = request.bodyText === '' ? {} : JSON.parse(request.bodyText)
  const key = `${request.method} ${name}`
  if (key === 'GET ') return pageAnswer(parts)
  const call = Object.hasOwn(CONTROL_CALLS, key) ? CONTROL_CALLS[key] : undefined
  if (call === undefined) return errorAnswer(404, 'No such control address')
  const answer = await call(parts, { body, id })
  return answer === null ? errorAnswer(404, 'No such fault') : jsonAnswer(200, answer)
}

/** The most workflows that the page shows, newest first: a browser need not show thousands. */
const MAX_SHOWN = 50

function pageAnswer({ world, faults, networks, nowMs }: ControlParts): SandboxAnswer {
  passTime(world, nowMs())
  const workflows = world.workflows().slice(-MAX_SHOWN)
  const page = controlPage({
    character: world.character.traits(),
    networks: networks(),
    faults: faults.list().length,
    operations: world.operations().length,
    workflows: workflows.reverse().map(({ record }) => ({
      id: record.id,
      text: `${record.source_id} ${record.workflow_status}${record.deleted_at == null ? '' : ', deleted'}`,
    })),
  })
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, bodyText: page }
}
