import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { planFromWire } from '../../electron/catena/plan-on-wire.ts'
import { isSameAtCatena } from '../../electron/catena/same-at-catena.ts'
import { hashText } from '../../electron/host/sync/core/lane/hash.ts'
import { decodeJournal } from '../../electron/host/sync/journal/journal-format.ts'
import type { FaultSpec } from '../../electron/sandbox/server/faults.ts'
import { type Sandbox, startSandbox } from '../../electron/sandbox/start-sandbox.ts'
import { emptyPlan, emptyStop, type Plan } from '../../shared/model/plan/workflow.ts'
import {
  type Account,
  type KnownSync,
  knownOf,
  type SubmittedChange,
  type WorkflowSync,
} from '../../shared/model/status/sync-status.ts'
import type { RpcClient } from '../../shared/rpc/rpc-client.ts'
import { openLoopbackPage } from '../doubles/host/loopback-page.ts'
import { createSeededRandom, type SeededRandom } from '../doubles/seeded-random.ts'
import { freePort, startPlanner } from '../e2e/planner.ts'

/** Short times of the protocol, still longer than the sandbox takes to commit and to list. */
const TIMINGS = {
  absenceQuietMs: 500,
  absenceGapMs: 300,
  writeDeadline: 1_500,
  lookSteps: [100, 300, 600],
  pollSteps: [100, 200, 400],
  backoffMin: 50,
  backoffMax: 300,
  probeOffline: 200,
  probeOnline: 400,
}
/** How long after the last kill everything may take to settle on a healthy network. */
const SETTLE_MS = 60_000
const CONNECTION = 'Norte'

/** The result of a run; the lists hold workflow ids. */
export interface KillLoopResult {
  readonly rounds: number
  readonly workflows: number
  readonly writes: number
  readonly lost: readonly string[]
  readonly duplicated: readonly string[]
  /** Writes that reached Catena without an ATTEMPT in the journal before. */
  readonly unannounced: number
  readonly ends: Readonly<Record<string, number>>
}

/** A pending change in the outbox of the test. */
interface PendingChange {
  entry: SubmittedChange
  isAcknowledged: boolean
}

