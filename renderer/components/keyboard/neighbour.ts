/**
 * The element to focus when `removed` leaves a list: the next element that `kind` selects within `list`, else the one before
 * it, else the one that `fallback` selects in the list. Call it before the removal.
 */
export function neighbourOf(
  removed: HTMLElement,
  list: string,
  kind: string,
  fallback: string,
): HTMLElement | null {
  const around = removed.closest(list)
  if (around === null) return null
  const all = [...around.querySelectorAll<HTMLElement>(kind)]
  const index = all.indexOf(removed)
  return all[index + 1] ?? all[index - 1] ?? around.querySelector<HTMLElement>(fallback)
}
