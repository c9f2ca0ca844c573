import { isMintedBy } from '../../../../shared/model/plan/source-id.ts'
import type { SubmittedChange } from '../../../../shared/model/status/sync-status.ts'
import { TypedError } from '../../../../shared/util/typed-error.ts'
import type { SyncEngine } from '../core/engine-types.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { Lane } from '../core/lane/lane.ts'
import { canDiscard, unprovenOf } from '../core/lane/lane-facts.ts'
import { isStoppedBy } from '../core/pace/gate.ts'
import { cancelDuplicateOperation } from '../core/steps/build-write.ts'
import { onSubmit } from '../core/steps/on-submit.ts'
import type { EngineCore } from './engine-core.ts'
import type { Scheduler } from './scheduler.ts'

type Commands = Pick<
  SyncEngine,
  'begin' | 'submit' | 'sendNow' | 'hold' | 'release' | 'discard' | 'confirmAbsent' | 'cancelDuplicate'
> & { readonly holdAll: (isHeld: boolean) => Promise<void> }

/**
 * What the dispatcher asks for. One command is decided and recorded after the other, so that none is decided on a state
 * that the one before it is about to change.
 */
export function createCommands(core: EngineCore, scheduler: Scheduler): Commands {
  let isForeignPage = false
  let last: Promise<unknown> = Promise.resolve()

  function inTurn<T>(command: () => Promise<T>): Promise<T> {
    const result = last.then(command, command)
    last = result.catch(() => undefined) // its caller hears of the failure; the next command does not depend on it
    return result
  }

  /**
   * What was planned in the install that the page's database comes from may have been sent from there. Of what is planned
   * here the page itself tells what it does not know of it.
   */
  function isForeign({ sourceId }: SubmittedChange): boolean {
    return isForeignPage && !isMintedBy(core.parts.installId, sourceId)
  }

  function at(): number {
    return core.parts.clock.wallMs()
  }

  /** Appends one record per lane that is there. */
  function forLanes(ids: readonly string[], recordsOf: (lane: Lane) => JournalRecord[]): Promise<void> {
    const lanes = ids.flatMap((id) => core.lane(id) ?? [])
    return core.append(lanes.flatMap(recordsOf), 'reject')
  }

  function reopenRecords(lane: Lane): JournalRecord[] {
    if (lane.phase.kind !== 'blocked') return []
    return [{ v: 2, at: at(), workflowId: lane.workflowId, type: 'REOPENED' }]
  }

  /** Only what is tried again now is forgotten: of the rest is still warned. */
  function clearRefusals(lanes: readonly Lane[]): JournalRecord[] {
    const forgotten = { v: 2, at: at(), type: 'CAPABILITY', status: null, message: '' } as const
    return [...core.state.refusals.values()]
      .filter((refusal) => lanes.some((lane) => isStoppedBy(lane, refusal)))
      .map(({ connectionId, operation }) => ({ ...forgotten, connectionId, operation }))
  }

  function clearUpdateRefusals(connectionId: string): JournalRecord[] {
    const { refusals } = core.state
    return [...refusals.values()]
      .filter((each) => each.connectionId === connectionId && each.operation !== 'create')
      .map(({ operation }) => ({
        v: 2,
        at: at(),
        type: 'CAPABILITY',
        connectionId,
        operation,
        status: null,
        message: '',
      }))
  }

  async function sendNow(workflowId: string | null): Promise<void> {
    const lanes =
      workflowId === null
        ? [...core.state.lanes.values()]
        : [core.lane(workflowId)].flatMap((each) => each ?? [])
    const records = [...clearRefusals(lanes), ...lanes.flatMap(reopenRecords)]
    await core.append(records, 'reject')
    core.link.needProbe()
    const ids = workflowId === null ? [...scheduler.activeIds()] : [workflowId]
    for (const id of ids) if (core.lane(id) !== undefined) scheduler.hurry(id)
    scheduler.hurryTrials(workflowId)
  }

  async function discard(ids: readonly string[]): Promise<void> {
    const lanes = ids.flatMap((id) => core.lane(id) ?? [])
    const open = lanes.find((lane) => core.run(lane.workflowId).turn.isBusy || !canDiscard(lane))
    if (open !== undefined) {
      throw new TypedError(
        'sync.mayExist',
        'This change may already be with Catena, so it cannot be discarded; cancel the workflow instead',
      )
    }
    // No step may begin on them between this decision and its record.
    for (const lane of lanes) core.run(lane.workflowId).turn.occupy()
    try {
      await forLanes(ids, ({ workflowId, desired }) => [
        { v: 2, at: at(), workflowId, type: 'DISCARDED', seq: desired.seq },
      ])
    } finally {
      for (const { workflowId } of lanes) {
        const run = core.run(workflowId)
        run.restart()
        run.turn.free()
        scheduler.consider(workflowId)
      }
    }
  }

  async function confirmAbsent(workflowId: string): Promise<void> {
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
      await core.append([{ v: 2, at: at(), workflowId, type: 'ABSENT', by: 'person' }], 'reject')
      run.restart()
    } finally {
      run.turn.free()
      scheduler.consider(workflowId)
    }
  }

  async function cancelDuplicate(workflowId: string, operationId: string): Promise<void> {
    const lane = core.lane(workflowId)
    const duplicate = lane?.duplicates.find((each) => each.operationId === operationId)
    if (lane === undefined || duplicate === undefined) {
      throw new TypedError('sync.noDuplicate', 'There is no such duplicate any more')
    }
    const change = { kind: 'cancelWanted' } as const
    const wanted: JournalRecord = {
      v: 2,
      at: at(),
      workflowId,
      type: 'DUPLICATE_CHANGED',
      operationId,
      change,
    }
    // Somebody asks for it now: what stopped an earlier update of this connection is tried again.
    const { connectionId } = cancelDuplicateOperation(lane, duplicate)
    await core.append([...clearUpdateRefusals(connectionId), wanted], 'reject')
  }

  return {
    begin: async ({ installId }) => {
      isForeignPage = installId !== null && installId !== core.parts.installId
      return { installId: core.parts.installId, isSameInstall: !isForeignPage }
    },
    submit: ({ entries }) =>
      inTurn(async () => {
        const records: JournalRecord[] = []
        const seen = new Map<string, number>()
        for (const entry of entries) {
          // Twice in one call: only a newer one says something new.
          if ((seen.get(entry.workflowId) ?? 0) >= entry.seq) continue
          const isRepeated = seen.has(entry.workflowId)
          seen.set(entry.workflowId, entry.seq)
          const decided = onSubmit(core.lane(entry.workflowId), entry, at(), isForeign(entry))
          records.push(...(isRepeated ? decided.filter((each) => each.type === 'INTENT') : decided))
        }
        await core.append(records, 'reject')
        return { acknowledged: entries.map(({ workflowId, seq }) => ({ workflowId, seq })) }
      }),
    sendNow: ({ workflowId }) => inTurn(() => sendNow(workflowId)),
    hold: ({ workflowIds }) =>
      inTurn(() =>
        forLanes(workflowIds, ({ workflowId }) => [{ v: 2, at: at(), workflowId, type: 'HELD', by: 'user' }]),
      ),
    release: ({ workflowIds }) =>
      inTurn(() =>
        forLanes(workflowIds, ({ workflowId }) => [{ v: 2, at: at(), workflowId, type: 'RELEASED' }]),
      ),
    discard: ({ workflowIds }) => inTurn(() => discard(workflowIds)),
    confirmAbsent: ({ workflowId }) => inTurn(() => confirmAbsent(workflowId)),
    cancelDuplicate: ({ workflowId, operationId }) => inTurn(() => cancelDuplicate(workflowId, operationId)),
    holdAll: (isHeld) => inTurn(() => core.append([{ v: 2, at: at(), type: 'HOLD_ALL', isHeld }], 'reject')),
  }
}