/** Runs the real host against the real sandbox and ends it with `kill -9` again and again. */
export async function runKillLoop(options: {
  readonly rounds: number
  readonly seed: number
  readonly onRound?: (round: number) => void
}): Promise<KillLoopResult> {
  const random = createSeededRandom(options.seed)
  const folder = mkdtempSync(path.join(tmpdir(), 'planner-kill-'))
  const sandbox = await startSandbox({
    world: { seed: options.seed, finishDelayMs: [20, 150], listingLagMs: [5, 60] },
  })
  const loop = createLoop(sandbox, folder, await freePort(), random)
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      await loop.round()
      options.onRound?.(round + 1)
    }
    return { rounds: options.rounds, ...(await loop.settle()) }
  } finally {
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function createLoop(sandbox: Sandbox, folder: string, port: number, random: SeededRandom) {
  const dataDir = path.join(folder, 'data')
  const pendingChanges = new Map<string, PendingChange>()
  const known = new Map<string, KnownSync>()
  const announced = new Set<string>()
  let minted = 0
  let account: Account | null = null
  const connectionId = connectionOf(sandbox)
  const pick = (below: number): number => Math.floor(random.next() * below)

  async function start() {
    const planner = await startPlanner({
      dataDir,
      port,
      env: {
        CATENA_API_URL: sandbox.apiUrl,
        CATENA_ISSUER_URL: sandbox.issuerUrl,
        CATENA_CLIENT_ID: sandbox.serviceClient.id,
        CATENA_CLIENT_SECRET: sandbox.serviceClient.secret,
        PLANNER_SYNC_TIMINGS: JSON.stringify(TIMINGS),
      },
    })
    const page = await openLoopbackPage(planner.address)
    page.on('sync.changed', ({ statuses }) => remember(statuses))
    await page.call('app.enter', { workspace: 'live' })
    const { auth } = await page.call('app.hello', {})
    account = auth.account ?? account
    await page.call('sync.begin', { installId: null })
    remember((await page.call('sync.statuses', { after: null })).statuses)
    return { planner, page }
  }

  function remember(statuses: readonly WorkflowSync[]): void {
    for (const each of statuses) known.set(each.workflowId, knownOf(each))
  }

  /** Makes a new workflow, an edit or a cancellation. */
  function pendingChange(): void {
    const ids = [...pendingChanges.keys()]
    const id = ids[pick(ids.length + 3)]
    const before = id === undefined ? undefined : pendingChanges.get(id)?.entry
    if (before?.intent === 'cancel') return
    minted += 1
    const workflowId = before?.workflowId ?? `workflow-${minted}`
    const isCancel = before !== undefined && pick(4) === 0
    const plan = before === undefined ? newPlan(minted) : { ...before.plan, instructions: `edit ${minted}` }
    const entry: SubmittedChange = {
      workflowId,
      seq: (before?.seq ?? 0) + 1,
      intent: isCancel ? 'cancel' : 'send',
      plan: isCancel ? { ...plan, status: 'CANCELLED' } : plan,
      sourceId: `dp_killloop00_${String(minted).padStart(26, '0')}`,
      account,
      overBase: null,
      wasSubmitted: before?.wasSubmitted ?? false,
      known: null,
    }
    pendingChanges.set(workflowId, { entry, isAcknowledged: false })
  }

  function newPlan(number: number): Plan {
    const hour = String(number % 24).padStart(2, '0')
    return {
      ...emptyPlan(),
      reference: `K-${number}`,
      connectionId,
      startsAt: `2026-12-01T${hour}:00:00Z`,
      instructions: `new ${number}`,
      stops: [{ ...emptyStop(`stop-${number}`), locationName: `Depot ${number}` }],
    }
  }

  /** Submits what the host has not acknowledged, as the page does. */
  async function submitter(page: RpcClient): Promise<void> {
    for (const each of pendingChanges.values()) {
      if (each.isAcknowledged) continue
      const entry = { ...each.entry, known: known.get(each.entry.workflowId) ?? null }
      each.entry = { ...each.entry, wasSubmitted: true }
      await page.call('sync.submit', { entries: [entry] })
      each.isAcknowledged = true
    }
  }

  async function round(): Promise<void> {
    const { planner, page } = await start()
    for (let count = 1 + pick(3); count > 0; count -= 1) pendingChange()
    if (pick(3) > 0) sandbox.faults.add(someFault(pick))
    // The kill may interrupt a submission; what was not answered is submitted again.
    const submitting = submitter(page).catch((error: unknown) => error)
    await passed(30 + pick(900))
    await planner.kill9()
    await submitting
    sandbox.faults.clear()
    readAnnounced()
  }

  function readAnnounced(): void {
    const { frames } = decodeJournal(readFileSync(path.join(dataDir, 'live', 'journal')))
    for (const { text } of frames) {
      const found = /"bodyHash":"([^"]+)"/.exec(text)
      if (found?.[1] !== undefined) announced.add(found[1])
    }
  }

  async function settle() {
    const { planner, page } = await start()
    await submitter(page)
    const end = performance.now() + SETTLE_MS
    while (performance.now() < end && !isTerminal()) await passed(100)
    readAnnounced()
    await planner.stop()
    return judge()
  }

  function isTerminal(): boolean {
    return [...pendingChanges.keys()].every((id) =>
      ['done', 'withdrawn'].includes(known.get(id)?.state ?? ''),
    )
  }

  function judge() {
    const stored = sandbox.world.workflows().map(({ record }) => record)
    const lost: string[] = []
    const ends: Record<string, number> = {}
    for (const [id, { entry }] of pendingChanges) {
      const state = known.get(id)?.state ?? 'unknown'
      ends[state] = (ends[state] ?? 0) + 1
      const there = stored.find((each) => each.source_id === known.get(id)?.sourceId)
      if (state === 'withdrawn' && entry.intent === 'cancel' && there === undefined) continue
      const plan = there === undefined ? null : planFromWire(there, entry.plan, () => 'none')
      const isRight =
        plan !== null &&
        (entry.intent === 'cancel' ? plan.status === 'CANCELLED' : isSameAtCatena(plan, entry.plan))
      if (state !== 'done' || !isRight)
        lost.push(`${id} (${state}, ${plan?.instructions ?? 'not at Catena'})`)
    }
    const bySource = new Map<string, number>()
    for (const { source_id } of stored)
      bySource.set(String(source_id), (bySource.get(String(source_id)) ?? 0) + 1)
    const duplicated = [...bySource].filter(([, count]) => count > 1).map(([source]) => source)
    if (stored.length > pendingChanges.size)
      duplicated.push(`${stored.length} workflows for ${pendingChanges.size}`)
    const writes = sandbox.received.writes()
    const unannounced = writes.filter((each) => !announced.has(hashText(each.bodyText))).length
    return { workflows: pendingChanges.size, writes: writes.length, lost, duplicated, unannounced, ends }
  }

  return { round, settle }
}

function connectionOf(sandbox: Sandbox): string {
  const found = sandbox.world.fleet.connections.find((each) => each.description?.startsWith(CONNECTION))
  if (found === undefined) throw new Error('the sandbox has no such connection')
  return found.id
}

/** The fault of a round. It ends with the round. */
function someFault(pick: (below: number) => number): FaultSpec {
  const match = { method: pick(2) === 0 ? ('POST' as const) : ('PATCH' as const) }
  const faults: FaultSpec[] = [
    { kind: 'drop', phase: 'after', match, count: 2 },
    { kind: 'drop', phase: 'before', match, count: 1 },
    { kind: 'status', status: 503, phase: 'after', match, count: 1 },
    { kind: 'status', status: 500, phase: 'before', match, count: 1 },
    { kind: 'delay', phase: 'after', delayMs: 200, match, count: 3 },
    { kind: 'delay', phase: 'before', delayMs: 100, match, count: 3 },
    { kind: 'rateLimited', retryAfterSeconds: 0.2, count: 1 },
    { kind: 'portal', status: 302, count: 2 },
    { kind: 'unauthorized', count: 1 },
    { kind: 'truncate', match, count: 1 },
  ]
  return faults[pick(faults.length)] ?? { kind: 'portal', count: 1 }
}

/** Real processes and a real clock: the loop has to wait for real time. */
function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
