import { z } from 'zod'
import { type WireWorkflow, wireOperation, wireWorkflow } from '../../catena/wire.ts'

/** Kinds of failure at a TSP [doc]. */
export const TSP_ERROR_TYPES = ['auth', 'validation', 'network', 'tsp'] as const
export type TspErrorType = (typeof TSP_ERROR_TYPES)[number]

const plannedFailure = z.object({
  errorType: z.enum(TSP_ERROR_TYPES),
  details: z.string(),
  statusCode: z.number(),
})
/** How an operation will fail at the TSP. */
export type PlannedFailure = z.infer<typeof plannedFailure>

/** The version before a change, for a lagging read model; `null` = it did not exist. */
const olderVersion = z.object({ replacedAtMs: z.number(), record: wireWorkflow.nullable() })

const storedWorkflow = z.object({
  order: z.number(),
  listedFromMs: z.number(),
  /** The workflow at the TSP, with everything that was sent. */
  record: wireWorkflow,
  /** Oldest first. Only for changes made while the read model lagged. */
  older: z.array(olderVersion).optional(),
  /** The source id that an update gave it. */
  tspSourceId: z.string().optional(),
})
const storedOperation = z.object({
  order: z.number(),
  listedFromMs: z.number(),
  finishAtMs: z.number(),
  failure: plannedFailure.nullable(),
  /** Left out for operations over the API. */
  by: z.literal('secondDesk').optional(),
  /** The operation with source id and payload as sent. */
  record: wireOperation,
})

/** The snapshot of a world. */
export const worldState = z.object({
  seed: z.number(),
  randomState: z.number(),
  nextOrder: z.number(),
  workflows: z.array(storedWorkflow),
  operations: z.array(storedOperation),
  /** Connection id → status, where it was changed after the start. */
  connectionStatuses: z.record(z.string(), z.string()),
})
/** A workflow in the sandbox, with what is needed to list it. */
export type StoredWorkflow = z.infer<typeof storedWorkflow>
/** An operation in the sandbox, with the end that is already decided. */
export type StoredOperation = z.infer<typeof storedOperation>

/** A time as Catena writes it: UTC with milliseconds. */
export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}

/** The most older versions that are kept. */
const MAX_OLDER = 20

/**
 * Changes the workflow at the TSP. @param keepsOlder true when the read model lags, so that the old version is still
 * read
 */
export function changeRecord(
  stored: StoredWorkflow,
  change: Partial<WireWorkflow>,
  atMs: number,
  keepsOlder: boolean,
): void {
  if (keepsOlder) addOlder(stored, stored.record, atMs)
  stored.record = { ...stored.record, ...change, updated_at: isoOf(atMs) }
}

/** Keeps the version that the read model shows until it has ingested the change at `atMs`. */
export function addOlder(stored: StoredWorkflow, record: WireWorkflow | null, atMs: number): void {
  stored.older = [...(stored.older ?? []), { replacedAtMs: atMs, record }].slice(-MAX_OLDER)
}
