import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Sends the keyboard on when the element goes from the page with it: `next` is asked once the page has changed, and not at
 * all when something else has taken the keyboard by then.
 */
export function useFocusLeft(
  element: RefObject<HTMLElement | null>,
  next: () => HTMLElement | null | undefined,
): void {
  const latest = useRef(next)
  useLayoutEffect(() => {
    latest.current = next
  })
  useLayoutEffect(() => {
    const gone = element.current
    return () => {
      if (!gone?.contains(document.activeElement)) return
      queueMicrotask(() => {
        if (document.activeElement === document.body) latest.current()?.focus()
      })
    }
  }, [element])
}
