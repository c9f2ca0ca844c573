import type { WorkflowRecord } from '../../../renderer/db/schema/records.ts'
import { mergeForeign } from '../../../shared/model/plan/foreign-change.ts'
import { CONTENT_FIELDS, isContentField } from '../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../shared/model/plan/workflow.ts'
import { createMemoryDatabase } from '../../doubles/page/memory-sync-store.ts'
import type { SeededRandom } from '../../doubles/seeded-random.ts'
import type { Character } from '../character/character.ts'
import { createDeskPage, type DeskPage, type DeskPageParts } from './desk-page.ts'
import type { DeskRow } from './desk-row.ts'
import { createDeskSaves, type DeskSavesParts } from './desk-saves.ts'
import { drawPlan, editPlan, withDistance, withSeconds } from './draw-plan.ts'

/** The dispatcher and the page. The database outlives the program; one page is open while the program runs. */
export interface Desk {
  /** Every workflow of the page's database, by id. */
  rows(): ReadonlyMap<string, DeskRow>
  /** When something was last planned, virtual milliseconds. */
  lastSaveMs(): number
  /** A program has started. */
  readonly connect: DeskPage['connect']
  create(): string
  edit(workflowId: string): void
  /** The workflows that were made elsewhere, and that nobody cancelled here. */
  elsewhereIds(): readonly string[]
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
export interface DeskParts
  extends DeskSavesParts,
    Omit<DeskPageParts, 'database' | 'mintId' | 'onMerged' | 'pulledIds'> {
  readonly random: SeededRandom
  readonly character: Character
  readonly connectionIds: readonly string[]
}

/** Creates an empty desk. */
export function createDesk(parts: DeskParts): Desk {
  const { random } = parts
  const database = createMemoryDatabase()
  const saved = createDeskSaves(parts, database)
  const page = createDeskPage({
    ...parts,
    database,
    pulledIds: parts.character.pull === 'on' ? parts.connectionIds : [],
    mintId: saved.mintId,
    onMerged,
  })
  const changes = createPlanChanges(parts)
  const records = (): readonly WorkflowRecord[] => [...database.records.values()]
  let workflows = 0

  function onMerged(next: WorkflowRecord): void {
    const before = database.records.get(next.id)
    const base = page.engine()?.detail({ workflowId: next.id })?.theirs?.base ?? null
    parts.ledger.count('merges')
    if (base !== null && before !== undefined) parts.fields.merged(next.id, base, before.plan, next.plan)
    saved.noteSave(next.id, database.pendingChanges.get(next.id)?.account ?? null)
  }
  return {
    rows: saved.rows,
    connect: page.connect,
    lastSaveMs: saved.lastSaveMs,
    create() {
      workflows += 1
      const workflowId = `wf${workflows.toString().padStart(4, '0')}`
      const plan = changes.precise(drawPlan(random, parts.connectionIds, workflowId))
      saved.create(workflowId, plan)
      return workflowId
    },
    edit(workflowId) {
      const record = database.records.get(workflowId)
      if (record !== undefined) saved.send(record, changes.edited(record))
    },
    elsewhereIds: () =>
      records()
        .filter(
          (each) => each.origin?.kind === 'catena' && !each.isRemoved && saved.intentOf(each) === 'send',
        )
        .map((each) => each.id),
    cancel(workflowId) {
      const record = database.records.get(workflowId)
      if (record !== undefined && saved.intentOf(record) !== 'cancel') saved.cancel(record)
    },
    crashPage: page.reopen,
    wipe() {
      database.wipe()
      page.reopen()
    },
    decideConflicts() {
      const engine = page.engine()
      if (engine === null) return
      for (const record of records()) {
        if (record.sync?.state !== 'conflict') continue
        const theirs = engine.detail({ workflowId: record.id })?.theirs ?? null
        if (theirs === null) continue
        const { baseHash, plan } = theirs
        const merge = mergeForeign(theirs, record.plan)
        const asked = merge?.conflicts.map((each) => (each.stopId === null ? each.field : 'stops'))
        parts.fields.decided(record.id, asked?.filter(isContentField) ?? CONTENT_FIELDS)
        if (random.chance(0.5)) {
          saved.decide(record, merge?.plan ?? record.plan, saved.intentOf(record), baseHash)
        } else saved.decide(record, { ...plan, reference: record.plan.reference }, 'send', baseHash)
      }
    },
    takeUpRefused() {
      for (const record of records()) {
        const { sync } = record
        if (sync === null || sync.seq < record.seq) continue
        if (sync.state !== 'rejected' && sync.state !== 'failed') continue
        if (random.chance(0.3)) saved.cancel(record)
        else saved.send(record, { ...corrected(record), instructions: `corrected ${record.seq + 1}` })
      }
    },
  }
}

/** Draws what a dispatcher changes. */
function createPlanChanges({ random, character, connectionIds, ledger }: DeskParts) {
  // Drawn apart: the runs in which nothing is moved stay as they were.
  const moves = random.fork('moves')
  const details = random.fork('details')
  const moveRate = moves.chance(0.25) ? 0.3 : 0

  /** What is not at the TSP yet may be moved to another fleet's connection. */
  function isMoved({ sync }: WorkflowRecord): boolean {
    return (sync === null || sync.resourceId === null) && moves.chance(moveRate)
  }
  function moved({ plan }: WorkflowRecord): Plan {
    ledger.count('moves')
    const others = connectionIds.filter((each) => each !== plan.connectionId)
    return { ...plan, connectionId: moves.pick(others) }
  }
  /** What a TSP that keeps less than Catena would change. */
  function precise(plan: Plan): Plan {
    const timed = character.times === 'kept' ? plan : withSeconds(details, plan)
    return character.fields === 'kept' ? timed : withDistance(details, timed)
  }
  return {
    precise,
    edited(record: WorkflowRecord): Plan {
      if (isMoved(record)) return moved(record)
      const changed = editPlan(random, record.plan, record.seq + 1)
      return details.chance(0.3) ? precise(changed) : changed
    },
  }
}

/** Moved after it had been sent: it goes back to the connection that has it. */
function corrected({ plan, sync }: WorkflowRecord): Plan {
  const connectionId = sync?.resourceId == null ? plan.connectionId : sync.connectionId
  return { ...plan, connectionId }
}
