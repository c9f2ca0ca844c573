import type { NetworkStatus } from '../../../../shared/model/status/sync-status.ts'
import { createListeners } from '../../../../shared/util/listeners.ts'
import type { CreateSyncEngine, SyncEngine, SyncEngineParts } from '../core/engine-types.ts'
import { type Waits, waitsOf } from '../core/evidence/absence-evidence.ts'
import type { Learned } from '../core/evidence/learned.ts'
import { learnedAnswerOf } from '../core/evidence/learned-answer.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import {
  apply,
  type JournalState,
  learnedOf,
  newState,
  unsupportedWrites,
} from '../core/journal/journal-state.ts'
import { recoverRecords } from '../core/journal/recover.ts'
import { isCompactionDue, snapshot } from '../core/journal/snapshot.ts'
import type { Lane } from '../core/lane/lane.ts'
import { type Gates, writeGate } from '../core/pace/gate.ts'
import { isoOf } from '../core/time/time-text.ts'
import { JournalWriter, type OnFailure } from '../journal/journal-writer.ts'
import { createTidy, type Tidy } from '../journal/tidy.ts'
import { type CatenaLink, createCatenaLink } from '../network/catena-link.ts'
import { type CircuitBreakers, createCircuitBreakers } from '../network/circuit-breakers.ts'
import { type Calibration, createCalibration } from '../tasks/calibration.ts'
import { readRemotePage } from '../tasks/remote-page.ts'
import { Sweeps } from '../tasks/sweeps.ts'
import { createCommands } from './commands.ts'
import { ConnectionStatuses } from './connection-statuses.ts'
import type { EngineCore } from './engine-core.ts'
import { createLaneRuns, type LaneRun } from './lane-run.ts'
import { desiredPlansAfter, detailOf, statusesAfter, statusOf } from './lane-views.ts'
import { releaseHeld } from './release-held.ts'
import { Scheduler } from './scheduler.ts'
import { createStatusFeed, type StatusFeed } from './status-feed.ts'

/** At start a journal is rewritten when it has more records than this and two for each lane. */
const COMPACT_FROM = 100

/**
 * The loop around the pure core: it appends the records that the core decides, and performs the steps that the core
 * asks for. Its guarantees:
 * - nothing is sent before its ATTEMPT is on the disk, and nothing at all while the journal cannot be written;
 * - one task per lane at a time; lanes wait only for free slots and gates, never for each other;
 * - the state changes only by records that are on the disk.
 *
 * Resolves once the journal is folded in and what a crash left open is recorded (or, when the journal cannot be
 * written, waits to be recorded). Whoever opened the journal closes it.
 */
export const createSyncEngine: CreateSyncEngine = async (parts) => {
  const engine = new Engine(parts)
  await engine.start()
  return engine.asSyncEngine()
}

/**
 * `starting`: nothing is planned or told before what a crash left open is recorded. `closed`: nothing begins any more.
 */
type Stage = 'starting' | 'running' | 'closed'

class Engine implements EngineCore {
  readonly parts: SyncEngineParts
  readonly state: JournalState = newState()
  readonly link: CatenaLink
  readonly breakers: CircuitBreakers
  readonly #runs: (id: string) => LaneRun
  readonly #connections: ConnectionStatuses
  readonly #writer: JournalWriter
  readonly #tidy: Tidy
  readonly #feed: StatusFeed
  readonly #scheduler: Scheduler
  readonly #sweeps: Sweeps
  readonly #calibration: Calibration
  readonly #networkListeners = createListeners<[status: NetworkStatus]>()
  #stage: Stage = 'starting'
  #onBroken: () => void = () => {}

