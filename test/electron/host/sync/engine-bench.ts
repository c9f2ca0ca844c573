import type { SyncEngineParts } from '../../../../electron/host/sync/core/engine-types.ts'
import { DEFAULT_TIMINGS } from '../../../../electron/host/sync/core/timings.ts'
import { createSyncEngine } from '../../../../electron/host/sync/engine/engine.ts'
import { emptyPlan, type Plan } from '../../../../shared/model/plan/workflow.ts'
import type { Account, SubmittedChange, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import { createScriptedCatena } from '../../../doubles/catena/scripted-catena.ts'
import { createMemoryDisk } from '../../../doubles/disk/memory-journal.ts'
import { createScriptedTokens } from '../../../doubles/host/scripted-tokens.ts'
import { createSeededRandom } from '../../../doubles/seeded-random.ts'
import { createVirtualClock, type Life } from '../../../doubles/virtual-clock.ts'

export const CONNECTION = 'aaaaaaaa-0000-4000-8000-000000000001'
export const ACCOUNT: Account = { issuer: 'https://issuer.test', subject: 'me' }

/** A pending change for workflow `id`; its first save unless `changes` say otherwise. */
export function changeOf(
  id: string,
  changes: Partial<SubmittedChange> = {},
  plan: Partial<Plan> = {},
): SubmittedChange {
  const seq = changes.seq ?? 1
  return {
    workflowId: id,
    seq,
    intent: 'send',
    plan: { ...emptyPlan(), connectionId: CONNECTION, reference: id, ...plan },
    sourceId: `s-${id}-${seq}`,
    account: ACCOUNT,
    overBase: null,
    wasSubmitted: false,
    known: null,
    ...changes,
  }
}

/** The engine with a clock that the test moves, a journal in memory, and a Catena and a sign-in that do as they are told. */
export async function openEngineBench(
  options: Partial<Pick<SyncEngineParts, 'random' | 'onStep' | 'onSlots' | 'idsInPayload'>> = {},
) {
  const clock = createVirtualClock()
  const catena = createScriptedCatena(clock)
  const tokens = createScriptedTokens(ACCOUNT)
  const disk = createMemoryDisk({
    clock,
    random: createSeededRandom(1),
    slowestAppendMs: 0,
    onDurable: () => undefined,
    onCompacted: () => undefined,
  })
  const log: string[] = []
  const told: WorkflowSync[] = []

  /** One run of the program, over what is on the disk. */
  async function start() {
    const life: Life = { isAlive: true }
    const { journal, read } = disk.open(life)
    const { write, reader } = catena
    const begun = createSyncEngine({
      clock: clock.viewFor(life),
      random: options.random ?? (() => 0.5),
      journal,
      journalRead: read,
      write,
      reader,
      tokens,
      timings: DEFAULT_TIMINGS,
      installId: 'install',
      log: (level, text) => log.push(`${level} ${text}`),
      ...(options.idsInPayload === undefined ? {} : { idsInPayload: options.idsInPayload }),
      ...(options.onSlots === undefined ? {} : { onSlots: options.onSlots }),
      ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
    })
    const engine = await running(begun)
    engine.onStatuses((statuses) => told.push(...statuses))
    await clock.runUntil(clock.nowMs())
    return { engine, life, journal }
  }

  /** Lets everything happen that needs no time, for as long as `work` takes. */
  async function running<T>(work: Promise<T>): Promise<T> {
    const end = { isReached: false }
    const settled = work.finally(() => {
      end.isReached = true
    })
    settled.catch(() => undefined) // the caller has the error
    await clock.drain()
    for (let turn = 0; !end.isReached && turn < 100; turn += 1) {
      await clock.runUntil(clock.nowMs())
      await clock.drain()
    }
    if (!end.isReached) throw new Error('it waits for time, or for something that the test holds back')
    return settled
  }

  const first = await start()
  let current = first
  return {
    clock,
    catena,
    tokens,
    disk,
    log,
    told,
    engine: () => current.engine,
    running,
    records: () => disk.records(),
    types: (id: string) =>
      disk
        .records()
        .filter((each) => 'workflowId' in each && each.workflowId === id)
        .map((each) => each.type),
    status: (id: string): WorkflowSync | undefined =>
      current.engine.statuses({ after: null }).statuses.find((each) => each.workflowId === id),
    /** Hands pending changes over, and lets everything happen that follows at once. */
    async submit(...entries: SubmittedChange[]): Promise<void> {
      await running(current.engine.submit({ entries }))
      await clock.runUntil(clock.nowMs())
    },
    /** Time goes on. */
    pass: (ms: number) => clock.runUntil(clock.nowMs() + ms),
    /** Whatever was said or done meanwhile comes to its end at this moment. */
    settle: async () => {
      await clock.drain()
      await clock.runUntil(clock.nowMs())
    },
    /** The power goes and comes back. */
    async restart(): Promise<void> {
      current.life.isAlive = false
      disk.crash()
      current = await start()
    },
  }
}
export type EngineBench = Awaited<ReturnType<typeof openEngineBench>>
