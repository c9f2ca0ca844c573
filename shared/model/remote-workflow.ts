import { z } from 'zod'
import { plan } from './plan/workflow.ts'

/**
 * Which part of Catena's workflow list is read. `near`: the days around now, for what changes while the desk is open.
 * `wide`: the last and the next week. `whole`: as much as Catena lists at once, 44 days.
 */
export const REMOTE_WINDOWS = ['near', 'wide', 'whole'] as const
export type RemoteWindow = (typeof REMOTE_WINDOWS)[number]

const PREFIX = 'catena-'

/** The id here of a workflow that was made elsewhere. It is the same in every window, so that it stands here once. */
export function remoteWorkflowId(resourceId: string): string {
  return `${PREFIX}${resourceId}`
}

/** True for the id of a workflow that was made elsewhere, edited here or not. */
export function isRemoteWorkflowId(workflowId: string): boolean {
  return workflowId.startsWith(PREFIX)
}

/** A workflow as Catena lists it. Times are ISO 8601 UTC as Catena said them; `null` = it did not say. */
export const remoteWorkflow = z.object({
  resourceId: z.string(),
  connectionId: z.string(),
  sourceId: z.string().nullable(),
  updatedAt: z.string().nullable(),
  /** Set once the workflow was deleted at the TSP. */
  deletedAt: z.string().nullable(),
  plan,
  /** The workflow of this desk that it is, as far as the host knows. */
  workflowId: z.string().nullable(),
  /**
   * The newest pending change of this desk, when nothing of the workflow is to be sent and `plan` holds what this desk
   * wrote; `null` = not ours, or not settled.
   */
  settledSeq: z.number().int().nullable(),
  /** True while a create of this desk has not come to its end that may have made it: it is no other workflow yet. */
  isPerhapsOurs: z.boolean(),
})
export type RemoteWorkflow = z.infer<typeof remoteWorkflow>

/** One page of the list. */
export const remotePage = z.object({
  workflows: z.array(remoteWorkflow),
  /** Opaque; `null` = the list is at its end. */
  next: z.string().nullable(),
  /** Items that this version cannot read, or that have more stops than a plan can hold. */
  unreadable: z.number().int().nonnegative(),
})
export type RemotePage = z.infer<typeof remotePage>
