import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Moves the focus on when the element is removed while it has the focus. `next` is called after the removal, unless another
 * element has taken the focus by then.
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
