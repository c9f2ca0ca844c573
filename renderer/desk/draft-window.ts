/** What the editor is opened with for a workflow that was never saved. */
export const NEW_WORKFLOW = 'new'

/** Which window types what: each keeps its typing under keys of its own, so that none writes over another's. */
export interface DraftWindow {
  /** Key of what this window types of a workflow, or of {@link NEW_WORKFLOW}. */
  keyOf(workflowId: string): string
  /** Of these keys, those whose window is gone: closed, reloaded or crashed. */
  orphansOf(keys: readonly string[]): Promise<readonly string[]>
}

/** The members of `navigator.locks` that are used. */
export interface WindowLocks {
  request(name: string, hold: () => Promise<void>): Promise<unknown>
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>
}

/**
 * Keys of its own for this window, and a lock of its name for as long as it lives: the browser gives the lock back
 * however the window ends. Without locks nobody else is known to be typing, and everything else counts as left behind.
 * @param database names the workspace: a lock belongs to the whole origin.
 */
export function openDraftWindow(parts: {
  readonly database: string
  readonly id: string
  readonly locks: WindowLocks | null
  readonly onError: (error: unknown) => void
}): DraftWindow & { close(): void } {
  const keyOf = (workflowId: string): string => `${workflowId}:${parts.id}`
  const isOwn = (key: string): boolean => key === keyOf(workflowOfKey(key))
  const nameOf = (windowId: string): string => `planner-typing-${parts.database}-${windowId}`
  let release = (): void => undefined
  const closed = new Promise<void>((resolve) => {
    release = resolve
  })
  parts.locks?.request(nameOf(parts.id), () => closed).catch(parts.onError)
  return {
    keyOf,
    async orphansOf(keys) {
      const others = keys.filter((each) => !isOwn(each))
      if (others.length === 0 || parts.locks === null) return others
      const { held = [] } = await parts.locks.query()
      const names = new Set(held.map((each) => each.name))
      return others.filter((each) => !names.has(nameOf(windowOfKey(each))))
    },
    close: () => release(),
  }
}

/** The workflow of a key. Earlier versions of the planner kept typing under the workflow alone. */
export function workflowOfKey(key: string): string {
  const end = key.lastIndexOf(':')
  return end === -1 ? key : key.slice(0, end)
}

function windowOfKey(key: string): string {
  return key.slice(workflowOfKey(key).length + 1)
}
