import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'

/** What the host has said since the last turn, and whether a session is due. */
export interface HostNews {
  add(statuses: readonly WorkflowSync[]): void
  /** The statuses since the last call, in the order in which they came. */
  take(): readonly WorkflowSync[]
  /** True once after a status said that a workflow is in conflict, and after a session has begun. */
  takeConflict(): boolean
  isSessionDue(): boolean
  /** True when there are statuses or a session is due. */
  isAny(): boolean
  /** A session begins: until it is asked for again none is due. */
  sessionBegun(): void
  /** The session that was begun failed. */
  sessionFailed(): void
  /** Statuses named workflows that this database does not explain: a session is due, unless it was due for them before. */
  askAbout(workflowIds: readonly string[]): void
  /** The host channel opened or closed. The statuses of before are outdated, and the next session says everything anew. */
  channelChanged(): void
}

/** Begins with a session that is due. */
export function createHostNews(): HostNews {
  let statuses: WorkflowSync[] = []
  let isDue = true
  let hasConflict = false
  /** Asked about since the host channel opened: once each, since a session may not explain them either. */
  const asked = new Set<string>()
  return {
    add(news) {
      statuses.push(...news)
      if (news.some((each) => each.state === 'conflict')) hasConflict = true
    },
    take() {
      const taken = statuses
      statuses = []
      return taken
    },
    takeConflict() {
      const taken = hasConflict
      hasConflict = false
      return taken
    },
    isSessionDue: () => isDue,
    isAny: () => isDue || statuses.length > 0,
    sessionBegun() {
      isDue = false
      hasConflict = true
    },
    sessionFailed() {
      isDue = true
    },
    askAbout(workflowIds) {
      if (workflowIds.some((id) => !asked.has(id))) isDue = true
      for (const id of workflowIds) asked.add(id)
    },
    channelChanged() {
      statuses = []
      asked.clear()
      isDue = true
    },
  }
}
