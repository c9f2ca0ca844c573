import { z } from 'zod'
import { type Plan, plan } from './workflow.ts'

/** Which ids of driver and vehicle a payload carries: Catena's pages contradict each other [open]. */
export const IDS_IN_PAYLOAD = ['external', 'catena'] as const
export type IdsInPayload = (typeof IDS_IN_PAYLOAD)[number]

/** The fields of a plan that name a driver or a vehicle by its external id. */
export const ASSIGNEE_FIELDS = [
  'driverSourceId',
  'vehicleSourceId',
] as const satisfies readonly (keyof Plan)[]
export type AssigneeField = (typeof ASSIGNEE_FIELDS)[number]

const knownId = z.object({ sourceId: z.string(), id: z.string() })

/**
 * Catena's ids of the driver and the vehicle of a plan, as the cached lists had them when it was submitted. Each is
 * kept with the external id and the connection that it belongs to, so that it is never sent for another driver.
 */
export const assigneeIds = z.object({
  connectionId: z.string(),
  driverSourceId: knownId.optional(),
  vehicleSourceId: knownId.optional(),
})
export type AssigneeIds = z.infer<typeof assigneeIds>

/**
 * A plan as the host has it. The page adds Catena's ids when it submits the plan and does not store them in its own
 * plan.
 */
export const submittedPlan = plan.extend({ assigneeIds: assigneeIds.optional() })
export type SubmittedPlan = z.infer<typeof submittedPlan>

/**
 * Catena's id of the driver or vehicle that a plan names.
 * @returns `null` when the plan names nobody, `undefined` when the id is not known.
 */
export function catenaIdOf(value: SubmittedPlan, field: AssigneeField): string | null | undefined {
  const sourceId = value[field]
  if (sourceId === null) return null
  const known =
    value.assigneeIds?.connectionId === value.connectionId ? value.assigneeIds?.[field] : undefined
  return known?.sourceId === sourceId ? known.id : undefined
}
