import { Temporal } from 'temporal-polyfill'
import {
  DISTANCE_UNITS,
  STOP_ACTIVITIES,
  STOP_TYPES,
  WORKFLOW_STATUSES,
} from '../../../shared/model/plan/workflow.ts'
import { wireWorkflowWrite } from '../../catena/wire.ts'
import { parseWireJson } from '../../catena/wire-json.ts'
import type { ValidationDetail } from './answers.ts'

/** A body that Catena accepts, or its validation errors. */
export type ValidatedWrite =
  | { readonly kind: 'ok'; readonly body: Readonly<Record<string, unknown>> & { connection_id: string } }
  | { readonly kind: 'notJson' }
  | { readonly kind: 'invalid'; readonly detail: readonly ValidationDetail[] }

/**
 * Parses a create or update strictly by the contract. The desk's schemas keep unknown enum values; Catena refuses them.
 */
export function validateWrite(bodyText: string): ValidatedWrite {
  let value: unknown
  try {
    value = parseWireJson(bodyText)
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'notJson' }
    throw error
  }
  const parsed = wireWorkflowWrite.safeParse(value)
  if (!parsed.success) {
    const detail = parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownField([...issue.path, key], value))
        : {
            path: pathText(issue.path),
            input: at(value, issue.path),
            message: issue.message,
            error_type: issue.code,
          },
    )
    return { kind: 'invalid', detail }
  }
  const detail = contradictions(parsed.data)
  return detail.length === 0 ? { kind: 'ok', body: parsed.data } : { kind: 'invalid', detail }
}

function unknownField(path: readonly PropertyKey[], body: unknown): ValidationDetail {
  return {
    path: pathText(path),
    input: at(body, path),
    message: 'unknown field',
    error_type: 'extra_forbidden',
  }
}

const TIMES = ['scheduled_arrival', 'scheduled_departure', 'actual_arrival', 'actual_departure'] as const

function contradictions(body: ReturnType<typeof wireWorkflowWrite.parse>): ValidationDetail[] {
  const found: ValidationDetail[] = []
  function refuse(path: string, input: unknown, message: string, errorType = 'value_error'): void {
    found.push({ path, input, message, error_type: errorType })
  }
  function oneOf(path: string, value: unknown, known: readonly string[]): void {
    if (typeof value === 'string' && !known.includes(value)) {
      refuse(path, value, `Input should be one of ${known.join(', ')}`, 'enum')
    }
  }
  function time(path: string, value: string | null | undefined): void {
    if (value != null && readInstant(value) === null) {
      refuse(path, value, 'Input should be a valid datetime', 'datetime_parsing')
    }
  }
  oneOf('workflow_status', body.workflow_status, WORKFLOW_STATUSES)
  oneOf('total_distance_unit', body.total_distance_unit, DISTANCE_UNITS)
  time('started_at', body.started_at)
  time('ended_at', body.ended_at)
  for (const [index, stop] of (body.stops ?? []).entries()) {
    const path = `stops.${index}`
    oneOf(`${path}.stop_type`, stop.stop_type, STOP_TYPES)
    for (const [place, activity] of (stop.activities ?? []).entries()) {
      oneOf(`${path}.activities.${place}`, activity, STOP_ACTIVITIES)
    }
    for (const name of TIMES) time(`${path}.${name}`, stop[name])
    const [longitude = 0, latitude = 0] = stop.location?.coordinates ?? []
    if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
      refuse(`${path}.location`, stop.location, 'coordinates are longitude, latitude in degrees')
    }
  }
  return found
}

function readInstant(value: string | null | undefined): number | null {
  if (value == null) return null
  try {
    return Temporal.Instant.from(value).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function pathText(path: readonly PropertyKey[]): string {
  return path.map(String).join('.')
}

/** The value at a path of the body, which an error repeats. */
export function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value
  for (const step of path) {
    if (current === null || typeof current !== 'object') return null
    current = Reflect.get(current, step)
  }
  return current ?? null
}
