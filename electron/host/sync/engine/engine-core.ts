import type { SyncReason } from '../../../../shared/model/status/sync-status.ts'
import type { SyncEngineParts } from '../core/engine-types.ts'
import type { Waits } from '../core/evidence/absence-evidence.ts'
import type { Learned } from '../core/evidence/learned.ts'
import type { JournalRecord } from '../core/journal/journal-record.ts'
import type { JournalState } from '../core/journal/journal-state.ts'
import type { Lane } from '../core/lane/lane.ts'
import type { Gates } from '../core/pace/gate.ts'
import type { OnFailure } from '../journal/journal-writer.ts'
import type { CatenaLink } from '../network/catena-link.ts'
import type { CircuitBreakers } from '../network/circuit-breakers.ts'
import type { LaneRun } from './lane-run.ts'

/** What the engine's parts share. The state is changed only by appending records. */
export interface EngineCore {
  readonly parts: SyncEngineParts
  readonly state: JournalState
  readonly link: CatenaLink
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
