import { departsAtMsOf } from '../../../../renderer/db/plan-step.ts'
import type { WorkflowRecord } from '../../../../renderer/db/schema.ts'
import { emptyPlan, type Plan } from '../../../../shared/model/workflow.ts'

export const CONNECTION = '00000000-0000-4000-8000-000000000001'

/** A stored workflow with `plan` and `change` on top of a complete one. */
export function recordOf(
  id: string,
  plan: Partial<Plan> = {},
  change: Partial<WorkflowRecord> = {},
): WorkflowRecord {
  const whole: Plan = {
    ...emptyPlan(),
    reference: id,
    connectionId: CONNECTION,
    driverSourceId: `drv-${id}`,
    vehicleSourceId: `veh-${id}`,
    startsAt: '2026-11-24T11:55:00Z',
    endsAt: '2026-11-24T18:05:00Z',
    ...plan,
  }
  return {
    id,
    rev: 1,
    plan: whole,
    departsAtMs: departsAtMsOf(whole),
    createdAtMs: 0,
    updatedAtMs: 0,
    planVersion: 1,
    seq: 0,
    hasUnqueuedEdit: true,
    sync: null,
    shownState: 'draft',
    origin: null,
    isRemoved: false,
    ...change,
  }
}
