import { z } from 'zod'
import { emptyPlan } from '../../../../shared/model/plan/workflow.ts'
import type { RemoteWindow, RemoteWorkflow } from '../../../../shared/model/remote-workflow.ts'
import type { CallInput, CallOutput } from '../../../../shared/rpc/contract.ts'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { WireWorkflow } from '../../../catena/wire.ts'
import { areMarksShown, type Learned } from '../core/evidence/learned.ts'
import { BEFORE_FIRST_TRY_MS, type Window } from '../core/evidence/listing-windows.ts'
import { type Identity, identityOf, isOurWorkflow } from '../core/evidence/recognise.ts'
import { learnedOf } from '../core/journal/journal-state.ts'
import type { Lane } from '../core/lane/lane.ts'
import { UNKNOWN_SEQ } from '../core/lane/lane-facts.ts'
import { identityOfCreate } from '../core/steps/on-listed-operation.ts'
import { type ReadFacts, settledVersion } from '../core/steps/on-remote-version.ts'
import { theirsOf } from '../core/steps/remote-version.ts'
import { isoOf } from '../core/time/time-text.ts'
import { wireTimeMs } from '../core/time/wire-time.ts'
import type { EngineCore } from '../engine/engine-core.ts'

const DAY_MS = 86_400_000
interface Days {
  readonly before: number
  readonly after: number
}
/**
 * Days before and after now, of the time that the list filters. That may be the time of creation or the planned start
 * [open]: the days before cover what was planned some days ago. Catena refuses more than 45 days [doc].
 */
const WINDOW_DAYS: Readonly<Record<RemoteWindow, Days>> = {
  near: { before: 8, after: 3 },
  wide: { before: 8, after: 15 },
  whole: { before: 30, after: 14 },
}
/** Where that time is known to be the planned start: yesterday to the day after tomorrow, in every time zone. */
const NEAR_STARTS: Days = { before: 2, after: 3 }

/** What goes to the page as a cursor: every page of one list is of the same window. */
const pageCursor = z.object({
  from: z.string(),
  to: z.string(),
  /** Catena's; `null` = its first page. */
  cursor: z.string().nullable(),
  /** Items of Catena's page that the screen has already got. */
  skip: z.number().int().nonnegative(),
})
type PageCursor = z.infer<typeof pageCursor>

/** Characters of one answer to the page. Workflows of many stops are more than one message holds, so they go in parts. */
const MAX_ANSWER_LENGTH = 800_000

/**
 * Reads one page of Catena's workflows for the board. It proves nothing, and is told apart from the desk's own workflows by
 * the lanes: by their resource, or by the marks of a create whose end is not known.
 * @throws TypedError `remote.notNow` while nothing can be read, `remote.refused` or `remote.unusable` for Catena's answer.
 */
export async function readRemotePage(
  core: EngineCore,
  { connectionId, window, cursor }: CallInput<'remote.page'>,
): Promise<CallOutput<'remote.page'>> {
  const nowServer = core.link.serverNow()
  if (nowServer === null || !core.link.canRead()) throw notNow()
  const part: PageCursor =
    cursor === null
      ? { ...windowAt(daysOf(window, learnedOf(core.state, connectionId)), nowServer), cursor, skip: 0 }
      : readCursor(cursor)
  const account = core.parts.tokens.account()
  const answered = await core.link.read('pull', (token) =>
    core.parts.reader.workflowPage(
      { connectionId, from: part.from, to: part.to, cursor: part.cursor },
      token,
    ),
  )
  // Another account sees other workflows.
  if (answered === null || core.parts.tokens.account()?.subject !== account?.subject) throw notNow()
  if (answered.kind === 'refused') throw new TypedError('remote.refused', answered.message)
  if (answered.kind === 'unusable') throw new TypedError('remote.unusable', answered.reason)
  const { workflows, next, unreadable } = answered.value
  const learned = learnedOf(core.state, connectionId)
  const lanes = new LaneMarks(core.state.lanes.values(), connectionId, learned)
  const facts = { learned, server: answered.server }
  const read = workflows.slice(part.skip).map((each) => remoteWorkflowOf(each, connectionId, lanes, facts))
  const { fitting, count } = firstThatFit(read, MAX_ANSWER_LENGTH)
  const isCut = count < read.length
  const following = isCut ? { ...part, skip: part.skip + count } : { ...part, cursor: next, skip: 0 }
  return {
    workflows: [...fitting],
    next: isCut || next !== null ? JSON.stringify(following) : null,
    unreadable: (part.skip === 0 ? unreadable : 0) + count - fitting.length,
  }
}

/**
 * The first items that fit into one answer, and how many were looked at for them: at least one. An item that cannot be shown
 * (`null`), or that fits into no answer, is left out.
 */
export function firstThatFit<Item>(
  items: readonly (Item | null)[],
  maxLength: number,
): { readonly fitting: readonly Item[]; readonly count: number } {
  const fitting: Item[] = []
  let length = 0
  for (const [index, item] of items.entries()) {
    if (item === null) continue
    const own = JSON.stringify(item).length + 1
    if (own > maxLength) continue
    if (length + own > maxLength) return { fitting, count: index }
    length += own
    fitting.push(item)
  }
  return { fitting, count: items.length }
}

