import { useEffect, useState } from 'react'

/** The part of the Keyboard API that is used; the DOM library of TypeScript does not have it. */
interface WithKeyboard {
  readonly keyboard?: { getLayoutMap(): Promise<ReadonlyMap<string, string>> }
}

/**
 * The characters that the present keyboard layout types with one key, without a modifier; `null` until they are known, and
 * where the browser does not tell. Read anew by each component that is drawn: a person can change the layout at any time.
 */
export function useKeyboardLayout(): ReadonlySet<string> | null {
  const [layout, setLayout] = useState<ReadonlySet<string> | null>(null)
  useEffect(() => {
    let isGone = false
    const { keyboard } = navigator as WithKeyboard
    keyboard?.getLayoutMap().then(
      (map) => !isGone && setLayout(new Set(map.values())),
      () => undefined, // the browser refuses to tell: the first key of each command is shown
    )
    return () => {
      isGone = true
    }
  }, [])
  return layout
}
