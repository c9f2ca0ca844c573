import { type Account, knownOf, type SubmitEntry, type WorkflowSync } from '../../shared/model/sync-status.ts'
import { emptyPlan, emptyStop, type Plan } from '../../shared/model/workflow.ts'
import type { SyncEngine } from '../../shared/sync/engine-types.ts'
import { BAD_REQUEST_TEXT, OWNER, REFUSED_TEXT } from '../doubles/model-catena.ts'
import type { SeededRandom } from '../doubles/seeded-random.ts'
import { type Life, START_EPOCH_MS, type VirtualClock } from '../doubles/virtual-clock.ts'
import type { Ledger } from './ledger.ts'

/** One workflow in the desk's own store (S1): what the dispatcher wants, and what the host last said of it. */
export interface DeskRow {
  readonly workflowId: string
  seq: number
  intent: 'send' | 'cancel'
  plan: Plan
  sourceId: string
  account: Account | null
  overBase: string | null
  /** The newest wish that the host has confirmed; 0 = none. */
  handedSeq: number
  /** The newest wish that was ever on its way to the host: it may be in the journal without our knowing. */
  offeredSeq: number
  known: WorkflowSync | null
  /** Every connection that a wish of it ever named. */
  connectionIds: readonly string[]
  /** Some wish of it was saved under another account: it waits until that account is back. */
  isForStranger: boolean
}

/** The dispatcher and the page. The store outlives the program; one page is open while the program runs. */
export interface Desk {
  readonly rows: ReadonlyMap<string, DeskRow>
  /** When something was last planned, virtual milliseconds. */
  lastSaveMs(): number
  /** A program has started: the page connects, compares, and hands over what the host does not have. */
  connect(life: Life, engine: SyncEngine): void
  create(): string
  edit(workflowId: string): void
  cancel(workflowId: string): void
  /** The page dies: answers on their way to it are lost; it opens again and compares anew. */
  crashPage(): void
  /** The browser's database is gone; what the host has comes back from it. */
  wipe(): void
  /** Chooses in every conflict there is: theirs or ours. */
  decideConflicts(): void
  /** Takes up what Catena refused or the TSP failed: corrects it or gives it up. */
  takeUpRefused(): void
}

export interface DeskParts {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly ledger: Ledger
  readonly connectionIds: readonly string[]
  readonly account: () => Account | null
  readonly installId: () => string
  /** The host answered `sync.submit`: from now on this wish may not be lost. */
  readonly onAcknowledged: (workflowId: string, seq: number) => void
  /** A status reached the page. */
  readonly onStatus: (status: WorkflowSync) => void
}

interface Session {
  readonly life: Life
  readonly engine: SyncEngine
  /** Ends with the page, while the program may go on. */
  readonly page: Life
}

/** A failed hand-over is tried again after this long. */
const HAND_OVER_AGAIN_MS = 5_000

