import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { readInstantMs } from '../../../../shared/util/depot-time.ts'
import { shiftInDepotTime } from '../../../../shared/util/resolve-wall-time.ts'
import { type FieldKey, partsOf } from './field-key.ts'

const DAY_MS = 86_400_000

/**
 * What an end that is before its start, or a departure before its arrival, probably means: the same time of the next day,
 * as in a night shift. `null` when that is no less than a day after it either, or where the clocks change just then.
 */
export function nextDayOf(plan: Plan, key: FieldKey, zone: string): string | null {
  const { from, to } = spanEndingAt(plan, key)
  const fromMs = from === null ? null : readInstantMs(from)
  const toMs = to === null ? null : readInstantMs(to)
  if (to === null || fromMs === null || toMs === null || toMs >= fromMs) return null
  const later = shiftInDepotTime(to, { days: 1 }, zone)
  const laterMs = later.kind === 'ok' ? readInstantMs(later.instant) : null
  if (later.kind !== 'ok' || laterMs === null) return null
  return laterMs > fromMs && laterMs < fromMs + DAY_MS ? later.instant : null
}

function spanEndingAt(
  plan: Plan,
  key: FieldKey,
): { readonly from: string | null; readonly to: string | null } {
  const { stopId, name } = partsOf(key)
  if (name === 'endsAt') return { from: plan.startsAt, to: plan.endsAt }
  const stop = plan.stops.find((each) => each.sourceStopId === stopId)
  if (stop === undefined || name !== 'scheduledDeparture') return { from: null, to: null }
  return { from: stop.scheduledArrival, to: stop.scheduledDeparture }
}
