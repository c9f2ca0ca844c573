import type { ReferencePage } from '../../../../shared/model/reference.ts'
import type { NetworkStatus, SyncDetail, WorkflowSync } from '../../../../shared/model/status/sync-status.ts'
import type { CreateSyncEngine, SyncEngineParts } from '../core/engine-types.ts'
import { waitsOf } from '../core/evidence/absence-evidence.ts'
import { learnedAnswerOf } from '../core/evidence/learned-answer.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import { apply, learnedOf, newState, unsupportedWrites } from '../core/journal/journal-state.ts'
import { recoverRecords } from '../core/journal/recover.ts'
import { isCompactionDue, snapshot } from '../core/journal/snapshot.ts'
import type { Lane, PhaseOf } from '../core/lane/lane.ts'
import { project } from '../core/lane/lane-status.ts'
import { breakerKey } from '../core/pace/circuit-breaker.ts'
import { type Gates, writeGate } from '../core/pace/gate.ts'
import { isoOf } from '../core/time/time-text.ts'
import { createAppender } from '../journal/journal-writer.ts'
import { createTidy } from '../journal/tidy.ts'
import { type CatenaLink, createCatenaLink } from '../network/catena-link.ts'
import { createCircuitBreakers } from '../network/circuit-breakers.ts'
import type { Answered } from '../tasks/answers.ts'
import { createCalibration } from '../tasks/calibration.ts'
import { createSweeps } from '../tasks/sweeps.ts'
import { createCommands } from './commands.ts'
import type { EngineCore } from './engine-core.ts'
import { createLaneRuns } from './lane-run.ts'
import { pageOf } from './pages.ts'
import { Scheduler } from './scheduler.ts'
import { createStatusFeed } from './status-feed.ts'

/** Connections are listed again after this long, or after {@link CONNECTIONS_SOON_MS} while one of them stops a lane. */
const CONNECTIONS_MS = 600_000
const CONNECTIONS_SOON_MS = 60_000

/**
 * The loop around the pure core: it appends what the core decides, performs what the core asks for, and forgets nothing
 * that is not in the journal. Its guarantees:
 * - nothing is sent before its ATTEMPT is on the disk, and nothing at all while the journal cannot be written;
 * - one task per lane at a time; lanes never wait for each other, only for free places and gates;
 * - the state changes only by records that are on the disk.
 *
 * Resolves once the journal has been read in and what a crash left open is recorded (or, when the journal cannot be
 * written, is waiting to be). The journal itself is closed by whoever opened it.
 */
