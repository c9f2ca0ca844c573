import type { SyncEngine } from '../../../electron/host/sync/core/engine-types.ts'
import { mergeForeign } from '../../../shared/model/plan/foreign-change.ts'
import { CONTENT_FIELDS, isContentField } from '../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import type { Account } from '../../../shared/model/status/sync-status.ts'
import { OWNER } from '../../doubles/catena/model-catena.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { Character } from '../character/character.ts'
import type { TypedFields } from '../checker/typed-fields.ts'
import { createDeskPage, type DeskPage, type DeskPageParts } from './desk-page.ts'
import type { DeskRow } from './desk-row.ts'
import { drawPlan, editPlan, withDistance, withSeconds } from './draw-plan.ts'

/** The dispatcher and the page. The store outlives the program; one page is open while the program runs. */
export interface Desk {
  readonly rows: ReadonlyMap<string, DeskRow>
  /** When something was last planned, virtual milliseconds. */
  lastSaveMs(): number
  /** A program has started. */
  readonly connect: DeskPage['connect']
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

/** What the desk stands on, and who hears of it. */
export interface DeskParts extends Omit<DeskPageParts, 'rows' | 'isForStranger' | 'onConflict'> {
  readonly random: SeededRandom
  readonly character: Character
  readonly connectionIds: readonly string[]
  readonly account: () => Account | null
  /** Hears what the dispatcher types and decides, field by field. */
  readonly fields: Omit<TypedFields, 'sent'>
}

/** Creates an empty desk. */
export function createDesk(parts: DeskParts): Desk {
  const { clock, random, ledger } = parts
  const rows = new Map<string, DeskRow>()
  let workflows = 0
  let mints = 0
  let lastSaveMs = 0
  /** Workflows of which anything was ever planned as somebody else: it waits for them, also on a wiped desk. */
  const strangers = new Set<string>()
  /** Who was signed in last: a pending change belongs to them, although nobody is signed in just now. */
  let lastAccount: Account | null = parts.account()
  const page = createDeskPage({
    ...parts,
    rows,
    isForStranger: (workflowId) => strangers.has(workflowId),
    onConflict: takeForeignChange,
  })

  // Drawn apart: the runs in which nothing is moved stay as they were.
  const moves = random.fork('moves')
  const details = random.fork('details')
  const moveRate = moves.chance(0.25) ? 0.3 : 0

  function mintSourceId(): string {
    mints += 1
    return `dp_sim_${mints.toString().padStart(6, '0')}`
  }

  function save(row: DeskRow): void {
    lastAccount = parts.account() ?? lastAccount
    row.account = lastAccount
    keep(row)
  }

  function keep(row: DeskRow): void {
    lastSaveMs = clock.nowMs()
    if (row.account !== null && row.account.subject !== OWNER.subject) strangers.add(row.workflowId)
    row.connectionIds = [...new Set([...row.connectionIds, row.plan.connectionId ?? ''])]
    row.isForStranger = strangers.has(row.workflowId)
    rows.set(row.workflowId, row)
    ledger.note(`desk ${row.intent} ${row.workflowId} seq ${row.seq} ${row.sourceId}`)
    page.submitter()
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

  /** What a TSP that keeps less than Catena would change. */
  function precise(plan: Plan): Plan {
    const { times, fields } = parts.character
    const timed = times === 'kept' ? plan : withSeconds(details, plan)
    return fields === 'kept' ? timed : withDistance(details, timed)
  }

  function edited({ plan, seq }: DeskRow): Plan {
    const changed = editPlan(random, plan, seq + 1)
    return details.chance(0.3) ? precise(changed) : changed
  }

  function next(row: DeskRow, change: Partial<DeskRow>): void {
    parts.fields.typed(row.workflowId, row.plan, change.plan ?? row.plan)
    if (change.intent === 'cancel') parts.fields.decided(row.workflowId, ['status'])
    save({ ...row, seq: row.seq + 1, sourceId: mintSourceId(), intent: 'send', overBase: null, ...change })
  }

  /** What only the other side changed is taken in without a question, for the account that the change waits for. */
  function takeForeignChange(workflowId: string, engine: SyncEngine): void {
    const row = rows.get(workflowId)
    const change = engine.detail({ workflowId })?.theirs ?? null
    if (row === undefined || change === null || row.intent !== 'send') return
    const merge = mergeForeign(change, row.plan)
    if (merge === null || merge.conflicts.length > 0) return
    ledger.count('merges')
    if (change.base !== null) parts.fields.merged(workflowId, change.base, row.plan, merge.plan)
    keep({ ...row, seq: row.seq + 1, plan: merge.plan, overBase: change.baseHash })
  }

  return {
    rows,
    connect: page.connect,
    lastSaveMs: () => lastSaveMs,
    create() {
      workflows += 1
      const workflowId = `wf${workflows.toString().padStart(4, '0')}`
      const plan = precise(drawPlan(random, parts.connectionIds, workflowId))
      save({
        workflowId,
        seq: 1,
        intent: 'send',
        plan,
        sourceId: mintSourceId(),
        account: null,
        overBase: null,
        acknowledgedSeq: 0,
        submittedSeq: 0,
        known: null,
        remembered: null,
        connectionIds: [],
        isForStranger: false,
      })
      return workflowId
    },
    edit(workflowId) {
      const row = rows.get(workflowId)
      if (row !== undefined) next(row, { plan: isMoved(row) ? moved(row) : edited(row) })
    },
    cancel(workflowId) {
      const row = rows.get(workflowId)
      if (row !== undefined && row.intent !== 'cancel') next(row, { intent: 'cancel' })
    },
    crashPage: page.reopen,
    wipe() {
      rows.clear()
      page.forgetInstall()
      page.reopen()
    },
    decideConflicts() {
      const engine = page.engine()
      if (engine === null) return
      for (const row of rows.values()) {
        if (row.known?.state !== 'conflict') continue
        const theirs = engine.detail({ workflowId: row.workflowId })?.theirs ?? null
        if (theirs === null) continue
        const overBase = theirs.baseHash
        const merge = mergeForeign(theirs, row.plan)
        const asked = merge?.conflicts.map((each) => (each.stopId === null ? each.field : 'stops'))
        parts.fields.decided(row.workflowId, asked?.filter(isContentField) ?? CONTENT_FIELDS)
        if (random.chance(0.5)) next(row, { plan: merge?.plan ?? row.plan, intent: row.intent, overBase })
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
