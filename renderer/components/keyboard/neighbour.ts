/**
 * Where the focus goes when what has it is removed from a list: to the next of its kind within `list`, else to the one
 * before it, else to what `fallback` selects in the list. Ask before it is gone.
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
