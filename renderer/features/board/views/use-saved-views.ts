import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { notifyFailure } from '../../../components/feedback/notify.tsx'
import { useServices } from '../../../desk/services.ts'
import { notifySaved } from '../../../desk/undo-offer.tsx'
import { type BoardView, boardView, DEFAULT_VIEW } from './board-view.ts'
import { removalOf, savingOf } from './view-edits.ts'

/** A saved view, read back. */
export interface StoredView {
  readonly id: string
  readonly name: string
  readonly view: BoardView
}

const VIEW_KEY = 'board.view'
const SINGLE_KEYS_KEY = 'keys.areSingleOn'

/** The board's view, kept over a restart. The search is not: yesterday's search would hide today's work. */
export function useBoardView(): readonly [BoardView, (view: BoardView) => void] {
  const { db } = useServices()
  const [view, setView] = useState<BoardView>(DEFAULT_VIEW)
  useEffect(() => {
    let isOver = false
    db.meta.get(VIEW_KEY).then(
      (row) => {
        const parsed = boardView.safeParse(row?.value)
        if (!isOver && parsed.success) setView({ ...parsed.data, query: '', exceptions: [] })
      },
      (error: unknown) => notifyFailure(messageRef('app.view.boardNotRead'), error),
    )
    return () => {
      isOver = true
    }
  }, [db])
  const change = useCallback(
    (next: BoardView) => {
      setView(next)
      const { query: _query, exceptions: _exceptions, ...kept } = next
      db.meta
        .put({ key: VIEW_KEY, value: { ...kept, query: '', exceptions: [] } })
        .catch((error: unknown) => notifyFailure(messageRef('app.view.boardNotKept'), error))
    },
    [db],
  )
  return [view, change]
}

/** The saved views, in order, with what changes them: each change is a step of undo. */
export function useSavedViews(): {
  readonly views: readonly StoredView[]
  readonly save: (name: string, view: BoardView) => void
  readonly remove: (id: string) => void
} {
  const { commands, db, mintId } = useServices()
  const rows = useLiveQuery(() => db.views.orderBy('position').toArray(), [db]) ?? []
  const views = rows.flatMap(({ id, name, view }) => {
    const parsed = boardView.safeParse(view)
    return parsed.success ? [{ id, name, view: parsed.data }] : []
  })
  return {
    views,
    save: (name, view) => {
      const { label, changes } = savingOf(rows, name, view, mintId())
      commands
        .applyToTables(label, changes)
        .catch((error: unknown) => notifyFailure(messageRef('app.view.notSaved'), error))
    },
    remove: (id) => {
      const row = rows.find((each) => each.id === id)
      if (row === undefined) return
      const { label, changes } = removalOf(row)
      commands.applyToTables(label, changes).then(
        () => notifySaved(commands, label, messageRef('app.view.removed', { name: row.name })),
        (error: unknown) => notifyFailure(messageRef('app.view.notRemoved'), error),
      )
    },
  }
}

/** Whether single keys work without Ctrl; off is kept over a restart. */
export function useSingleKeys(): readonly [boolean, (isOn: boolean) => void] {
  const { db } = useServices()
  const stored = useLiveQuery(
    async () => z.boolean().safeParse((await db.meta.get(SINGLE_KEYS_KEY))?.value),
    [db],
  )
  return [
    stored?.success === true ? stored.data : true,
    (isOn) => {
      db.meta
        .put({ key: SINGLE_KEYS_KEY, value: isOn })
        .catch((error: unknown) => notifyFailure(messageRef('app.view.choiceNotKept'), error))
    },
  ]
}
