/** Which rows are chosen, and the row that the keyboard is on. Pure: the table draws what this says. */
export interface Selection {
  readonly selected: ReadonlySet<string>
  /** Row id or group key the keyboard is on; `null` = none yet. */
  readonly active: string | null
  /** Where a range with Shift begins. */
  readonly anchor: string | null
}

export const NO_SELECTION: Selection = { selected: new Set(), active: null, anchor: null }

/** Chooses a row or takes it back; the next range begins here. */
export function toggle(selection: Selection, id: string): Selection {
  const selected = new Set(selection.selected)
  if (!selected.delete(id)) selected.add(id)
  return { selected, active: id, anchor: id }
}

/** Chooses everything from the anchor to `id`, in the order on screen. */
export function selectRange(selection: Selection, ids: readonly string[], id: string): Selection {
  const from = selection.anchor === null ? -1 : ids.indexOf(selection.anchor)
  const to = ids.indexOf(id)
  if (to === -1) return selection
  if (from === -1) return toggle(selection, id)
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1)
  return { selected: new Set([...selection.selected, ...range]), active: id, anchor: selection.anchor }
}

/** Chooses all of `ids`, or none when all are chosen already. */
export function toggleAll(selection: Selection, ids: readonly string[]): Selection {
  const isAll = ids.length > 0 && ids.every((id) => selection.selected.has(id))
  return { ...selection, selected: isAll ? new Set() : new Set(ids) }
}

/** Forgets what is no longer there, so that a bulk edit never touches a row nobody sees. */
export function keepOnly(selection: Selection, ids: ReadonlySet<string>): Selection {
  const selected = new Set([...selection.selected].filter((id) => ids.has(id)))
  return selected.size === selection.selected.size ? selection : { ...selection, selected }
}

/** Goes to a row that was opened elsewhere, as a click on it does; what is chosen stays. */
export function moveTo(selection: Selection, id: string): Selection {
  return { ...selection, active: id, anchor: id }
}

/**
 * The row that keys like `C` act on when nothing is chosen: the one that the keyboard is on. None while a workflow is
 * open that is not on the board: a key meant for that one would change another.
 */
export function keyTarget(
  selection: Selection,
  openId: string | null,
  shownIds: ReadonlySet<string>,
): string | null {
  return openId !== null && !shownIds.has(openId) ? null : selection.active
}
