import type { Plan } from '../../../../../shared/model/plan/workflow.ts'
import type { Lane } from './lane.ts'
import { type PackedPlan, packPlan, unpackPlan } from './packed-plan.ts'

/**
 * A lane as the journal keeps it, in version {@link PACKED_LANE_VERSION}: without fields that are empty in most lanes,
 * with lists of values in place of named fields, and with one plan where Catena holds the desired one. A start reads
 * many thousand lanes, so each object is made by one literal. A new field of a lane, a plan or a stop goes to the end
 * of its list, where older records have nothing; any other change needs a new version.
 */

/** `v` of a LANE record with this shape. Version 1 was the lane as it is in memory; version 2 had other field names. */
export const PACKED_LANE_VERSION = 3

type Remote = NonNullable<Lane['remote']>
type Line = Lane['lines'][number]
type PackedLine = readonly [at: number, kind: Line['kind'], text: string]

interface PackedDesired extends Omit<Lane['desired'], 'plan'> {
  readonly plan: PackedPlan
}

/** `plan` and `account` are left out when they equal those of the pending change. */
interface PackedRemote
  extends Pick<
    Remote,
    'resourceId' | 'connectionId' | 'uncertainUpdate' | 'uncertainFields' | 'isCancelled' | 'isRead'
  > {
  readonly earlier?: readonly PackedPlan[]
  readonly plan?: PackedPlan | null
  readonly account?: Remote['account']
}

/** A lane in the journal. */
export interface PackedLane
  extends Partial<Omit<Lane, 'workflowId' | 'desired' | 'remote' | 'sinceAt' | 'lines'>>,
    Pick<Lane, 'workflowId' | 'sinceAt'> {
  readonly desired: PackedDesired
  readonly remote?: PackedRemote
  readonly lines: readonly PackedLine[]
}

/** The short form of a lane. {@link unpackLane} gives an equal lane. */
export function packLane(lane: Lane): PackedLane {
  const { desired, remote, phase } = lane
  return {
    workflowId: lane.workflowId,
    desired: { ...desired, plan: packPlan(desired.plan) },
    ...(remote !== null && { remote: packRemote(remote, desired) }),
    ...(phase.kind !== 'idle' && { phase }),
    ...(lane.generation !== 1 && { generation: lane.generation }),
    ...(lane.sourceId !== desired.sourceId && { sourceId: lane.sourceId }),
    ...(lane.isHeldByUser && { isHeldByUser: true }),
    ...(lane.attempts !== 0 && { attempts: lane.attempts }),
    ...(lane.tries !== 0 && { tries: lane.tries }),
    ...(lane.firstTryServer !== null && { firstTryServer: lane.firstTryServer }),
    ...(lane.lastTryAt !== null && { lastTryAt: lane.lastTryAt }),
    sinceAt: lane.sinceAt,
    ...(lane.changedServer !== null && { changedServer: lane.changedServer }),
    ...(lane.knownOperationIds.length > 0 && { knownOperationIds: lane.knownOperationIds }),
    ...(lane.duplicates.length > 0 && { duplicates: lane.duplicates }),
    ...(lane.sweep !== undefined && { sweep: lane.sweep }),
    ...(lane.resumed !== undefined && { resumed: lane.resumed }),
    ...uncertaintiesOf(lane),
    lines: lane.lines.map(({ at, kind, text }) => [at, kind, text]),
  }
}

/** The lane of a short form. @throws TypeError for any other value. */
export function unpackLane(packed: PackedLane): Lane {
  const desired = unpackDesired(packed.desired)
  const lane: Lane = {
    workflowId: packed.workflowId,
    desired,
    remote: packed.remote === undefined ? null : unpackRemote(packed.remote, desired),
    phase: packed.phase ?? { kind: 'idle' },
    generation: packed.generation ?? 1,
    sourceId: packed.sourceId ?? desired.sourceId,
    isHeldByUser: packed.isHeldByUser ?? false,
    attempts: packed.attempts ?? 0,
    tries: packed.tries ?? 0,
    firstTryServer: packed.firstTryServer ?? null,
    lastTryAt: packed.lastTryAt ?? null,
    sinceAt: packed.sinceAt,
    changedServer: packed.changedServer ?? null,
    knownOperationIds: packed.knownOperationIds ?? [],
    duplicates: packed.duplicates ?? [],
    lines: packed.lines.map(unpackLine),
  }
  return RARE.some((name) => packed[name] !== undefined) ? { ...lane, ...rareOf(packed) } : lane
}

const RARE = ['sweep', 'resumed', 'recordsUncertain', 'possibleIds', 'arePossibleIdsTold'] as const

/** The fields that few lanes have. */
function rareOf(packed: PackedLane): Pick<Lane, (typeof RARE)[number]> {
  const { sweep, resumed } = packed
  return {
    ...(sweep !== undefined && { sweep }),
    ...(resumed !== undefined && { resumed }),
    ...uncertaintiesOf(packed),
  }
}

type Uncertainties = Pick<Lane, 'recordsUncertain' | 'possibleIds' | 'arePossibleIdsTold'>

function uncertaintiesOf({
  recordsUncertain,
  possibleIds,
  arePossibleIdsTold,
}: Uncertainties): Uncertainties {
  return {
    ...(recordsUncertain !== undefined && { recordsUncertain }),
    ...(possibleIds !== undefined && { possibleIds }),
    ...(arePossibleIdsTold !== undefined && { arePossibleIdsTold }),
  }
}

function unpackDesired({ seq, intent, plan, sourceId, account, overBase }: PackedDesired): Lane['desired'] {
  return { seq, intent, plan: unpackPlan(plan), sourceId, account, overBase }
}

function unpackLine([at, kind, text]: PackedLine): Line {
  return { at, kind, text }
}

function packRemote(remote: Remote, desired: Lane['desired']): PackedRemote {
  const { plan, account, earlier, ...rest } = remote
  return {
    ...rest,
    ...(earlier !== undefined && { earlier: earlier.map(packPlan) }),
    ...(!isSameJson(plan, desired.plan) && { plan: plan === null ? null : packPlan(plan) }),
    ...(!isSameJson(account, desired.account) && { account }),
  }
}

function unpackRemote(packed: PackedRemote, desired: Lane['desired']): Remote {
  const { resourceId, connectionId, uncertainUpdate, uncertainFields, isCancelled, isRead, earlier } = packed
  const account = packed.account === undefined ? desired.account : packed.account
  const remote: Remote = { resourceId, connectionId, account, plan: unpackRemotePlan(packed.plan, desired) }
  const isUsual = uncertainUpdate === undefined && uncertainFields === undefined && isCancelled === undefined
  if (isUsual && isRead === undefined && earlier === undefined) return remote
  return {
    ...remote,
    ...(uncertainUpdate !== undefined && { uncertainUpdate }),
    ...(uncertainFields !== undefined && { uncertainFields }),
    ...(isCancelled !== undefined && { isCancelled }),
    ...(isRead !== undefined && { isRead }),
    ...(earlier !== undefined && { earlier: earlier.map(unpackPlan) }),
  }
}

function unpackRemotePlan(plan: PackedRemote['plan'], desired: Lane['desired']): Plan | null {
  if (plan === undefined) return desired.plan
  return plan === null ? null : unpackPlan(plan)
}

function isSameJson(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
