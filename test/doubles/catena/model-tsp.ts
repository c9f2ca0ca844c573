import type { Character } from '../../simulation/character/character.ts'

/** How the TSP behind the model stores fields. */

/** Fields that a TSP drops, by the character. */
const DROPPED: ReadonlySet<string> = new Set(['territory_name', 'total_distance', 'total_distance_unit'])
const TIMES: ReadonlySet<string> = new Set([
  'started_at',
  'ended_at',
  'scheduled_arrival',
  'scheduled_departure',
])
const MINUTE_MS = 60_000
const SEQUENCE_STEP = 10

/** The fields of a workflow as the TSP stores them. Idempotent. */
export function keptByTsp(
  character: Character,
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([field]) => character.fields === 'kept' || !DROPPED.has(field))
  return Object.fromEntries(
    kept.map(([field, value]) => [
      field,
      field === 'stops' && Array.isArray(value)
        ? value.map((stop: unknown, index) => keptStop(character, stop, index))
        : keptValue(character, field, value),
    ]),
  )
}

function keptStop(character: Character, stop: unknown, index: number): unknown {
  if (typeof stop !== 'object' || stop === null) return stop
  const fields = Object.entries(stop).map(([field, value]: [string, unknown]) => [
    field,
    keptValue(character, field, value),
  ])
  const kept: Record<string, unknown> = Object.fromEntries(fields)
  return character.stops === 'kept' ? kept : { ...kept, sequence_number: (index + 1) * SEQUENCE_STEP }
}

function keptValue(character: Character, field: string, value: unknown): unknown {
  if (character.times === 'kept' || !TIMES.has(field) || typeof value !== 'string') return value
  return new Date(Math.floor(Date.parse(value) / MINUTE_MS) * MINUTE_MS).toISOString()
}
