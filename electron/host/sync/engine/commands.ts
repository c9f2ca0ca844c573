import { isMintedBy } from '../../../../shared/model/plan/source-id.ts'
import type { SubmittedChange } from '../../../../shared/model/status/sync-status.ts'
import type { CallOutput } from '../../../../shared/rpc/contract.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { SyncEngine } from '../core/engine-types.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Refusal } from '../core/journal/journal-state.ts'
import type { Lane } from '../core/lane/lane.ts'
import { canDiscard, unprovenOf } from '../core/lane/lane-facts.ts'
import { isStoppedBy } from '../core/pace/gate.ts'
import { cancelDuplicateOperation } from '../core/steps/build-write.ts'
import { onSubmit } from '../core/steps/on-submit.ts'
import type { EngineCore } from './engine-core.ts'
import { createInTurn } from './in-turn.ts'
import type { Scheduler } from './scheduler.ts'

type Commands = Pick<
  SyncEngine,
  'begin' | 'submit' | 'sendNow' | 'hold' | 'release' | 'discard' | 'confirmAbsent' | 'cancelDuplicate'
> & { readonly holdAll: (isHeld: boolean) => Promise<void> }

/** The commands of the dispatcher. A command is decided once the records of the command before it are on the disk. */
export function createCommands(core: EngineCore, scheduler: Scheduler): Commands {
  const { installId } = core.parts
  const inTurn = createInTurn()
  /** The database of the page that called `begin` last belongs to another install. */
  let isForeignPage = false
  return {
    begin: async (page) => {
      isForeignPage = page.installId !== null && page.installId !== installId
      return { installId, isSameInstall: !isForeignPage }
    },
    submit: ({ entries }) => inTurn(() => submit(core, entries, isForeignPage)),
    sendNow: ({ workflowId }) => inTurn(() => sendNow(core, scheduler, workflowId)),
    hold: ({ workflowIds }) =>
      inTurn(() => appendForLanes(core, workflowIds, (head) => ({ ...head, type: 'HELD', by: 'user' }))),
    release: ({ workflowIds }) =>
      inTurn(() => appendForLanes(core, workflowIds, (head) => ({ ...head, type: 'RELEASED' }))),
    discard: ({ workflowIds }) => inTurn(() => discard(core, scheduler, workflowIds)),
    confirmAbsent: ({ workflowId }) => inTurn(() => confirmAbsent(core, scheduler, workflowId)),
    cancelDuplicate: ({ workflowId, operationId }) =>
      inTurn(() => cancelDuplicate(core, workflowId, operationId)),
    holdAll: (isHeld) => inTurn(() => core.append([{ ...headOf(core), type: 'HOLD_ALL', isHeld }], 'reject')),
  }
}

function headOf(core: EngineCore) {
  return { v: 2, at: core.parts.clock.wallMs() } as const
}

function laneHeadOf(core: EngineCore, { workflowId }: Lane) {
  return { ...headOf(core), workflowId } as const
}

function lanesOf(core: EngineCore, ids: readonly string[]): Lane[] {
  return ids.flatMap((id) => core.lane(id) ?? [])
}

/** Appends one record for each of these lanes that exists. */
function appendForLanes(
  core: EngineCore,
  ids: readonly string[],
  recordOf: (head: ReturnType<typeof laneHeadOf>, lane: Lane) => JournalRecord,
): Promise<void> {
  const records = lanesOf(core, ids).map((lane) => recordOf(laneHeadOf(core, lane), lane))
  return core.append(records, 'reject')
}

async function submit(
  core: EngineCore,
  changes: readonly SubmittedChange[],
  isForeignPage: boolean,
): Promise<CallOutput<'sync.submit'>> {
  const at = core.parts.clock.wallMs()
  const records: JournalRecord[] = []
  const seen = new Map<string, number>()
  for (const change of changes) {
    const { workflowId, seq, sourceId } = change
    // Of several changes of one workflow in one call, only a newer one adds something.
    if ((seen.get(workflowId) ?? 0) >= seq) continue
    const isRepeated = seen.has(workflowId)
    seen.set(workflowId, seq)
    // The other install may have sent a change that was planned there. The page itself knows about a change of this
    // install.
    const isForeign = isForeignPage && !isMintedBy(core.parts.installId, sourceId)
    const decided = onSubmit(core.lane(workflowId), change, at, isForeign)
    records.push(...(isRepeated ? decided.filter((each) => each.type === 'INTENT') : decided))
  }
  await core.append(records, 'reject')
  return { acknowledged: changes.map(({ workflowId, seq }) => ({ workflowId, seq })) }
}

