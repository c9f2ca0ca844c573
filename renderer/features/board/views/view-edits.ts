import { messageRef } from '../../../../shared/text/stored-text.ts'
import type { TableChange, ViewRecord } from '../../../db/schema/records.ts'
import type { BoardView } from './board-view.ts'

/** A change of the saved views as a step of undo. */
export interface ViewStep {
  readonly label: string
  readonly changes: readonly TableChange[]
}

/** The view with this name, upper and lower case ignored. */
export function viewNamed<T extends { readonly name: string }>(
  views: readonly T[],
  name: string,
): T | undefined {
  const wanted = name.trim().toLocaleLowerCase()
  return views.find((each) => each.name.trim().toLocaleLowerCase() === wanted)
}

/** Saves a view under a name: in place of the view with that name, or as a new view at the end. */
export function savingOf(
  rows: readonly ViewRecord[],
  name: string,
  view: BoardView,
  newId: string,
): ViewStep {
  const before = viewNamed(rows, name)
  if (before !== undefined) {
    const after = { ...before, name, view }
    return {
      label: messageRef('steps.replaceView', { value: name }),
      changes: [{ store: 'views', key: before.id, before, after }],
    }
  }
  const position = Math.max(0, ...rows.map((row) => row.position)) + 1
  const after = { id: newId, name, position, view }
  return {
    label: messageRef('steps.saveView', { value: name }),
    changes: [{ store: 'views', key: newId, before: null, after }],
  }
}

/** Removes a view. */
export function removalOf(before: ViewRecord): ViewStep {
  return {
    label: messageRef('steps.removeView', { value: before.name }),
    changes: [{ store: 'views', key: before.id, before, after: null }],
  }
}
