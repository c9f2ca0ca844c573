import type { IdsInPayload } from '../../../../shared/model/plan/assignee-ids.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import { UnknownCatenaId } from '../../../catena/assignee-on-wire.ts'
import { type AnswerClass, classifyWrite } from '../../../catena/classify.ts'
import type { WriteOutcome } from '../../../catena/http-answer.ts'
import type { WireWorkflowWrite } from '../../../catena/wire.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import { hashText } from '../core/lane/hash.ts'
import type { Lane, Operation } from '../core/lane/lane.ts'
import type { WriteRequest } from '../core/ports.ts'
import {
  bodyOf,
  cancelDuplicateOperation,
  createOperation,
  requestOf,
  updateOperation,
  workOf,
} from '../core/steps/build-write.ts'
import { nextStep } from '../core/steps/next-step.ts'
import { onBase } from '../core/steps/on-remote-version.ts'
import { onAnswer } from '../core/steps/on-write-answer.ts'
import { observedStopsOf } from '../core/steps/remote-version.ts'
import type { EngineCore } from '../engine/engine-core.ts'
import { readRecords } from './calibration.ts'
import { readForLane } from './read-for-lane.ts'

/** Sends the next write of an idle lane. Before an update it reads the base. */
export async function writeLane(core: EngineCore, id: string): Promise<void> {
  const token = await core.link.token()
  const lane = core.lane(id)
  if (lane === undefined || core.isClosed()) return
  if (token === null || core.writeGate(lane) !== null) return
  const step = nextStep(lane, core.parts.clock.wallMs())
  if (step.kind === 'write') {
    const operation = operationFor(lane)
    if (operation !== null) await send(core, lane, operation, token)
  } else if (step.kind === 'readBase') {
    await readBaseAndSend(core, lane, token)
  }
}

function operationFor(lane: Lane): Operation | null {
  const work = workOf(lane)
  if (work.kind === 'create') return createOperation(lane)
  if (work.kind === 'cancelDuplicate') return cancelDuplicateOperation(lane, work.duplicate)
  return work.kind === 'cancel' ? updateOperation(lane) : null
}

async function readBaseAndSend(core: EngineCore, lane: Lane, token: string): Promise<void> {
  const { parts } = core
  const resourceId = lane.remote?.resourceId
  if (resourceId === undefined) return
  const answered = await readForLane(core, lane, 'base', (readToken) =>
    parts.reader.getWorkflow(resourceId, readToken),
  )
  const before = core.lane(lane.workflowId)
  if (before === undefined || core.isClosed()) return
  const isNoAnswer = answered === null || answered.kind === 'unusable'
  if (isNoAnswer || (answered.kind === 'refused' && answered.status !== 404)) {
    core.run(lane.workflowId).backOff()
    return
  }
  const wire = answered.kind === 'ok' ? answered.value : null
  if (wire !== null) await core.append(readRecords(core, before, wire), 'keep')
  const now = core.lane(lane.workflowId)
  if (now === undefined || core.isClosed()) return
  const server = answered.kind === 'ok' ? answered.server : null
  const run = core.run(lane.workflowId)
  const learned = core.learned(now.remote?.connectionId ?? '')
  const verdict = onBase(now, wire, { learned, server }, parts.clock.wallMs())
  if (verdict.kind === 'wait') {
    run.readEnded(messageRef('errors.answer.notShown'))
    run.backOff()
    return
  }
  run.readEnded(null)
  if (verdict.kind === 'record') {
    await core.append(verdict.records, 'keep')
    return
  }
  const operation = updateOperation(now)
  if (operation === null || core.writeGate(now) !== null) return
  const observedStops = wire === null ? [] : observedStopsOf(wire, operation.plan)
  await send(core, now, observedStops.length === 0 ? operation : { ...operation, observedStops }, token)
}

async function send(core: EngineCore, lane: Lane, planned: Operation, token: string): Promise<void> {
  const { parts, link } = core
  const at = parts.clock.wallMs()
  const operation = { ...planned, account: planned.account ?? parts.tokens.account() }
  const server = link.serverNow()
  if (server === null) return
  const body = bodyOrRefusal(lane, operation, parts.idsInPayload?.() ?? 'external', at)
  if (body.kind === 'record') {
    await core.append(body.records, 'keep')
    return
  }
  const request = requestOf(operation, body.body)
  const attempt: JournalRecord = {
    v: 2,
    at,
    workflowId: lane.workflowId,
    type: 'ATTEMPT',
    n: lane.tries + 1,
    operation,
    server,
    bodyHash: hashText(request.body),
  }
  try {
    await core.append([attempt], 'reject')
  } catch (error) {
    if (error instanceof TypedError && error.code === 'sync.journalUnwritable') return // its gate shows why
    throw error
  }
  if (core.isClosed()) return // the attempt stays open in the journal, and the next start looks it up
  await perform(core, lane.workflowId, operation, request, token)
}