/** Creates an empty desk. */
export function createDesk(parts: DeskParts): Desk {
  const { clock, random, ledger } = parts
  const rows = new Map<string, DeskRow>()
  let session: Session | null = null
  let workflows = 0
  let mints = 0
  let lastSaveMs = 0
  /** Workflows of which anything was ever planned as somebody else: it waits for them, also on a wiped desk. */
  const strangers = new Set<string>()
  let deskInstall: string | null = null
  /** Who was signed in last: a wish belongs to them, although nobody is signed in just now. */
  let lastAccount: Account | null = parts.account()

  // Drawn apart: the runs in which nothing is moved stay as they were.
  const moves = random.fork('moves')
  const moveRate = moves.chance(0.25) ? 0.3 : 0

  function mintSourceId(): string {
    mints += 1
    return `dp_sim_${mints.toString().padStart(6, '0')}`
  }

  function save(row: DeskRow): void {
    lastAccount = parts.account() ?? lastAccount
    row.account = lastAccount
    lastSaveMs = clock.nowMs()
    if (row.account !== null && row.account.subject !== OWNER.subject) strangers.add(row.workflowId)
    row.connectionIds = [...new Set([...row.connectionIds, row.plan.connectionId ?? ''])]
    row.isForStranger = strangers.has(row.workflowId)
    rows.set(row.workflowId, row)
    ledger.note(`desk ${row.intent} ${row.workflowId} seq ${row.seq} ${row.sourceId}`)
    handOver()
  }

  function handOver(): void {
    const mine = session
    if (mine === null) return
    clock.deliver(mine.page, 2, () => void submitOpen(mine))
  }

  function isCurrent(mine: Session): boolean {
    return mine.life.isAlive && mine.page.isAlive
  }

  async function submitOpen(mine: Session): Promise<void> {
    const open = [...rows.values()].filter((row) => row.handedSeq < row.seq)
    if (open.length === 0 || !isCurrent(mine)) return
    const entries = open.map(toEntry)
    for (const row of open) row.offeredSeq = row.seq
    try {
      const { taken } = await mine.engine.submit({ entries })
      if (!isCurrent(mine)) return
      for (const { workflowId, seq } of taken) {
        const row = rows.get(workflowId)
        if (row !== undefined) row.handedSeq = Math.max(row.handedSeq, seq)
        parts.onAcknowledged(workflowId, seq)
      }
    } catch (error) {
      ledger.note(`hand-over failed: ${String(error)}`)
      clock.deliver(mine.page, HAND_OVER_AGAIN_MS, () => void submitOpen(mine))
    }
  }

  function toEntry(row: DeskRow): SubmitEntry {
    return {
      workflowId: row.workflowId,
      seq: row.seq,
      intent: row.intent,
      plan: row.plan,
      sourceId: row.sourceId,
      account: row.account,
      overBase: row.overBase,
      wasHanded: row.offeredSeq > 0,
      earlierConnectionIds: row.connectionIds.filter((each) => each !== row.plan.connectionId),
      known: row.known === null ? null : knownOf(row.known),
    }
  }

  function mirror(mine: Session, status: WorkflowSync): void {
    if (!isCurrent(mine)) return
    const row = rows.get(status.workflowId)
    // As the page does: what is said of an older wish than the last one heard of is not news.
    if (row !== undefined && (row.known === null || row.known.seq <= status.seq)) row.known = status
    parts.onStatus(status)
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
        seen.set(status.workflowId, status.seq)
        mirror(mine, status)
      }
      if (answer.next === null) break
      after = answer.next
    }
    restoreFromHost(mine)
    for (const row of rows.values()) {
      // The journal does not know it, or knows an older wish: hand it over again.
      if ((seen.get(row.workflowId) ?? 0) < row.seq) row.handedSeq = 0
    }
    await submitOpen(mine)
  }

  /** What the host has and the store has not: the database was lost. */
  function restoreFromHost(mine: Session): void {
    for (let after: string | null = null; ; ) {
      const answer = mine.engine.wants({ after })
      for (const each of answer.wants) {
        if (rows.has(each.workflowId)) continue
        rows.set(each.workflowId, {
          ...each,
          overBase: null,
          handedSeq: each.seq,
          offeredSeq: each.seq,
          known: null,
          connectionIds: each.plan.connectionId === null ? [] : [each.plan.connectionId],
          isForStranger: strangers.has(each.workflowId),
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
      if (isCurrent(mine)) clock.deliver(mine.page, HAND_OVER_AGAIN_MS, () => void startPage(mine))
    }
  }

  function reopen(): void {
    const mine = session
    if (mine === null || !mine.life.isAlive) return
    mine.page.isAlive = false
    connect(mine.life, mine.engine)
  }

  /** What is not at the TSP yet may be moved to another fleet's connection. */
  function isMoved({ known }: DeskRow): boolean {
    return (known === null || known.resourceId === null) && moves.chance(moveRate)
  }

  function moved({ plan }: DeskRow): Plan {
    ledger.count('moves')
    return {
      ...plan,
      connectionId: moves.pick(parts.connectionIds.filter((each) => each !== plan.connectionId)),
    }
  }

  function next(row: DeskRow, change: Partial<DeskRow>): void {
    save({ ...row, seq: row.seq + 1, sourceId: mintSourceId(), intent: 'send', overBase: null, ...change })
  }

  return {
    rows,
    connect,
    lastSaveMs: () => lastSaveMs,
    create() {
      workflows += 1
      const workflowId = `wf${workflows.toString().padStart(4, '0')}`
      const plan = drawPlan(random, parts.connectionIds, workflowId)
      save({
        workflowId,
        seq: 1,
        intent: 'send',
        plan,
        sourceId: mintSourceId(),
        account: null,
        overBase: null,
        handedSeq: 0,
        offeredSeq: 0,
        known: null,
        connectionIds: [],
        isForStranger: false,
      })
      return workflowId
    },
    edit(workflowId) {
      const row = rows.get(workflowId)
      if (row !== undefined)
        next(row, { plan: isMoved(row) ? moved(row) : editPlan(random, row.plan, row.seq + 1) })
    },
    cancel(workflowId) {
      const row = rows.get(workflowId)
      if (row !== undefined && row.intent !== 'cancel') next(row, { intent: 'cancel' })
    },
    crashPage: reopen,
    wipe() {
      rows.clear()
      deskInstall = null
      reopen()
    },
    decideConflicts() {
      const mine = session
      if (mine === null || !mine.life.isAlive) return
      for (const row of rows.values()) {
        if (row.known?.state !== 'conflict') continue
        const theirs = mine.engine.detail({ workflowId: row.workflowId })?.theirs ?? null
        if (theirs === null) continue
        const overBase = theirs.baseHash
        if (random.chance(0.5)) next(row, { intent: row.intent, overBase })
        else next(row, { plan: { ...theirs.plan, reference: row.plan.reference }, overBase })
      }
    },
    takeUpRefused() {
      for (const row of rows.values()) {
        if (row.known === null || row.known.seq < row.seq) continue
        if (row.known.state !== 'rejected' && row.known.state !== 'failed') continue
        if (random.chance(0.3)) next(row, { intent: 'cancel' })
        else next(row, { plan: { ...corrected(row), instructions: `corrected ${row.seq + 1}` } })
      }
    },
  }
}

/** Moved after it had been sent: it goes back to the connection that has it. */
function corrected({ plan, known }: DeskRow): Plan {
  const connectionId = known?.resourceId == null ? plan.connectionId : known.connectionId
  return { ...plan, connectionId }
}

/** What the dispatcher plans: small, but with every kind of field that an update can change. */
function drawPlan(random: SeededRandom, connectionIds: readonly string[], name: string): Plan {
  return {
    ...emptyPlan(),
    reference: name,
    connectionId: random.pick(connectionIds),
    driverSourceId: random.chance(0.7) ? `driver-${random.whole(1, 9)}` : null,
    startsAt: new Date(START_EPOCH_MS + random.whole(1, 200) * 3_600_000).toISOString(),
    instructions: drawText(random, 1),
    stops: random.chance(0.4) ? [{ ...emptyStop(`${name}-1`), locationName: 'Yard', stopType: 'YARD' }] : [],
  }
}

function drawText(random: SeededRandom, version: number): string {
  if (random.chance(0.03)) return REFUSED_TEXT
  return random.chance(0.02) ? BAD_REQUEST_TEXT : `version ${version}`
}

function editPlan(random: SeededRandom, plan: Plan, seq: number): Plan {
  switch (random.whole(0, 3)) {
    case 0:
      return { ...plan, driverSourceId: random.chance(0.3) ? null : `driver-${random.whole(1, 9)}` }
    case 1:
      return { ...plan, territoryName: `territory ${seq}` }
    case 2: {
      const stop = { ...emptyStop(`${plan.reference}-${seq}`), locationName: `Stop ${seq}` }
      return { ...plan, stops: [...plan.stops, stop] }
    }
    default:
      return { ...plan, instructions: drawText(random, seq) }
  }
}