/** @param workflowId `null` for all lanes. */
async function sendNow(core: EngineCore, scheduler: Scheduler, workflowId: string | null): Promise<void> {
  const lanes = workflowId === null ? [...core.state.lanes.values()] : lanesOf(core, [workflowId])
  const refusals = [...core.state.refusals.values()].filter((refusal) =>
    lanes.some((lane) => isStoppedBy(lane, refusal)),
  )
  const blocked = lanes.filter((lane) => lane.phase.kind === 'blocked')
  const records = [
    ...clearRecords(core, refusals),
    ...blocked.map((lane): JournalRecord => ({ ...laneHeadOf(core, lane), type: 'REOPENED' })),
  ]
  await core.append(records, 'reject')
  core.link.needProbe()
  const ids = workflowId === null ? [...scheduler.activeIds()] : [workflowId]
  for (const id of ids) if (core.lane(id) !== undefined) scheduler.hurry(id)
  scheduler.hurryTrials(workflowId)
}

/** Clears refusals: what they stopped is tried again. */
function clearRecords(core: EngineCore, refusals: readonly Refusal[]): JournalRecord[] {
  const cleared = { ...headOf(core), type: 'CAPABILITY', status: null, message: '' } as const
  return refusals.map(({ connectionId, operation }) => ({ ...cleared, connectionId, operation }))
}

async function discard(core: EngineCore, scheduler: Scheduler, ids: readonly string[]): Promise<void> {
  const lanes = lanesOf(core, ids)
  if (lanes.some((lane) => core.run(lane.workflowId).turn.isBusy || !canDiscard(lane))) {
    throw new TypedError(
      'sync.mayExist',
      'This change may already be with Catena, so it cannot be discarded; cancel the workflow instead',
    )
  }
  // No step may begin on them between this decision and its record.
  for (const lane of lanes) core.run(lane.workflowId).turn.occupy()
  try {
    await appendForLanes(core, ids, (head, { desired }) => ({ ...head, type: 'DISCARDED', seq: desired.seq }))
  } finally {
    for (const { workflowId } of lanes) {
      const run = core.run(workflowId)
      run.restart()
      run.turn.free()
      scheduler.consider(workflowId)
    }
  }
}

async function confirmAbsent(core: EngineCore, scheduler: Scheduler, workflowId: string): Promise<void> {
  const lane = core.lane(workflowId)
  if (lane === undefined || core.run(workflowId).turn.isBusy || unprovenOf(lane) === null) {
    throw new TypedError(
      'sync.notUncertain',
      'Whether this change arrived is being looked up, or known by now',
    )
  }
  // No look may begin between this decision and its record: what it finds would come too late.
  const run = core.run(workflowId)
  run.turn.occupy()
  try {
    await core.append([{ ...laneHeadOf(core, lane), type: 'ABSENT', by: 'person' }], 'reject')
    run.restart()
  } finally {
    run.turn.free()
    scheduler.consider(workflowId)
  }
}

async function cancelDuplicate(core: EngineCore, workflowId: string, operationId: string): Promise<void> {
  const lane = core.lane(workflowId)
  const duplicate = lane?.duplicates.find((each) => each.operationId === operationId)
  if (lane === undefined || duplicate === undefined) {
    throw new TypedError('sync.noDuplicate', 'There is no such duplicate any more')
  }
  const change = { kind: 'cancelWanted' } as const
  const wanted: JournalRecord = { ...laneHeadOf(core, lane), type: 'DUPLICATE_CHANGED', operationId, change }
  // A person asks for an update of this connection: it is tried although an earlier one was refused.
  const { connectionId } = cancelDuplicateOperation(lane, duplicate)
  const refusals = [...core.state.refusals.values()].filter(
    (each) => each.connectionId === connectionId && each.operation !== 'create',
  )
  await core.append([...clearRecords(core, refusals), wanted], 'reject')
}
