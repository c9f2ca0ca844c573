/** All keys under which a workflow that was never saved is typed begin so. */
export const NEW_DRAFT_KEY = 'new'

/**
 * Which window types what: a workflow that has no id yet is kept under a key of its window, so that two windows do not
 * write over each other's.
 */
export interface DraftWindow {
  /** Key of this window's new workflow. */
  readonly key: string
  /** Of these keys, those whose window is gone: closed, reloaded or crashed. */
  orphansOf(keys: readonly string[]): Promise<readonly string[]>
}

/** The members of `navigator.locks` that are used. */
export interface WindowLocks {
  request(name: string, hold: () => Promise<void>): Promise<unknown>
  query(): Promise<{ readonly held?: readonly { readonly name?: string }[] }>
}

/**
 * A key of its own for this window, and a lock of that name for as long as it lives: the browser gives the lock back
 * however the window ends. Without locks nobody else is known to be typing, and everything else counts as left behind.
 * @param database names the workspace: a lock belongs to the whole origin.
 */
export function openDraftWindow(parts: {
  readonly database: string
  readonly id: string
  readonly locks: WindowLocks | null
  readonly onError: (error: unknown) => void
}): DraftWindow & { close(): void } {
  const key = `${NEW_DRAFT_KEY}:${parts.id}`
  const nameOf = (each: string): string => `planner-typing-${parts.database}-${each}`
  let release = (): void => undefined
  const closed = new Promise<void>((resolve) => {
    release = resolve
  })
  parts.locks?.request(nameOf(key), () => closed).catch(parts.onError)
  return {
    key,
    async orphansOf(keys) {
      const others = keys.filter((each) => each !== key)
      if (others.length === 0 || parts.locks === null) return others
      const { held = [] } = await parts.locks.query()
      const names = new Set(held.map((each) => each.name))
      return others.filter((each) => !names.has(nameOf(each)))
    },
    close: () => release(),
  }
}
