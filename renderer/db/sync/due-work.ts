import type { WorkflowSync } from '../../../shared/model/status/sync-status.ts'

/** One kind of work that is due or not. */
export interface Due {
  request(): void
  isDue(): boolean
  /** Does the work when it is due. Work that rejects stays due. */
  run(work: () => Promise<void>): Promise<void>
}

/** What the next turn of a sync client has to do. */
export interface DueWork {
  /** To begin a session; due from the start, and each time the host channel opens or closes. */
  readonly session: Due
  /** To merge what was changed elsewhere: after a session, and after a status said that a workflow is in conflict. */
  readonly conflicts: Due
  /** To submit pending changes: after a session, and after each write of an unacknowledged one. */
  readonly submission: Due
  isAny(): boolean
  addStatuses(statuses: readonly WorkflowSync[]): void
  /** The statuses since the last call, in the order in which they came. */
  takeStatuses(): readonly WorkflowSync[]
  /** Statuses named workflows that this database does not explain: a session is due, unless it was due for them before. */
  askAbout(workflowIds: readonly string[]): void
  /** The host channel opened or closed: the statuses of before are outdated, and the next session says everything anew. */
  channelChanged(): void
}

/** Begins with a session that is due. */
export function createDueWork(): DueWork {
  const [session, conflicts, submission] = [createDue(true), createDue(false), createDue(false)]
  let statuses: WorkflowSync[] = []
  /** Asked about since the host channel opened: once each, since a session may not explain them either. */
  const asked = new Set<string>()
  return {
    session,
    conflicts,
    submission,
    isAny: () => statuses.length > 0 || [session, conflicts, submission].some((each) => each.isDue()),
    addStatuses(news) {
      statuses.push(...news)
      if (news.some((each) => each.state === 'conflict')) conflicts.request()
    },
    takeStatuses() {
      const taken = statuses
      statuses = []
      return taken
    },
    askAbout(workflowIds) {
      if (workflowIds.some((id) => !asked.has(id))) session.request()
      for (const id of workflowIds) asked.add(id)
    },
    channelChanged() {
      statuses = []
      asked.clear()
      session.request()
    },
  }
}

function createDue(isDueFirst: boolean): Due {
  let isDue = isDueFirst
  return {
    request() {
      isDue = true
    },
    isDue: () => isDue,
    async run(work) {
      if (!isDue) return
      isDue = false
      try {
        await work()
      } catch (error) {
        isDue = true
        throw error
      }
    },
  }
}
