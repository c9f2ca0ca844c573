import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { createSearchIndex, wordsOf } from '../../../../shared/util/search-index.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { type BoardRow, searchTextOfRow } from '../../../planning/workflow-row.ts'
import { type BoardItem, filterRows, groupRows, sortRows } from './arrange-rows.ts'
import type { BoardView } from './board-view.ts'

/** The board's rows as a view arranges them. */
export interface ArrangedRows {
  /** The view that is followed: while the browser is busy, still the one before. */
  readonly shownView: BoardView
  /** The words of its query. */
  readonly terms: readonly string[]
  /** The rows it lets through, in its order. */
  readonly shown: readonly BoardRow[]
  /** The same under their headings, without those of closed groups. */
  readonly items: readonly BoardItem[]
  readonly onToggleGroup: (key: string) => void
}

/** Arranges the rows step by step, so that a change does again only what comes after it. */
export function useArrangedRows(rows: readonly BoardRow[], view: BoardView): ArrangedRows {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const texts = useTexts()
  // Typing stays smooth: the rows follow the query when the browser has time.
  const shownView = useDeferredValue(view)
  const terms = useMemo(() => wordsOf(shownView.query), [shownView.query])
  // Sorted before it is filtered: typing a search then costs no sorting.
  const sorted = useMemo(() => sortRows(rows, shownView.sort, texts), [rows, shownView.sort, texts])
  const found = useFound(rows, shownView.query)
  const shown = useMemo(() => filterRows(sorted, shownView, found), [sorted, shownView, found])
  const items = useMemo(
    () => groupRows(shown, shownView.group, closed, texts),
    [shown, shownView.group, closed, texts],
  )
  const onToggleGroup = useCallback((key: string) => setClosed((before) => flipped(before, key)), [])
  return { shownView, terms, shown, items, onToggleGroup }
}

/** The rows that a query finds, whatever their order; `null` = it asks for nothing. */
function useFound(rows: readonly BoardRow[], query: string): ReadonlySet<BoardRow> | null {
  const [index] = useState(() => createSearchIndex(searchTextOfRow))
  return useMemo(
    () => (query.trim() === '' ? null : new Set(index.search(rows, query))),
    [index, rows, query],
  )
}

function flipped(before: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const after = new Set(before)
  if (!after.delete(key)) after.add(key)
  return after
}
