import { useMemo } from 'react'
import { departureOf, type Plan } from '../../../../shared/model/plan/workflow.ts'
import type { Warning } from '../../../../shared/model/warnings/warning.ts'
import type { WarningSubject } from '../../../../shared/model/warnings/warning-subject.ts'
import { warningsOf } from '../../../../shared/model/warnings/warnings.ts'
import { readInstantMs } from '../../../../shared/util/depot-time.ts'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useNeighbours, useWarningContext } from '../../../desk/use-warning-context.ts'

/** Warnings of a plan as it stands in the form, double bookings with its neighbours included. Never blocks. */
export function useWarnings(plan: Plan, record: WorkflowRecord | null): readonly Warning[] {
  const departure = departureOf(plan)
  const departureMs = departure === null ? null : readInstantMs(departure)
  const neighbours = useNeighbours(departureMs, departureMs)
  const context = useWarningContext()
  return useMemo(() => {
    const subject: WarningSubject = {
      id: record?.id ?? '',
      plan,
      shownState: record?.shownState ?? 'draft',
      sync: record?.sync ?? null,
    }
    return warningsOf(subject, context, neighbours)
  }, [plan, record, context, neighbours])
}
