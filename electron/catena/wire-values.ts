import { Temporal } from 'temporal-polyfill'
import type { z } from 'zod'
import type { jsonValue } from '../../shared/model/plan/workflow.ts'

/**
 * Converts single wire values to what the desk's schemas accept. None of these functions throws: a value that does not
 * fit becomes `null`.
 */
type Json = z.infer<typeof jsonValue>

/** The value when it fits the schema, else `null`. */
export function takenBy<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : null
}

/**
 * A time as `…Z`. An offset is converted; a time without one is UTC, as Catena's reference says. A time that is already
 * in this form stays unchanged.
 */
export function instantText(schema: z.ZodType<string>, value: string | null | undefined): string | null {
  if (value == null || value === '') return null
  if (schema.safeParse(value).success) return value
  const text = value.trim()
  const hasOffset = /(?:z|[+-]\d{2}:?\d{2}|[+-]\d{2})$/i.test(text) && /\d[t ]\d/i.test(text)
  try {
    return takenBy(schema, Temporal.Instant.from(hasOffset ? text : `${text}Z`).toString())
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** A number, also from an integer beyond 2^53 or from digits in a text. */
export function finiteNumber(value: unknown): number | null {
  if (value === '' || !['number', 'bigint', 'string'].includes(typeof value)) return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

/** The key that marks an integer beyond 2^53 in plain JSON. */
const BIG = '$integer'

/** A wire value as plain JSON; {@link fromPlainJson} is the inverse. */
export function toPlainJson(value: unknown): Json {
  if (typeof value === 'bigint') return { [BIG]: value.toString() }
  if (Array.isArray(value)) return value.map(toPlainJson)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, each]) => each !== undefined && name !== '__proto__')
        .map(([name, each]) => [name, toPlainJson(each)]),
    )
  }
  if (typeof value === 'string' || typeof value === 'boolean') return value
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The wire value of a plain JSON value from {@link toPlainJson}. */
export function fromPlainJson(value: Json): unknown {
  if (Array.isArray(value)) return value.map(fromPlainJson)
  if (value === null || typeof value !== 'object') return value
  const digits = value[BIG]
  if (typeof digits === 'string' && /^-?\d{1,1000}$/.test(digits) && Object.keys(value).length === 1) {
    return BigInt(digits)
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fromPlainJson(each)]))
}
