import type { Lane } from '../core/lane/lane.ts'
import { lookedFor } from '../core/lane/uncertainty.ts'
import { accountOf } from '../core/pace/gate.ts'

/** The groups of uncertain lanes that one listing of a connection answers for. */
export interface LookGroups {
  /** The lane has changed. */
  track(lane: Lane): void
  /** The lane, and those of its group that are due and can be looked for with it. */
  with(lane: Lane, isDue: (id: string) => boolean): readonly string[]
}

/** Creates empty groups. */
export function createLookGroups(): LookGroups {
  const keys = new Map<string, string>()
  const members = new Map<string, Set<string>>()

  function leave(id: string): void {
    const key = keys.get(id)
    if (key === undefined) return
    keys.delete(id)
    const ids = members.get(key)
    ids?.delete(id)
    if (ids?.size === 0) members.delete(key)
  }

  return {
    track(lane) {
      const { workflowId } = lane
      const key = keyOf(lane)
      if (keys.get(workflowId) === key) return
      leave(workflowId)
      if (key === undefined) return
      keys.set(workflowId, key)
      members.set(key, (members.get(key) ?? new Set()).add(workflowId))
    },
    with(lane, isDue) {
      const { workflowId } = lane
      const others = [...(members.get(keyOf(lane) ?? '') ?? [])]
      return [workflowId, ...others.filter((each) => each !== workflowId && isDue(each))]
    },
  }
}

/** @returns `undefined` for a lane that is not uncertain. */
function keyOf(lane: Lane): string | undefined {
  const { phase } = lane
  if (phase.kind !== 'uncertain') return undefined
  const account = accountOf(lane)
  return JSON.stringify([
    phase.operation.kind,
    lookedFor(phase).connectionIds,
    account?.issuer,
    account?.subject,
  ])
}
