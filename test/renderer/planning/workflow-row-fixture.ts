import { departsAtMsOf } from '../../../renderer/db/commands/apply-edit.ts'
import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import type { AssigneeChoice } from '../../../renderer/planning/assignee-choice.ts'
import { createRowTexts } from '../../../renderer/planning/row-texts.ts'
import { BoardRow } from '../../../renderer/planning/workflow-row.ts'
import { emptyPlan, type Plan } from '../../../shared/model/plan/workflow.ts'
import { doubleBookings } from '../../../shared/model/warnings/double-booking.ts'
import { createWarningContext } from '../../../shared/model/warnings/warnings.ts'
import { createDepotTime } from '../../../shared/util/depot-time.ts'
import { english } from '../../doubles/english.ts'

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

/** A driver that many workflows can get, with `change` on top. */
export function choiceOf(change: Partial<AssigneeChoice> = {}): AssigneeChoice {
  return {
    key: 'drv-1',
    connectionId: CONNECTION,
    sourceId: 'drv-1',
    name: 'Ana Moreno',
    detail: '',
    isActive: true,
    ...change,
  }
}

const time = createDepotTime('America/Chicago')
const warningContext = createWarningContext({
  nowMs: Date.parse('2026-11-24T11:00:00Z'),
  time,
  distanceUnit: 'km',
  connections: [],
  vehicles: [],
  drivers: [
    {
      id: 'd1',
      connectionId: CONNECTION,
      sourceId: 'drv-a',
      name: 'R. Núñez',
      employeeNumber: null,
      phoneNumber: null,
      isActive: true,
    },
  ],
  unsupported: new Set(),
})

/** The rows of a board of `day` (`null`: of several) with these records, on the morning of 24 November 2026 in Chicago. */
export function rowsOf(
  records: readonly WorkflowRecord[],
  day: string | null = '2026-11-24',
  unsavedIds: ReadonlySet<string> = new Set(),
): readonly BoardRow[] {
  const bookings = doubleBookings(records)
  const context = { time, today: '2026-11-24', day, warningContext, texts: createRowTexts(english) }
  return records.map(
    (record) => new BoardRow(record, bookings.get(record.id), context, unsavedIds.has(record.id)),
  )
}

/** Which rows they are, in their order. */
export function idsOf(rows: readonly BoardRow[]): readonly string[] {
  return rows.map((row) => row.id)
}
