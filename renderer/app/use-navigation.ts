import { type RefObject, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Plan } from '../../shared/model/plan/workflow.ts'
import { daysBetween } from '../../shared/util/depot-time.ts'
import { rowsOnScreen } from '../components/keyboard/rows-focus.ts'
import type { BoardView } from '../features/board/views/board-view.ts'
import { useBoardView } from '../features/board/views/use-saved-views.ts'
import type { ImportSpan } from '../features/exchange/import-span.ts'
import { SCREEN_PLACE } from '../features/frame/frame.tsx'
import type { Scope } from '../planning/scope.ts'
import { type ScreenId, screenOfScope, screenWithEditor } from './screens.tsx'

/** An import of more days than these is shown on the board of all days. */
const MAX_SHOWN_DAYS = 31

/** What the editor is open with. */
export interface Opened {
  readonly id: string
  /** What a new workflow starts with. */
  readonly plan?: Plan
  /** True when the editor goes to the first error. */
  readonly isToCorrect?: boolean
}

/** A dialog of the whole app. */
export type AppDialog = 'keys' | 'saveView'

/** Where the desk is, and the ways from there. */
export interface Navigation {
  readonly screen: ScreenId
  readonly scope: Scope
  readonly view: BoardView
  /** The saved view that is shown unchanged; `null` = none. */
  readonly currentView: string | null
  /** What the editor is open with; `null` = it is closed. */
  readonly opened: Opened | null
  readonly dialog: AppDialog | null
  /** The search field of the header. */
  readonly searchRef: RefObject<HTMLInputElement | null>
  readonly go: Go
}

/** The ways through the app. */
export interface Go {
  readonly screen: (id: ScreenId) => void
  readonly scope: (scope: Scope) => void
  readonly view: (view: BoardView) => void
  readonly savedView: (id: string, view: BoardView) => void
  readonly query: (query: string) => void
  readonly open: (id: string) => void
  readonly correct: (id: string) => void
  /** The editor has gone to the first error. */
  readonly corrected: (id: string) => void
  readonly create: () => void
  readonly closeEditor: () => void
  readonly imported: (span: ImportSpan | null) => void
  readonly search: () => void
  readonly dialog: (dialog: AppDialog | null) => void
}

/**
 * Starts on the board of today.
 * @param newPlan what a new workflow starts with.
 */
export function useNavigation(today: string, newPlan: () => Plan): Navigation {
  const [screen, setScreen] = useState<ScreenId>('board')
  const [scope, setScope] = useState<Scope>({ kind: 'day', day: today })
  const [view, setView] = useBoardView()
  const [currentView, setCurrentView] = useState<string | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [dialog, setDialog] = useState<AppDialog | null>(null)
  const searchRef = useRef<HTMLInputElement>(null)

  function openEditor(next: Opened): void {
    setOpened(next)
    setScreen(screenWithEditor(screen))
  }
  function goToScope(next: Scope): void {
    setScope(next)
    setScreen(screenOfScope(screen, next.kind))
  }
  const go: Go = {
    screen: setScreen,
    scope: goToScope,
    view(next) {
      setView(next)
      setCurrentView(null)
    },
    savedView(id, next) {
      setView(next)
      setCurrentView(id)
      setScreen('board')
    },
    query(query) {
      setScreen('board')
      setView({ ...view, query })
    },
    open: (id) => openEditor({ id }),
    correct: (id) => openEditor({ id, isToCorrect: true }),
    corrected: (id) => setOpened({ id }),
    create: () => openEditor({ id: 'new', plan: newPlan() }),
    closeEditor() {
      // The focused element goes with the editor: focus the rows, else the screen.
      flushSync(() => setOpened(null))
      const next = rowsOnScreen() ?? document.getElementById(SCREEN_PLACE)
      next?.focus()
    },
    imported: (span) => goToScope(scopeOfImport(span)),
    search() {
      setScreen('board')
      searchRef.current?.focus()
    },
    dialog: setDialog,
  }
  return { screen, scope, view, currentView, opened, dialog, searchRef, go }
}

/** The days that an import planned. `null`: its workflows have no departure. */
function scopeOfImport(span: ImportSpan | null): Scope {
  if (span === null) return { kind: 'noDate' }
  if (span.from === span.to) return { kind: 'day', day: span.from }
  if (daysBetween(span.from, span.to) > MAX_SHOWN_DAYS) return { kind: 'all' }
  return { kind: 'range', ...span }
}