async function perform(
  core: EngineCore,
  id: string,
  operation: Operation,
  request: WriteRequest,
  token: string,
): Promise<void> {
  const { parts, link } = core
  const { clock } = parts
  const begun = core.lane(id)
  if (begun?.phase.kind !== 'sending') return // the attempt did not fit the lane any more
  const overtaken = overtakenBy(core, begun, operation)
  const answer: AnswerClass =
    overtaken === null
      ? await exchange(core, id, operation, request, token)
      : { kind: 'unsent', reason: overtaken }
  const lane = core.lane(id)
  if (lane === undefined) return
  const records = onAnswer(lane, answer, clock.wallMs(), link.serverNow())
  const run = core.run(id)
  run.reset()
  if (answer.kind === 'unsent' || answer.kind === 'unauthorized') run.backOff()
  else run.endBackOff()
  if (answer.kind === 'accepted') run.polls.accept()
  await core.append(records, 'keep')
}

/**
 * Why an attempt must not be sent: a cancel or a hold was confirmed to the dispatcher while the attempt was being
 * written to the disk.
 * @returns `null` when it may be sent.
 */
function overtakenBy(core: EngineCore, lane: Lane, operation: Operation): string | null {
  if (operation.kind === 'create' && lane.desired.intent === 'cancel')
    return messageRef('errors.answer.cancelledFirst')
  // A hold of the workflow does not hold the cancellation of its duplicate, which was asked for separately.
  const isHeld = operation.duplicateOf === null && lane.isHeldByUser
  return core.state.isAllHeld || isHeld ? messageRef('errors.answer.heldFirst') : null
}

async function exchange(
  core: EngineCore,
  laneId: string,
  operation: Operation,
  request: WriteRequest,
  token: string,
): Promise<AnswerClass> {
  const { parts, link } = core
  await core.step(`send:${operation.kind}:before`)
  const startedMono = parts.clock.monotonicMs()
  const outcome = await write(core, request, token)
  const tookMs = parts.clock.monotonicMs() - startedMono
  await core.step(`send:${operation.kind}:after`)
  const answer = classifyWrite(outcome, operation)
  link.observeWrite(outcome, answer, token)
  if (answer.kind === 'accepted') link.pace.accepted({ kind: operation.kind, tookMs })
  core.breakers.observe(operation, laneId, answer)
  if (answer.kind === 'uncertain') parts.log('warn', `a write is uncertain: ${answer.reason}`)
  return answer
}

async function write(core: EngineCore, request: WriteRequest, token: string): Promise<WriteOutcome> {
  try {
    return await core.parts.write(request, token, core.parts.timings.writeDeadline)
  } catch (error) {
    core.parts.log('error', 'a write failed unexpectedly', error)
    return { kind: 'lost', reason: messageRef('errors.answer.faultSending'), cause: error }
  }
}

type BodyOrRefusal =
  | { readonly kind: 'body'; readonly body: WireWorkflowWrite }
  | { readonly kind: 'record'; readonly records: readonly JournalRecord[] }

function bodyOrRefusal(lane: Lane, operation: Operation, ids: IdsInPayload, at: number): BodyOrRefusal {
  const head = { v: 2, at, workflowId: lane.workflowId } as const
  try {
    const body = bodyOf(operation, ids)
    if (body !== null) return { kind: 'body', body }
    return { kind: 'record', records: [{ ...head, type: 'BASE', plan: operation.plan }] }
  } catch (error) {
    if (error instanceof UnknownCatenaId) {
      const { field, message } = error
      const fieldErrors = [{ path: [field], message }]
      return {
        kind: 'record',
        records: [{ ...head, type: 'REFUSED', operation, message, fieldErrors, isLocal: true }],
      }
    }
    const message = `It cannot be sent as it is: ${error instanceof Error ? error.message : String(error)}`
    return {
      kind: 'record',
      records: [{ ...head, type: 'REFUSED', operation, message, fieldErrors: [], isLocal: true }],
    }
  }
}
