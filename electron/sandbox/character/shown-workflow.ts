import type { WireStop, WireWorkflow } from '../../catena/wire.ts'
import { isoOf, type StoredWorkflow } from '../world/stored.ts'
import { readLagMs, type SandboxCharacter } from './character.ts'

/**
 * A workflow as the character shows it: an older version while the read model lags, and without what the TSP does not
 * keep. @returns `null` while the read model does not have it yet
 */
export function shownWorkflow(
  stored: StoredWorkflow,
  traits: SandboxCharacter,
  nowMs: number,
): WireWorkflow | null {
  const version = ingestedVersion(stored, traits, nowMs)
  if (version === null) return null
  const kept = withKeptFields(withRoundedTimes(version, traits), traits)
  return {
    ...kept,
    ...(kept.stops != null && { stops: numbered(kept.stops, traits) }),
    source_id: sourceIdOfWorkflow(stored, traits),
    occurred_at: occurredAt(version, traits),
  }
}

/** The source id of a workflow: the sent one or the TSP's own. */
export function sourceIdOfWorkflow(
  stored: StoredWorkflow,
  { sourceId }: SandboxCharacter,
): string | null | undefined {
  const { record, order } = stored
  if (sourceId !== 'nullThenTsp') return record.source_id
  return stored.tspSourceId ?? `${String(record.source_name)}-w${100_000 + order}`
}

/** The version that the read model has ingested by now. */
function ingestedVersion(
  { record, older }: StoredWorkflow,
  traits: SandboxCharacter,
  nowMs: number,
): WireWorkflow | null {
  const lagMs = readLagMs(traits)
  const old = older?.find((each) => each.replacedAtMs + lagMs > nowMs)
  return lagMs === 0 || old === undefined ? record : old.record
}

function occurredAt(record: WireWorkflow, traits: SandboxCharacter): string | null {
  switch (traits.occurredAt) {
    case 'created':
      return record.created_at ?? null
    case 'started':
      return record.started_at ?? null
    case 'null':
      return null
  }
}

/** Fields that a TSP that drops fields returns as `null`. */
const DROPPED = { territory_name: null, total_distance: null, total_distance_unit: null } as const

function withKeptFields(record: WireWorkflow, { fields }: SandboxCharacter): WireWorkflow {
  if (fields === 'kept') return record
  if (fields === 'dropped') return { ...record, ...DROPPED }
  const { territory_name: _territory, total_distance_unit: _unit, ...rest } = record
  return rest
}

const MINUTE_MS = 60_000

function toMinute<T extends string | null | undefined>(time: T): T | string {
  if (time == null) return time
  const ms = Date.parse(time)
  return Number.isNaN(ms) ? time : isoOf(Math.round(ms / MINUTE_MS) * MINUTE_MS)
}

const STOP_TIMES = ['scheduled_arrival', 'scheduled_departure', 'actual_arrival', 'actual_departure'] as const

function withRoundedTimes(record: WireWorkflow, { times }: SandboxCharacter): WireWorkflow {
  if (times === 'exact') return record
  return {
    ...record,
    started_at: toMinute(record.started_at),
    ended_at: toMinute(record.ended_at),
    ...(record.stops != null && { stops: record.stops.map(withRoundedStop) }),
  }
}

function withRoundedStop(stop: WireStop): WireStop {
  const rounded: WireStop = { ...stop }
  for (const name of STOP_TIMES) if (name in stop) rounded[name] = toMinute(stop[name])
  return rounded
}

function numbered(stops: readonly WireStop[], { stopNumbers }: SandboxCharacter): WireStop[] {
  switch (stopNumbers) {
    case 'asSent':
      return [...stops]
    case 'fromOne':
      return stops.map((stop, index) => ({ ...stop, sequence_number: index + 1 }))
    case 'fromZero':
      return stops.map((stop, index) => ({ ...stop, sequence_number: index }))
    case 'byTen':
      return stops.map((stop, index) => ({ ...stop, sequence_number: (index + 1) * 10 }))
  }
}
