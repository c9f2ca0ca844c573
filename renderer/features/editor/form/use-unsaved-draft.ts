import { useCallback, useEffect, useRef, useState } from 'react'
import { dropUnsavedDraft, keepUnsavedDraft } from '../../../db/queries/queries.ts'
import type { UnsavedDraftRecord } from '../../../db/schema/records.ts'
import { useServices } from '../../../desk/services.ts'

/** A crash loses at most this much typing. Short enough not to notice, long enough not to write at every key. */
const KEEP_AFTER_MS = 300

/**
 * Keeps what is being typed in IndexedDB while `unsavedDraft` is not `null`, and forgets it when it becomes `null`. What is
 * waiting is written at once when the page is hidden or the editor closes. Nothing is written while it is being saved:
 * it would come back as typing after the save has taken it.
 *
 * @param key of this window's typing.
 * @returns why typing could not be kept the last time, or `null`.
 */
export function useKeptDraft(
  key: string,
  unsavedDraft: Omit<UnsavedDraftRecord, 'workflowId' | 'at'> | null,
  isSaving: boolean,
): string | null {
  const { db, nowMs } = useServices()
  const [failure, setFailure] = useState<string | null>(null)
  const waiting = useRef<(() => void) | null>(null)
  const flush = useCallback(() => {
    waiting.current?.()
    waiting.current = null
  }, [])

  const isTyping = unsavedDraft !== null
  const { plan, texts, baseRev, basePlan } = unsavedDraft ?? {}
  useEffect(() => {
    if (isSaving) {
      waiting.current = null
      return
    }
    function write(): void {
      const written =
        plan === undefined
          ? dropUnsavedDraft(db, key)
          : keepUnsavedDraft(db, {
              workflowId: key,
              baseRev: baseRev ?? null,
              ...(basePlan === undefined ? {} : { basePlan }),
              plan,
              ...(texts === undefined ? {} : { texts }),
              at: nowMs(),
            })
      written.then(
        () => setFailure(null),
        (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
      )
    }
    waiting.current = write
    const timer = setTimeout(flush, isTyping ? KEEP_AFTER_MS : 0)
    return () => clearTimeout(timer)
  }, [db, nowMs, key, isTyping, isSaving, plan, texts, baseRev, basePlan, flush])

  useEffect(() => {
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flush)
      flush()
    }
  }, [flush])
  return failure
}
