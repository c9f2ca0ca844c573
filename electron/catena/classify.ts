import { isOwnForm } from '../../shared/model/plan/source-id.ts'
import type { FieldError } from '../../shared/model/status/sync-status.ts'
import { messageRef, type StoredText } from '../../shared/text/stored-text.ts'
import { catenaErrorMessage, isHtml, jsonOf, retryAfterMs } from './answer-shape.ts'
import type { HttpAnswer, WriteOutcome } from './http-answer.ts'
import { planPathOf } from './plan-path.ts'
import { type WireOperation, wireOperation, wireValidationItem } from './wire.ts'

/**
 * What the end of a write proves. Only an answer in Catena's own format proves anything; everything else is `uncertain`
 * and only a listing settles it.
 */
export type AnswerClass =
  /** No byte of the request left. It may be sent again. */
  | { readonly kind: 'unsent'; readonly reason: string }
  /** Catena has the operation. */
  | { readonly kind: 'accepted'; readonly operation: WireOperation }
  /** Catena refused the content and made nothing. */
  | { readonly kind: 'refused'; readonly message: string; readonly fieldErrors: readonly FieldError[] }
  /** Catena refused the access token and made nothing. */
  | { readonly kind: 'unauthorized' }
  /** Too many requests. Nothing was made. */
  | { readonly kind: 'rateLimited'; readonly retryAfterMs: number }
  /** Nothing was made. The same request fails again until something else changes. */
  | { readonly kind: 'blocked'; readonly status: 403 | 404 | 501; readonly message: string }
  /** It may have been made. */
  | {
      readonly kind: 'uncertain'
      readonly reason: string
      /** True when Catena accepted the request and only its answer is incomplete. */
      readonly isTaken?: true
    }

/** What was sent. An answer about something else is not the answer to it. */
export interface ExpectedOperation {
  readonly sourceId: string
  /** The workflow that an update changes; `null` for a create. */
  readonly resourceId: string | null
}

/** Classifies how a write ended. */
export function classifyWrite(outcome: WriteOutcome, expected: ExpectedOperation): AnswerClass {
  switch (outcome.kind) {
    case 'unsent':
      return { kind: 'unsent', reason: outcome.reason }
    case 'lost':
      return { kind: 'uncertain', reason: outcome.reason }
    case 'answered':
      return classifyAnswer(outcome.answer, expected)
  }
}

function classifyAnswer(answer: HttpAnswer, expected: ExpectedOperation): AnswerClass {
  const json = jsonOf(answer)
  if (json.kind === 'none') {
    const problem = isHtml(answer) ? messageRef('errors.answer.webPage') : json.reason
    return uncertain(messageRef('errors.answer.withStatus', { status: answer.status, problem }))
  }
  switch (answer.status) {
    case 200:
    case 202:
      return classifyOperation(answer.status, json.value, expected)
    case 400:
    case 405: // the method does not exist: nothing was made [doc]
    case 422:
      return ofCatena(answer.status, json.value, (message) => ({
        kind: 'refused',
        message,
        fieldErrors: fieldErrorsOf(json.value),
      }))
    case 401:
      return ofCatena(401, json.value, () => ({ kind: 'unauthorized' }))
    case 429:
      return ofCatena(429, json.value, () => ({
        kind: 'rateLimited',
        retryAfterMs: retryAfterMs(answer, json.value),
      }))
    case 403:
    case 404:
    case 501: {
      const status = answer.status
      return ofCatena(status, json.value, (message) => ({ kind: 'blocked', status, message }))
    }
    default:
      return uncertain(messageRef('errors.answer.provesNothing', { status: answer.status }))
  }
}

/**
 * The `source_id` of the operation is not compared [open]. Payload and resource id show whether the operation is ours.
 */
function classifyOperation(status: number, value: unknown, expected: ExpectedOperation): AnswerClass {
  const operation = wireOperation.safeParse(value)
  if (!operation.success || !isOperation(value)) {
    return {
      ...uncertain(messageRef('errors.answer.noOperation', { status })),
      ...(isOperation(value) && { isTaken: true }),
    }
  }
  const { resource } = operation.data
  if (resource != null && resource !== 'workflow')
    return uncertain(messageRef('errors.answer.otherResource', { status, resource }))
  if (isAboutOther(operation.data, expected))
    return uncertain(messageRef('errors.answer.otherWorkflow', { status }))
  return { kind: 'accepted', operation: operation.data }
}

/** `status` is optional in the SDK [doc]. Without it, another field has to show that the record is an operation. */
function isOperation(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return ['status', 'operation_type', 'resource', 'payload'].some((name) => Reflect.get(value, name) != null)
}

function isAboutOther(
  { payload, resource_id: changed }: WireOperation,
  expected: ExpectedOperation,
): boolean {
  if (expected.resourceId !== null) return changed != null && changed !== expected.resourceId
  if (typeof payload !== 'object' || payload === null) return false
  const sourceId: unknown = Reflect.get(payload, 'source_id')
  return typeof sourceId === 'string' && isOwnForm(sourceId) && sourceId !== expected.sourceId
}

function ofCatena(status: number, value: unknown, then: (message: string) => AnswerClass): AnswerClass {
  const message = catenaErrorMessage(status, value)
  return message === null ? uncertain(messageRef('errors.answer.foreignShape', { status })) : then(message)
}

/** The items of a 422 that name a field. When an item does not parse, only the message is used. */
function fieldErrorsOf(value: unknown): FieldError[] {
  if (typeof value !== 'object' || value === null || !('detail' in value)) return []
  if (!Array.isArray(value.detail)) return []
  return value.detail.flatMap((item: unknown): FieldError[] => {
    const parsed = wireValidationItem.safeParse(item)
    return parsed.success ? [{ path: planPathOf(parsed.data.path), message: parsed.data.message }] : []
  })
}

function uncertain(reason: StoredText): Extract<AnswerClass, { kind: 'uncertain' }> {
  return { kind: 'uncertain', reason }
}
