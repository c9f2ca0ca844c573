import { type RefObject, useLayoutEffect, useRef } from 'react'

/** Calls `onLeft` as the element goes from the page while the keyboard is in it, so that it can be sent on. */
export function useFocusLeft(
  element: RefObject<HTMLElement | null>,
  onLeft: (element: HTMLElement) => void,
): void {
  const latest = useRef(onLeft)
  useLayoutEffect(() => {
    latest.current = onLeft
  })
  useLayoutEffect(() => {
    const gone = element.current
    return () => {
      if (gone?.contains(document.activeElement)) latest.current(gone)
    }
  }, [element])
}
