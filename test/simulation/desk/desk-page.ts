import type { SyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import {
  isBeyondStatus,
  knownOf,
  type SubmittedChange,
  type WorkflowSync,
} from '../../../shared/model/status/sync-status.ts'
import type { Life, VirtualClock } from '../../doubles/virtual-clock.ts'
import type { Ledger } from '../runs/ledger.ts'
import type { DeskRow } from './desk-row.ts'

/** The page, open while the program runs: it submits what the host has not, and keeps what the host says. */
export interface DeskPage {
  /** A program has started: the page connects, compares, and submits what the host does not have. */
  connect(life: Life, engine: SyncEngine): void
  /** Submits every pending change that the host has not confirmed. */
  submitter(): void
  /** The page dies: answers on their way to it are lost; it opens again and compares anew. */
  reopen(): void
  /** The browser's database is gone, and with it which install it belonged to. */
  forgetInstall(): void
  /** The program that it is connected to; `null` when that has ended. */
  engine(): SyncEngine | null
}

/** What the page stands on, and who hears of it. */
export interface DeskPageParts {
  readonly clock: VirtualClock
  readonly ledger: Ledger
  /** The store, which the page shares with the dispatcher. */
  readonly rows: Map<string, DeskRow>
  readonly isForStranger: (workflowId: string) => boolean
  /** The host answered `sync.submit`: from now on this pending change may not be lost. */
  readonly onAcknowledged: (workflowId: string, seq: number) => void
  /** A status reached the page. */
  readonly onStatus: (status: WorkflowSync) => void
  /** A conflict reached the page: what nobody has to decide is merged by itself. */
  readonly onConflict: (workflowId: string, engine: SyncEngine) => void
}

interface Session {
  readonly life: Life
  readonly engine: SyncEngine
  /** Ends with the page, while the program may go on. */
  readonly page: Life
}

/** A failed submission is tried again after this long. */
const SUBMIT_AGAIN_MS = 5_000

/** Creates a page that waits for a program. */
export function createDeskPage(parts: DeskPageParts): DeskPage {
  const { clock, ledger, rows } = parts
  let session: Session | null = null
  let deskInstall: string | null = null

  function submitter(): void {
    const mine = session
    if (mine === null) return
    clock.deliver(mine.page, 2, () => void submitOpen(mine))
  }

  function isCurrent(mine: Session): boolean {
    return mine.life.isAlive && mine.page.isAlive
  }

  async function submitOpen(mine: Session): Promise<void> {
    const open = [...rows.values()].filter((row) => row.acknowledgedSeq < row.seq)
    if (open.length === 0 || !isCurrent(mine)) return
    const entries = open.map(toEntry)
    for (const row of open) row.submittedSeq = row.seq
    try {
      const { acknowledged } = await mine.engine.submit({ entries })
      if (!isCurrent(mine)) return
      for (const { workflowId, seq } of acknowledged) {
        const row = rows.get(workflowId)
        if (row !== undefined) {
          row.acknowledgedSeq = Math.max(row.acknowledgedSeq, seq)
          row.remembered = null
        }
        parts.onAcknowledged(workflowId, seq)
      }
    } catch (error) {
      ledger.note(`hand-over failed: ${String(error)}`)
      clock.deliver(mine.page, SUBMIT_AGAIN_MS, () => void submitOpen(mine))
    }
  }

  function toEntry(row: DeskRow): SubmittedChange {
    return {
      workflowId: row.workflowId,
      seq: row.seq,
      intent: row.intent,
      plan: row.plan,
      sourceId: row.sourceId,
      account: row.account,
      overBase: row.overBase,
      wasSubmitted: row.submittedSeq > 0,
      possibleConnectionIds: row.connectionIds.filter((each) => each !== row.plan.connectionId),
      submittedSeq: row.submittedSeq,
      known: row.remembered ?? (row.known === null ? null : knownOf(row.known)),
    }
  }

  function mirror(mine: Session, status: WorkflowSync): void {
    if (!isCurrent(mine)) return
    const row = rows.get(status.workflowId)
    // As the page does: what is said of an older pending change than the last one heard of is not news.
    if (row !== undefined && (row.known === null || row.known.seq <= status.seq)) row.known = status
    parts.onStatus(status)
    if (status.state !== 'conflict') return
    clock.deliver(mine.page, 3, () => {
      if (isCurrent(mine)) parts.onConflict(status.workflowId, mine.engine)
    })
  }

  async function openPage(mine: Session): Promise<void> {
    const begun = await mine.engine.begin({ installId: deskInstall })
    if (!isCurrent(mine)) return
    deskInstall = begun.installId
    mine.engine.onStatuses((statuses) => {
      for (const status of statuses) mirror(mine, status)
    })
    const seen = new Map<string, number>()
    for (let after: string | null = null; ; ) {
      const answer = mine.engine.statuses({ after })
      for (const status of answer.statuses) {
        const known = rows.get(status.workflowId)?.known ?? null
        if (known !== null && isBeyondStatus(known, status)) continue
        seen.set(status.workflowId, status.seq)
        mirror(mine, status)
      }
      if (answer.next === null) break
      after = answer.next
    }
    restoreFromHost(mine)
    for (const row of rows.values()) {
      // The journal does not know it, or knows an older pending change: hand it over again.
      if ((seen.get(row.workflowId) ?? 0) >= row.seq) continue
      row.acknowledgedSeq = 0
      row.remembered ??= row.known === null ? null : knownOf(row.known)
    }
    await submitOpen(mine)
  }

  /** What the host has and the store has not: the database was lost. */
  function restoreFromHost(mine: Session): void {
    for (let after: string | null = null; ; ) {
      const answer = mine.engine.desiredPlans({ after })
      for (const each of answer.desiredPlans) {
        if (rows.has(each.workflowId)) continue
        rows.set(each.workflowId, {
          ...each,
          overBase: null,
          acknowledgedSeq: each.seq,
          submittedSeq: each.seq,
          known: null,
          remembered: null,
          connectionIds: each.plan.connectionId === null ? [] : [each.plan.connectionId],
          isForStranger: parts.isForStranger(each.workflowId),
        })
        ledger.note(`desk restored ${each.workflowId} seq ${each.seq}`)
      }
      if (answer.next === null) return
      after = answer.next
    }
  }

  function connect(life: Life, engine: SyncEngine): void {
    const mine: Session = { life, engine, page: { isAlive: true } }
    session = mine
    clock.deliver(life, 5, () => void startPage(mine))
  }

  async function startPage(mine: Session): Promise<void> {
    try {
      await openPage(mine)
    } catch (error) {
      ledger.note(`page failed: ${String(error)}`)
      if (isCurrent(mine)) clock.deliver(mine.page, SUBMIT_AGAIN_MS, () => void startPage(mine))
    }
  }

  function reopen(): void {
    const mine = session
    if (mine === null || !mine.life.isAlive) return
    mine.page.isAlive = false
    connect(mine.life, mine.engine)
  }

  return {
    connect,
    submitter,
    reopen,
    forgetInstall() {
      deskInstall = null
    },
    engine: () => (session?.life.isAlive ? session.engine : null),
  }
}
