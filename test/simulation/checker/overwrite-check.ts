import { createBody } from '../../../electron/catena/plan-on-wire.ts'
import type { Operation } from '../../../electron/host/sync/core/lane/lane.ts'
import type { ModelWorkflow } from '../../doubles/catena/model-catena.ts'
import { canonicalValue, fieldOf } from '../character/catena-content.ts'
import type { Ledger } from '../runs/ledger.ts'

/** P13: an update does not overwrite a value of another device that it had read and left out of its base. */
export interface OverwriteCheck {
  /** Catena gave back what it holds of a workflow. */
  workflowRead(workflowId: string, content: Readonly<Record<string, unknown>>): void
  /** The body of an update leaves the computer. */
  updateLeft(target: ModelWorkflow, operation: Operation | null, body: unknown): void
  /** An update may leave: the program does not know whether it did when it is ended before. */
  updateTried(operation: Operation): void
  /** The decisions of the lost journal are unknown to the program: it asks again about values that it sees again. */
  journalLost(): void
}

/** Creates a check that has seen nothing. */
export function createOverwriteCheck(ledger: Ledger): OverwriteCheck {
  const readContents = new Map<string, Readonly<Record<string, unknown>>>()
  /** What we wrote ourselves, by workflow at Catena: it cannot be told from another device's equal value. */
  const ownValues = new Map<string, Set<string>>()
  /**
   * Values of another device that an update knew (they were in its base) and replaced: by workflow, field and value, how
   * often they had been written by then. A read that lags may show them again.
   */
  const replaced = new Map<string, number>()

  function remember(workflowId: string, body: unknown): void {
    if (typeof body !== 'object' || body === null) return
    const own = ownValues.get(workflowId) ?? new Set()
    for (const [field, value] of Object.entries(body)) own.add(`${field} ${canonicalValue(value)}`)
    ownValues.set(workflowId, own)
  }

  /** A cancel sends the status whatever is there. Reads that lag may show that again. */
  function replaceStatus({ id, foreign }: ModelWorkflow): void {
    const values = (foreign.get('workflow_status') ?? []).map(canonicalValue)
    for (const value of values) {
      replaced.set(`${id} workflow_status ${value}`, values.filter((each) => each === value).length)
    }
  }

  function check(target: ModelWorkflow, operation: Operation, body: unknown): void {
    const read = readContents.get(target.id)
    if (operation.intent === 'cancel') {
      replaceStatus(target)
      return
    }
    if (read === undefined || operation.base === null) return
    const base = createBody(operation.base, operation.sourceId)
    for (const [field, values] of target.foreign) {
      const seen = canonicalValue(read[field])
      const times = values.filter((each) => canonicalValue(each) === seen).length
      const isOwn = ownValues.get(target.id)?.has(`${field} ${seen}`) === true
      if (times === 0 || isOwn || !isOverwritten(field, read, body)) continue
      const key = `${target.id} ${field} ${seen}`
      if (canonicalValue(fieldOf(base, field)) === seen) replaced.set(key, times)
      // [M1] The version before that update may be read again, as long as the other device has not written it anew.
      else if (replaced.get(key) !== times) {
        ledger.accuse('P13', `${field} of ${operation.sourceId} overwrites ${seen} of another device`)
      }
    }
  }

  return {
    workflowRead: (workflowId, content) => readContents.set(workflowId, content),
    updateLeft(target, operation, body) {
      if (operation !== null) check(target, operation, body)
      remember(target.id, body)
    },
    updateTried({ kind, resourceId, plan }) {
      if (kind === 'update' && resourceId !== null) remember(resourceId, { workflow_status: plan.status })
    },
    journalLost: () => replaced.clear(),
  }
}

/** True when the body replaces the value of a field that was read. */
function isOverwritten(field: string, read: Readonly<Record<string, unknown>>, body: unknown): boolean {
  const written = fieldOf(body, field)
  if (written === undefined || canonicalValue(written) === canonicalValue(read[field])) return false
  // Stops are written whole: what the TSP recorded of each has to be written back.
  return field !== 'stops' || !areRecordsKept(read[field], written)
}

/** Fields of a stop that the TSP records by itself. */
const RECORDED = ['actual_arrival', 'actual_departure'] as const

/** True when the stops that are written hold what the TSP recorded of each stop; a stop may be left out. */
function areRecordsKept(read: unknown, written: unknown): boolean {
  if (!Array.isArray(read) || !Array.isArray(written)) return false
  return read.every((stop: unknown) => {
    const same = written.find(
      (each: unknown) => fieldOf(each, 'source_stop_id') === fieldOf(stop, 'source_stop_id'),
    )
    return (
      same === undefined ||
      RECORDED.every((name) => canonicalValue(fieldOf(same, name)) === canonicalValue(fieldOf(stop, name)))
    )
  })
}