export const createSyncEngine: CreateSyncEngine = async (parts) => {
  const { clock } = parts
  const state = newState()
  for (const record of parts.journalRead.records) apply(state, record)
  const runOf = createLaneRuns(parts)
  const networkListeners = new Set<(status: NetworkStatus) => void>()
  const connections = createConnections(parts)
  let isStarted = false
  let isClosed = false
  let tellBroken: () => void = () => {}
  const broken = new Promise<void>((resolve) => {
    tellBroken = resolve
  })

  const step: EngineCore['step'] = (label) => {
    const stepped = parts.onStep?.(label)
    return stepped instanceof Promise ? stepped : undefined
  }
  const appender = createAppender({
    clock,
    journal: parts.journal,
    apply: applyAll,
    snapshot: () => snapshot(state, clock.wallMs(), link.serverNow()),
    onBrokenChange,
    step,
  })
  const link: CatenaLink = createCatenaLink(parts, {
    onGate,
    onStatus: tellConnection,
    probe: connections.probe,
    step,
  })
  const tidy = createTidy({
    clock,
    serverNow: link.serverNow,
    isDue: (serverNow) => isCompactionDue(state, serverNow),
    compact: appender.compact,
  })
  const breakers = createCircuitBreakers(clock, {
    onChange: () => onGate(false),
    onClosed: (key) => void releaseHeld(key),
    onTrialDue: () => scheduler.pump(),
    log: parts.log,
  })
  const core: EngineCore = {
    parts,
    state,
    link,
    breakers,
    gates,
    waits: () => waitsOf(parts.timings, state.worstLagMs),
    learned: (connectionId) => learnedOf(state, connectionId),
    append: appender.append,
    lane: (id) => state.lanes.get(id),
    run: runOf,
    writeGate: (lane) => writeGate(lane, state, gates()),
    step,
    isClosed: () => isClosed,
  }
  const feed = createStatusFeed(clock, (id) => statusOf(state.lanes.get(id)))
  const scheduler = new Scheduler(core, feed.changed)
  const commands = createCommands(core, scheduler)
  const sweeps = createSweeps(core)
  const calibration = createCalibration(core)

  function gates(): Gates {
    const { state: networkState, detail } = link.status()
    // A gateway's 429 says nothing of Catena, but it is why nothing is sent.
    const isOnline = networkState === 'online' || (networkState === 'unreachable' && link.isRateLimited())
    return {
      network: isOnline ? 'online' : networkState === 'signInNeeded' ? 'signInNeeded' : 'offline',
      isCatenaFailing: link.isFailing(),
      networkDetail: detail,
      isRateLimited: link.isRateLimited(),
      isJournalBroken: appender.isBroken(),
      journalDetail: appender.brokenDetail(),
      account: parts.tokens.account(),
      connections: connections.statuses,
      breakers: breakers.all,
    }
  }

  function applyAll(records: readonly JournalRecord[]): void {
    const { refusals, isAllHeld } = state
    for (const record of records) apply(state, record)
    if (!isStarted) return
    const changed = new Set<string>()
    for (const record of records) if ('workflowId' in record) changed.add(record.workflowId)
    for (const id of changed) feed.changed(id)
    watch(records, changed)
    scheduler.considerMany(changed)
    if (state.refusals === refusals && state.isAllHeld === isAllHeld) return
    onGate(false)
    tellConnection()
  }

  /** What is measured and looked for beside the lanes' own steps. */
  function watch(records: readonly JournalRecord[], changed: ReadonlySet<string>): void {
    for (const id of changed) {
      const lane = state.lanes.get(id)
      if (lane !== undefined) sweeps.track(lane)
    }
    for (const record of records) {
      const lane = record.type === 'DONE' ? state.lanes.get(record.workflowId) : undefined
      if (record.type === 'DONE' && lane?.sweep !== undefined) calibration.created(lane)
    }
  }

  function onBrokenChange(isBroken: boolean, cause: unknown): void {
    if (isBroken) tellBroken()
    if (isBroken) parts.log('error', 'the journal cannot be written: nothing is sent', cause)
    else parts.log('info', 'the journal can be written again')
    onGate(false)
  }

  function onGate(isUpAgain: boolean): void {
    if (!isStarted || isClosed) return
    tidy.timeMayBeKnown()
    for (const id of scheduler.activeIds()) {
      feed.changed(id)
      if (isUpAgain) runOf(id).networkIsBack()
    }
    scheduler.considerAll()
  }

  /**
   * [B2] Catena takes writes again: what was held for its tries alone is tried again, with the proof that it has. An edit
   * that reaches the journal before a release makes that void: then the edit is released.
   */
  async function releaseHeld(key: string): Promise<void> {
    let held = [...state.lanes.values()].filter((lane) => isHeldForTries(lane, key))
    while (held.length > 0 && !isClosed) {
      const at = clock.wallMs()
      const records = held.map(({ workflowId, desired }): JournalRecord => {
        return { v: 2, at, workflowId, type: 'RELEASED', seq: desired.seq }
      })
      await appender.append(records, 'keep')
      held = held.flatMap(({ workflowId, desired }) => {
        const lane = state.lanes.get(workflowId)
        return lane !== undefined && lane.desired.seq > desired.seq && isHeldForTries(lane, key) ? [lane] : []
      })
    }
  }

  function networkStatus(): NetworkStatus {
    return {
      ...link.status(),
      isAllHeld: state.isAllHeld,
      allHeldSince: state.allHeldAtMs === null ? null : isoOf(state.allHeldAtMs),
      unsupported: unsupportedWrites(state),
    }
  }

  function tellConnection(): void {
    if (!isStarted || isClosed) return
    const status = networkStatus()
    for (const listener of networkListeners) listener(status)
  }

  function statusOf(lane: Lane | undefined): WorkflowSync | undefined {
    return lane === undefined ? undefined : project(lane, state, gates(), runOf(lane.workflowId))
  }

  function detail(workflowId: string): SyncDetail | null {
    const lane = state.lanes.get(workflowId)
    const sync = statusOf(lane)
    if (lane === undefined || sync === undefined) return null
    const { phase } = lane
    return {
      sync,
      remote: lane.remote?.plan ?? null,
      theirs: phase.kind === 'conflict' ? foreignChangeOf(phase) : null,
      lines: lane.lines.map(({ at, kind, text }) => ({ at: isoOf(at), kind, text })),
    }
  }

  async function start(): Promise<void> {
    const { cutBytes } = parts.journalRead
    const found = recoverRecords(state, { installId: parts.installId, cutBytes }, clock.wallMs())
    const begun = appender.append(found, 'keep')
    // A journal that cannot be written is not worth waiting for: nothing is sent until it can, and that is shown.
    await Promise.race([begun, broken])
    if (parts.journalRead.records.length > COMPACT_FROM + 2 * state.lanes.size) void appender.compact()
    breakers.start(state.lanes.values())
    isStarted = true
    for (const [id, lane] of state.lanes) {
      sweeps.track(lane)
      scheduler.consider(id)
    }
    link.probeNow()
  }

  await start()
  return {
    ...commands,
    statuses: ({ after }) => {
      const page = pageOf(state.lanes, after, (lane) => project(lane, state, gates(), runOf(lane.workflowId)))
      return { statuses: page.items, next: page.next }
    },
    desiredPlans: ({ after }) => {
      const page = pageOf(state.lanes, after, ({ workflowId, desired, sourceId }) => {
        const { seq, intent, plan, account } = desired
        return { workflowId, seq, intent, plan, sourceId, account }
      })
      return { desiredPlans: page.items, next: page.next }
    },
    detail: ({ workflowId }) => detail(workflowId),
    learned: () => learnedAnswerOf(state),
    holdAll: async ({ isHeld }) => {
      await commands.holdAll(isHeld)
      return networkStatus()
    },
    networkStatus,
    onStatuses: feed.on,
    onNetworkStatus: (listener) => {
      networkListeners.add(listener)
      return () => networkListeners.delete(listener)
    },
    networkMayHaveChanged: link.probeNow,
    close: async (graceMs) => {
      isClosed = true
      scheduler.close()
      tidy.close()
      sweeps.close()
      calibration.close()
      link.close()
      breakers.close()
      await Promise.race([
        scheduler.idle(),
        new Promise<void>((resolve) => {
          clock.schedule(graceMs, resolve)
        }),
      ])
      appender.close()
      feed.close()
    },
  }
}

