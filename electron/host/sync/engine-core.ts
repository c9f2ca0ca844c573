import type { SyncReason } from '../../../shared/model/sync-status.ts'
import type { SyncEngineParts } from '../../../shared/sync/engine-types.ts'
import type { Waits } from '../../../shared/sync/evidence.ts'
import type { Gates } from '../../../shared/sync/gate.ts'
import type { JournalRecord } from '../../../shared/sync/journal-record.ts'
import type { Lane } from '../../../shared/sync/lane.ts'
import type { Learned } from '../../../shared/sync/learned.ts'
import type { SyncState } from '../../../shared/sync/state.ts'
import type { OnFailure } from './appender.ts'
import type { CircuitBreakers } from './circuit-breaker.ts'
import type { LaneRun } from './lane-runs.ts'
import type { Line } from './line.ts'

/** What the engine's parts share. The state is changed only by appending records. */
export interface EngineCore {
  readonly parts: SyncEngineParts
  readonly state: SyncState
  readonly line: Line
  readonly breakers: CircuitBreakers
  gates(): Gates
  waits(): Waits
  /** What was learned about a connection. */
  learned(connectionId: string): Learned
  append(records: readonly JournalRecord[], onFailure: OnFailure): Promise<void>
  lane(id: string): Lane | undefined
  run(id: string): LaneRun
  writeGate(lane: Lane): SyncReason | null
  step(label: string): Promise<void> | undefined
  isClosed(): boolean
}
