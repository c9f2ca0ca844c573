import { useMemo, useState } from 'react'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { keepOnly, moveTo, NO_SELECTION, type Selection } from '../../../planning/selection.ts'
import type { BoardRow } from '../../../planning/workflow-row.ts'

/** What is chosen on the board, and where the keyboard is. */
export interface BoardSelection {
  readonly selection: Selection
  readonly setSelection: (selection: Selection) => void
  readonly chosen: readonly WorkflowRecord[]
  readonly shownIds: ReadonlySet<string>
}

/** The choice among the rows that are shown. The active row follows the workflow that is opened, from wherever. */
export function useBoardSelection(shown: readonly BoardRow[], openId: string | null): BoardSelection {
  const [raw, setSelection] = useState(NO_SELECTION)
  const [followedId, setFollowedId] = useState<string | null>(null)
  const shownIds = useMemo(() => new Set(shown.map((row) => row.id)), [shown])
  // A copy is opened before its row is there: it is followed once the row has come.
  if (openId !== followedId && (openId === null || shownIds.has(openId))) {
    setFollowedId(openId)
    if (openId !== null) setSelection(moveTo(raw, openId))
  }
  const selection = useMemo(() => keepOnly(raw, shownIds), [raw, shownIds])
  const chosen = useMemo(
    () => shown.filter((row) => selection.selected.has(row.id)).map((row) => row.record),
    [shown, selection],
  )
  return { selection, setSelection, chosen, shownIds }
}