function foreignChangeOf(phase: PhaseOf<'conflict'>): NonNullable<SyncDetail['theirs']> {
  const { theirs, base = null, askedFields = [], changedServer, baseHash } = phase
  const changedAt = changedServer === undefined ? null : isoOf(changedServer)
  return { plan: theirs, base, askedFields, changedAt, baseHash }
}

/** Also one that cancels a duplicate meanwhile. */
function isHeldForTries({ phase, resumed }: Lane, key: string): boolean {
  const held = phase.kind === 'held' ? phase : resumed
  return held?.kind === 'held' && held.why === 'tooManyTries' && breakerKey(held.operation) === key
}

/** At start a journal is rewritten when it holds this many records more than two for each lane. */
const COMPACT_FROM = 100

/** Which connections Catena lists, read by the probe now and then: the cheapest read that is also of use. */
function createConnections(parts: SyncEngineParts) {
  const statuses = new Map<string, string>()
  let listedMono = Number.NEGATIVE_INFINITY

  async function probe(link: CatenaLink): Promise<void> {
    const isSoon = [...statuses.values()].some((each) => each !== 'active')
    const age = parts.clock.monotonicMs() - listedMono
    if (age < (isSoon ? CONNECTIONS_SOON_MS : CONNECTIONS_MS)) {
      await link.read('probe', (token) => parts.reader.probe(token))
      return
    }
    const found = new Map<string, string>()
    let cursor: string | null = null
    for (let page = 0; page < MAX_CONNECTION_PAGES; page += 1) {
      const from: string | null = cursor
      const answered: Answered<ReferencePage> | null = await link.read('connections', (token) =>
        parts.reader.referencePage('connections', from, token),
      )
      if (answered === null || answered.kind === 'unusable') return
      if (answered.kind === 'refused' || answered.value.kind !== 'connections') break
      for (const each of answered.value.items) found.set(each.id, each.status)
      cursor = answered.value.nextCursor
      if (cursor === null) break
    }
    statuses.clear()
    for (const [id, status] of found) statuses.set(id, status)
    listedMono = parts.clock.monotonicMs()
  }

  return { statuses, probe }
}

/** A fleet has tens of connections; a list without an end must not keep the probe. */
const MAX_CONNECTION_PAGES = 50
