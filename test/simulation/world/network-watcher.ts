import type { WriteRequest } from '../../../electron/host/sync/core/ports.ts'
import type { ModelOperation } from '../../doubles/catena/model-operation.ts'

/** Gets what the checker needs to know of the network. */
export interface NetworkWatcher {
  /** The body of a write leaves the computer. */
  writeLeft(request: WriteRequest, subject: string | null): void
  /** A write was committed at Catena. */
  writeMade(operation: ModelOperation, isDuplicate: boolean): void
  /** Catena answered a write in its own format. */
  writeAnswered(request: WriteRequest, status: number): void
  /** Catena gave back what it holds of a workflow. */
  workflowRead(workflowId: string, content: Readonly<Record<string, unknown>>): void
  /** A list of operations or workflows reaches the program. */
  listed(listing: Listing): void
}

/** One list as it reached the program. */
export interface Listing {
  readonly what: 'operations' | 'workflows'
  readonly connectionId: string
  readonly operation: 'create' | 'update' | null
  readonly sourceId: string | null
  readonly fromMs: number
  readonly toMs: number
  readonly serverDateMs: number
  readonly subject: string
}
