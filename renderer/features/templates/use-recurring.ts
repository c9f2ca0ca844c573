import { useEffect, useState } from 'react'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { makeDueDrafts } from './make-drafts.ts'

/** Makes what recurs when the desk opens and whenever the day changes. @returns what went wrong, in words. */
export function useRecurring(): readonly string[] {
  const services = useServices()
  const { today, time } = useDesk()
  const [problems, setProblems] = useState<readonly string[]>([])
  useEffect(() => {
    let isOver = false
    const show = (words: readonly string[]): void => {
      if (!isOver) setProblems(words)
    }
    // One tab at a time: the lock is let go when the drafts are on the disk.
    navigator.locks
      .request(`planner-recurring-${services.db.name}`, () => makeDueDrafts(services, time.zone, today))
      .then(
        (made) => show(made.problems),
        (cause: unknown) =>
          show([`Recurring drafts were not made: ${cause instanceof Error ? cause.message : String(cause)}`]),
      )
    return () => {
      isOver = true
    }
  }, [services, time.zone, today])
  return problems
}
