import type { Character } from '../../simulation/character/character.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { ModelOperation } from './model-operation.ts'
import { keptByTsp } from './model-tsp.ts'

/**
 * A workflow at the TSP, and the versions of it that Catena has read. Times are true time in milliseconds since 1970.
 */
export interface ModelWorkflow {
  readonly id: string
  readonly connectionId: string
  /** The source id in the body of its create. Not what is shown. */
  readonly truthSourceId: string | null
  /** The id that the TSP gave it. */
  readonly tspId: string
  readonly isForeign: boolean
  readonly madeByOperation: string
  readonly subject: string
  readonly madeMs: number
  readonly listedMs: number
  /** When the TSP last changed it. */
  changedMs: number
  /** The content at the TSP now. */
  content: Record<string, unknown>
  /** When the TSP deleted it; `null` while it exists. */
  deletedMs: number | null
  /** Fields that another device or the TSP has written, with every value. */
  readonly foreign: Map<string, unknown[]>
  /** Oldest first; empty when reads do not lag. */
  readonly versions: WorkflowVersion[]
}

/** A version that reads return from some time on. */
export interface WorkflowVersion {
  readonly content: Readonly<Record<string, unknown>>
  readonly deletedMs: number | null
  /** When Catena read it, which is its `updated_at`. */
  readonly readableMs: number
}

/** The workflows of the model. */
export interface ModelWorkflows {
  readonly byId: ReadonlyMap<string, ModelWorkflow>
  make(id: string, operation: ModelOperation): void
  /** Applies an update at the TSP. */
  update(operation: ModelOperation): void
  /** Another device or the TSP itself changes one field. */
  foreignEdit(workflow: ModelWorkflow, field: string, value: unknown): void
  /** The TSP deletes it. */
  delete(workflow: ModelWorkflow): void
  /** The version that a read returns now; `null`: none yet. */
  readable(workflow: ModelWorkflow): WorkflowVersion | null
  /** `occurred_at` as shown, and the time by which the workflow is filtered. */
  occurredMs(
    workflow: ModelWorkflow,
    version: WorkflowVersion,
  ): { readonly shown: number | null; readonly filtered: number }
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
/** The lag from a change at the TSP until reads show it, from and to, milliseconds. */
const READ_LAGS: Readonly<Record<Character['readLag'], readonly [number, number]>> = {
  none: [0, 0],
  minutes: [2 * MINUTE_MS, 15 * MINUTE_MS],
  hours: [HOUR_MS, 5 * HOUR_MS],
}

/** The longest time until a read shows a change, in milliseconds. */
export function longestReadLag(character: Character): number {
  return READ_LAGS[character.readLag][1]
}

/** @param random draws the lags */
export function createModelWorkflows(
  character: Character,
  random: SeededRandom,
  nowMs: () => number,
): ModelWorkflows {
  const byId = new Map<string, ModelWorkflow>()

  /** A later version is never readable before an earlier one. */
  function keepVersion(workflow: ModelWorkflow, changedMs: number): void {
    workflow.changedMs = changedMs
    if (character.readLag === 'none') return
    const [from, to] = READ_LAGS[character.readLag]
    const before = workflow.versions.at(-1)?.readableMs ?? 0
    workflow.versions.push({
      content: { ...workflow.content },
      deletedMs: workflow.deletedMs,
      readableMs: Math.max(before, changedMs + random.between(from, to)),
    })
  }

  function foreignWrite(workflow: ModelWorkflow, fields: Readonly<Record<string, unknown>>): void {
    for (const [field, value] of Object.entries(keptByTsp(character, fields))) {
      workflow.foreign.set(field, [...(workflow.foreign.get(field) ?? []), value])
      workflow.content[field] = value
    }
  }

  return {
    byId,
    make(id, operation) {
      const workflow: ModelWorkflow = {
        id,
        connectionId: operation.connectionId,
        truthSourceId: operation.truthSourceId,
        tspId: `tsp-${byId.size + 1}`,
        isForeign: operation.isForeign,
        madeByOperation: operation.id,
        subject: operation.subject,
        madeMs: operation.settlesMs,
        listedMs: operation.settlesMs + (operation.listedMs - operation.committedMs),
        changedMs: operation.settlesMs,
        content: { workflow_status: 'PLANNED', ...keptByTsp(character, contentOf(operation.payload)) },
        deletedMs: null,
        foreign: new Map(),
        versions: [],
      }
      byId.set(id, workflow)
      keepVersion(workflow, operation.settlesMs)
    },
    update(operation) {
      const workflow = byId.get(operation.resourceId ?? '')
      if (workflow === undefined || workflow.deletedMs !== null) return
      const content = contentOf(operation.payload)
      if (operation.isForeign) foreignWrite(workflow, content)
      else Object.assign(workflow.content, keptByTsp(character, content))
      keepVersion(workflow, operation.settlesMs)
    },
    foreignEdit(workflow, field, value) {
      foreignWrite(workflow, { [field]: value })
      keepVersion(workflow, nowMs())
    },
    delete(workflow) {
      workflow.deletedMs = nowMs()
      keepVersion(workflow, workflow.deletedMs)
    },
    readable(workflow) {
      if (character.readLag === 'none') {
        return { content: workflow.content, deletedMs: workflow.deletedMs, readableMs: workflow.changedMs }
      }
      const now = nowMs()
      return workflow.versions.findLast((each) => each.readableMs <= now) ?? null
    },
    occurredMs(workflow, version) {
      if (character.occurredAt === 'null') return { shown: null, filtered: workflow.madeMs }
      const startedMs = Date.parse(String(version.content.started_at))
      const isByStart = character.occurredAt === 'started' && !Number.isNaN(startedMs)
      const occurredMs = isByStart ? startedMs : workflow.madeMs
      return { shown: occurredMs, filtered: occurredMs }
    },
  }
}

function contentOf(payload: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { connection_id: _connection, source_id: _source, ...content } = payload
  return content
}