function notNow(): TypedError<'remote.notNow'> {
  return new TypedError('remote.notNow', messageRef('errors.remote.notNow'))
}

/** The days of a window, as far as it is known what the list filters on this connection. */
function daysOf(window: RemoteWindow, { occurredAt }: Pick<Learned, 'occurredAt'>): Days {
  return window === 'near' && occurredAt === 'started' ? NEAR_STARTS : WINDOW_DAYS[window]
}

function windowAt({ before, after }: Days, nowServer: number): Window {
  return { from: isoOf(nowServer - before * DAY_MS), to: isoOf(nowServer + after * DAY_MS) }
}

/** @throws TypedError `remote.unusable` for a cursor that this version did not make. */
function readCursor(text: string): PageCursor {
  try {
    return pageCursor.parse(JSON.parse(text))
  } catch (error) {
    throw new TypedError('remote.unusable', messageRef('errors.remote.cursor'), error)
  }
}

/** @returns `null` when it has more stops than a plan can hold. */
function remoteWorkflowOf(
  wire: WireWorkflow,
  connectionId: string,
  lanes: LaneMarks,
  facts: ReadFacts,
): RemoteWorkflow | null {
  const lane = lanes.laneOf(wire)
  const settled = lane === null ? null : settledVersion(lane, wire, facts)
  const plan = settled ?? theirsOf(wire, { ...emptyPlan(), connectionId })
  if (plan === null) return null
  return {
    resourceId: wire.id,
    connectionId,
    sourceId: wire.source_id ?? null,
    updatedAt: wire.updated_at ?? null,
    deletedAt: wire.deleted_at ?? null,
    plan,
    workflowId: lane?.workflowId ?? null,
    settledSeq: settled === null || lane === null ? null : lane.desired.seq,
    isPerhapsOurs: lane === null && lanes.isPerhapsOurs(wire),
  }
}

/** What tells the workflows of this desk apart in a list of one connection. */
class LaneMarks {
  readonly #byResource = new Map<string, Lane>()
  readonly #bySource = new Map<string, Lane>()
  /** Lanes with a create whose end is not known. */
  readonly #open: Lane[] = []
  readonly #connectionId: string
  readonly #learned: Learned

  constructor(lanes: Iterable<Lane>, connectionId: string, learned: Learned) {
    this.#connectionId = connectionId
    this.#learned = learned
    for (const lane of lanes) this.#add(lane)
  }

  #add(lane: Lane): void {
    const { remote, duplicates, phase, sourceId } = lane
    if (remote !== null) this.#byResource.set(remote.resourceId, lane)
    for (const { resourceId } of duplicates) if (resourceId !== null) this.#byResource.set(resourceId, lane)
    this.#bySource.set(sourceId, lane)
    if (remote === null && OPEN_CREATE.has(phase.kind)) this.#open.push(lane)
  }

  /** The lane that keeps the workflow, has it as a duplicate, or has made it as far as its marks say; `null` = none. */
  laneOf(wire: WireWorkflow): Lane | null {
    const known = this.#byResource.get(wire.id) ?? this.#bySource.get(wire.source_id ?? '')
    return known ?? this.#open.find((lane) => isMadeBy(lane, wire)) ?? null
  }

  /** True while a create is open that may have made it: Catena may give none of its marks back [N3]. */
  isPerhapsOurs(wire: WireWorkflow): boolean {
    return this.#open.some((lane) => isPerhapsMadeBy(lane, wire, this.#connectionId, this.#learned))
  }
}

const OPEN_CREATE: ReadonlySet<Lane['phase']['kind']> = new Set([
  'sending',
  'uncertain',
  'accepted',
  'failed',
  'held',
])

function isMadeBy(lane: Lane, wire: WireWorkflow): boolean {
  const identity = identityOfOpen(lane)
  return identity !== null && isOurWorkflow(wire, identity)
}

/** True unless it was made before the lane's create, or would show that create's marks. */
function isPerhapsMadeBy(lane: Lane, wire: WireWorkflow, connectionId: string, learned: Learned): boolean {
  const { phase, firstTryServer } = lane
  if (!('operation' in phase) || phase.operation.connectionId !== connectionId) return false
  const identity = identityOfOpen(lane)
  // Of a create without a record not every id is known.
  const isWholeKnown = identity !== null && phase.operation.seq !== UNKNOWN_SEQ
  if (isWholeKnown && areMarksShown(learned, identity)) return false
  const created = wireTimeMs(wire.created_at)
  return created === null || firstTryServer === null || created >= firstTryServer - BEFORE_FIRST_TRY_MS
}

/** The ids by which a create whose end is not known is recognised; `null` = the lane has none. */
function identityOfOpen(lane: Lane): Identity | null {
  const { phase } = lane
  if (!('operation' in phase) || phase.operation.kind !== 'create') return null
  if (phase.kind === 'sending') return identityOf([phase.operation.sourceId], phase.operation.plan)
  const isOpen = phase.kind === 'uncertain' || phase.kind === 'accepted' || phase.kind === 'failed'
  return isOpen ? identityOfCreate(lane, phase) : null
}
