import { useEffect, useMemo, useState } from 'react'
import { messageRef, type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { makeDueDrafts } from './make-drafts.ts'

/** Makes what recurs when the desk opens and whenever the day changes. @returns what went wrong, a sentence each. */
export function useRecurring(): readonly string[] {
  const { t } = useTexts()
  const services = useServices()
  const { today, time } = useDesk()
  const [problems, setProblems] = useState<readonly StoredText[]>([])
  useEffect(() => {
    let isOver = false
    const show = (found: readonly StoredText[]): void => {
      if (!isOver) setProblems(found)
    }
    // One tab at a time: the lock is let go when the drafts are on the disk.
    navigator.locks
      .request(`planner-recurring-${services.db.name}`, () => makeDueDrafts(services, time.zone, today))
      .then(
        (made) => show(made.problems),
        (cause: unknown) =>
          show([
            messageRef('templates.failed.recurring', {
              detail: cause instanceof Error ? cause.message : String(cause),
            }),
          ]),
      )
    return () => {
      isOver = true
    }
  }, [services, time.zone, today])
  return useMemo(() => problems.map((each) => textOf(t, each)), [problems, t])
}
