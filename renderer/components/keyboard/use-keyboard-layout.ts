import { useEffect, useState } from 'react'

/** The part of the Keyboard API that is used; the DOM library of TypeScript does not have it. */
interface WithKeyboard {
  readonly keyboard?: { getLayoutMap(): Promise<ReadonlyMap<string, string>> }
}

/**
 * The characters that the keyboard layout types with one key and no modifier; `null` until they are known, and where the
 * browser does not tell them. Each component reads them as it mounts, since the layout can change at any time.
 */
export function useKeyboardLayout(): ReadonlySet<string> | null {
  const [layout, setLayout] = useState<ReadonlySet<string> | null>(null)
  useEffect(() => {
    let isGone = false
    const { keyboard } = navigator as WithKeyboard
    keyboard?.getLayoutMap().then(
      (map) => !isGone && setLayout(new Set(map.values())),
      () => undefined, // the browser refuses: the first key of each command is shown
    )
    return () => {
      isGone = true
    }
  }, [])
  return layout
}
