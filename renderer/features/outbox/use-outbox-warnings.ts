import { useMemo } from 'react'
import type { Warning } from '../../../shared/model/warnings/warning.ts'
import { warningsOfAll } from '../../../shared/model/warnings/warnings.ts'
import type { OutboxLine } from '../../db/queries/queries.ts'
import { NO_DEPARTURE } from '../../db/schema/records.ts'
import { useNeighbours, useWarningContext } from '../../desk/use-warning-context.ts'

/** What the dispatcher should look at before these changes reach the TSP, by workflow: as on board and in the editor. */
export function useOutboxWarnings(lines: readonly OutboxLine[]): ReadonlyMap<string, readonly Warning[]> {
  const context = useWarningContext()
  const departures = lines.map(({ workflow }) => workflow.departsAtMs).filter((ms) => ms !== NO_DEPARTURE)
  const firstMs = departures.length === 0 ? null : Math.min(...departures)
  const lastMs = departures.length === 0 ? null : Math.max(...departures)
  const neighbours = useNeighbours(firstMs, lastMs)
  return useMemo(() => {
    const own = new Map(lines.map(({ workflow }) => [workflow.id, workflow]))
    const others = neighbours.filter((each) => !own.has(each.id))
    return warningsOfAll([...own.values(), ...others], context)
  }, [lines, neighbours, context])
}