  constructor(parts: SyncEngineParts) {
    const { clock } = parts
    this.parts = parts
    for (const record of parts.journalRead.records) apply(this.state, record)
    this.#runs = createLaneRuns(parts)
    this.#connections = new ConnectionStatuses(parts)
    this.#writer = new JournalWriter({
      clock,
      journal: parts.journal,
      apply: (records) => this.#applyAll(records),
      snapshot: () => snapshot(this.state, clock.wallMs(), this.link.serverNow()),
      onBrokenChange: (isBroken, cause) => this.#brokenChanged(isBroken, cause),
      step: (label) => this.step(label),
    })
    this.link = createCatenaLink(parts, {
      onGate: (isUpAgain) => this.#gateChanged(isUpAgain),
      onStatus: () => this.#tellNetwork(),
      probe: (link) => this.#connections.probe(link),
      step: (label) => this.step(label),
    })
    this.#tidy = createTidy({
      clock,
      serverNow: this.link.serverNow,
      isDue: (serverNow) => isCompactionDue(this.state, serverNow),
      compact: () => this.#writer.compact(),
    })
    this.breakers = createCircuitBreakers(clock, {
      onChange: () => this.#gateChanged(false),
      onClosed: (key) => void releaseHeld(this, key),
      onTrialDue: () => this.#scheduler.pump(),
      log: parts.log,
    })
    this.#feed = createStatusFeed(clock, (id) => {
      const lane = this.lane(id)
      return lane === undefined ? undefined : statusOf(this, lane)
    })
    this.#scheduler = new Scheduler(this, this.#feed.changed)
    this.#sweeps = new Sweeps(this)
    this.#calibration = createCalibration(this)
  }

  /** Records what a crash left open, and begins to work. */
  async start(): Promise<void> {
    const { clock, installId, journalRead } = this.parts
    const { cutBytes, records } = journalRead
    const broken = new Promise<void>((resolve) => {
      this.#onBroken = resolve
    })
    const found = recoverRecords(this.state, { installId, cutBytes }, clock.wallMs())
    // Do not wait for a journal that cannot be written: nothing is sent until it can be, and the page shows that.
    await Promise.race([this.append(found, 'keep'), broken])
    if (records.length > COMPACT_FROM + 2 * this.state.lanes.size) void this.#writer.compact()
    this.breakers.start(this.state.lanes.values())
    this.#stage = 'running'
    for (const [id, lane] of this.state.lanes) {
      this.#sweeps.track(lane)
      this.#scheduler.consider(id)
    }
    this.link.probeNow()
  }

  asSyncEngine(): SyncEngine {
    const commands = createCommands(this, this.#scheduler)
    return {
      ...commands,
      statuses: ({ after }) => statusesAfter(this, after),
      desiredPlans: ({ after }) => desiredPlansAfter(this, after),
      detail: ({ workflowId }) => detailOf(this, workflowId),
      remotePage: (input) => readRemotePage(this, input),
      learned: () => learnedAnswerOf(this.state),
      holdAll: async ({ isHeld }) => {
        await commands.holdAll(isHeld)
        return this.#networkStatus()
      },
      networkStatus: () => this.#networkStatus(),
      onStatuses: this.#feed.on,
      onNetworkStatus: this.#networkListeners.subscribe,
      networkMayHaveChanged: this.link.probeNow,
      close: (graceMs) => this.#close(graceMs),
    }
  }

  append(records: readonly JournalRecord[], onFailure: OnFailure): Promise<void> {
    return this.#writer.append(records, onFailure)
  }

  lane(id: string): Lane | undefined {
    return this.state.lanes.get(id)
  }

  run(id: string): LaneRun {
    return this.#runs(id)
  }

  learned(connectionId: string): Learned {
    return learnedOf(this.state, connectionId)
  }

  waits(): Waits {
    return waitsOf(this.parts.timings, this.state.worstLagMs)
  }

  writeGate(lane: Lane): ReturnType<EngineCore['writeGate']> {
    return writeGate(lane, this.state, this.gates())
  }

  gates(): Gates {
    const { state, detail } = this.link.status()
    const isRateLimited = this.link.isRateLimited()
    // A gateway's 429 says nothing about Catena, but it is the reason why nothing is sent.
    const isOnline = state === 'online' || (state === 'unreachable' && isRateLimited)
    return {
      network: isOnline ? 'online' : state === 'signInNeeded' ? 'signInNeeded' : 'offline',
      isCatenaFailing: this.link.isFailing(),
      networkDetail: detail,
      isRateLimited,
      isJournalBroken: this.#writer.isBroken(),
      journalDetail: this.#writer.brokenDetail(),
      account: this.parts.tokens.account(),
      connections: this.#connections.all,
      breakers: this.breakers.all,
    }
  }

  step(label: string): Promise<void> | undefined {
    const stepped = this.parts.onStep?.(label)
    return stepped instanceof Promise ? stepped : undefined
  }

  isClosed(): boolean {
    return this.#stage === 'closed'
  }

  #applyAll(records: readonly JournalRecord[]): void {
    const { refusals, isAllHeld } = this.state
    for (const record of records) apply(this.state, record)
    if (this.#stage === 'starting') return
    const changed = new Set(records.flatMap((each) => ('workflowId' in each ? [each.workflowId] : [])))
    for (const id of changed) this.#feed.changed(id)
    this.#watch(records, changed)
    this.#scheduler.considerMany(changed)
    if (this.state.refusals === refusals && this.state.isAllHeld === isAllHeld) return
    this.#gateChanged(false)
    this.#tellNetwork()
  }

  /** Tells the changes to sweeps and calibration, which work beside the lanes' own steps. */
  #watch(records: readonly JournalRecord[], changed: ReadonlySet<string>): void {
    for (const id of changed) {
      const lane = this.lane(id)
      if (lane !== undefined) this.#sweeps.track(lane)
    }
    for (const record of records) {
      const lane = record.type === 'DONE' ? this.lane(record.workflowId) : undefined
      if (lane?.sweep !== undefined) this.#calibration.created(lane)
    }
  }

  #brokenChanged(isBroken: boolean, cause: unknown): void {
    if (isBroken) {
      this.#onBroken()
      this.parts.log('error', 'the journal cannot be written: nothing is sent', cause)
    } else this.parts.log('info', 'the journal can be written again')
    this.#gateChanged(false)
  }

  /** A gate may have opened or shut. */
  #gateChanged(isUpAgain: boolean): void {
    if (this.#stage !== 'running') return
    this.#tidy.timeMayBeKnown()
    for (const id of this.#scheduler.activeIds()) {
      this.#feed.changed(id)
      if (isUpAgain) this.run(id).networkIsBack()
    }
    this.#scheduler.considerAll()
  }

  #networkStatus(): NetworkStatus {
    const { isAllHeld, allHeldAtMs } = this.state
    return {
      ...this.link.status(),
      isAllHeld,
      allHeldSince: allHeldAtMs === null ? null : isoOf(allHeldAtMs),
      unsupported: unsupportedWrites(this.state),
    }
  }

  #tellNetwork(): void {
    if (this.#stage === 'running') this.#networkListeners.tell(this.#networkStatus())
  }

  async #close(graceMs: number): Promise<void> {
    this.#stage = 'closed'
    this.#scheduler.close()
    this.#tidy.close()
    this.#sweeps.close()
    this.#calibration.close()
    this.link.close()
    this.breakers.close()
    const grace = new Promise<void>((resolve) => {
      this.parts.clock.schedule(graceMs, resolve)
    })
    await Promise.race([this.#scheduler.idle(), grace])
    this.#writer.close()
    this.#feed.close()
  }
}
