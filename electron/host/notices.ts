import type { Notice } from '../../shared/rpc/contract.ts'
import type { StoredText } from '../../shared/text/stored-text.ts'
import { createListeners } from '../../shared/util/listeners.ts'

/** Messages for the dispatcher. They are kept until dismissed and sent to every page. */
export interface Notices {
  /** A second notice with the same code replaces the first. `text` is a stored text. */
  raise(level: Notice['level'], code: string, text: StoredText): void
  dismiss(id: string): void
  list(): readonly Notice[]
  /** @returns a function that ends the subscription. */
  onChange(listener: (notices: readonly Notice[]) => void): () => void
}

/** `wallMs`: milliseconds since 1970. */
export function createNotices(wallMs: () => number): Notices {
  let notices: readonly Notice[] = []
  let count = 0
  const listeners = createListeners<[notices: readonly Notice[]]>()

  function change(next: readonly Notice[]): void {
    notices = next
    listeners.tell(next)
  }

  return {
    raise(level, code, text) {
      count++
      const notice = { id: `notice-${count}`, level, code, text, at: new Date(wallMs()).toISOString() }
      change([...notices.filter((each) => each.code !== code), notice])
    },
    dismiss(id) {
      if (notices.some((notice) => notice.id === id)) change(notices.filter((notice) => notice.id !== id))
    },
    list: () => notices,
    onChange: listeners.subscribe,
  }
}
