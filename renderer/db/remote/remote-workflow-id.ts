/** The id here of a workflow that was made elsewhere. It is the same in every window, so that it stands here once. */
export function remoteWorkflowId(resourceId: string): string {
  return `catena-${resourceId}`
}
