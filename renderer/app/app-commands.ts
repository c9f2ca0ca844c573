import { spotlight } from '@mantine/spotlight'
import { useMemo, useRef } from 'react'
import { addDays } from '../../shared/util/depot-time.ts'
import { type Command, useCommands } from '../components/keyboard/keymap.tsx'
import { planningDay } from '../features/frame/header/planning-day.ts'
import type { UndoControls } from '../features/frame/use-undo.ts'
import type { Scope } from '../planning/scope.ts'
import { SCREENS, type ScreenId } from './screens.tsx'

/** Where the commands of the whole app lead. */
export interface Go {
  readonly screen: (id: ScreenId) => void
  readonly scope: (scope: Scope) => void
  readonly create: () => void
  readonly keys: () => void
  readonly search: () => void
}

/** The commands that every screen has: palette, key list and keys show the same ones. */
export function useAppCommands(parts: {
  go: Go
  scope: Scope
  today: string
  undo: UndoControls
  saveView: () => void
}): void {
  const latest = useRef(parts)
  latest.current = parts
  const { undoLabel, redoLabel } = parts.undo
  const commands = useMemo((): readonly Command[] => {
    const at = (): typeof parts => latest.current
    const move = (days: number): void => {
      const { scope, today, go } = at()
      go.scope({ kind: 'day', day: addDays(planningDay(scope, today), days) })
    }
    return [
      { id: 'new', label: 'New workflow', group: 'Planning', keys: ['n'], run: () => at().go.create() },
      {
        id: 'undo',
        label: undoLabel ?? 'Undo',
        group: 'Planning',
        keys: ['mod+z'],
        isDisabled: undoLabel === null,
        run: () => at().undo.undo(),
      },
      {
        id: 'redo',
        label: redoLabel ?? 'Redo',
        group: 'Planning',
        keys: ['shift+mod+z', 'mod+y'],
        isDisabled: redoLabel === null,
        run: () => at().undo.redo(),
      },
      {
        id: 'search',
        label: 'Search',
        group: 'Go',
        keys: ['/', 'mod+f'],
        worksInFields: true,
        run: () => at().go.search(),
      },
      {
        id: 'today',
        label: 'Today',
        group: 'Go',
        keys: ['t'],
        run: () => at().go.scope({ kind: 'day', day: at().today }),
      },
      { id: 'previousDay', label: 'Previous day', group: 'Go', keys: ['[', 'k'], run: () => move(-1) },
      { id: 'nextDay', label: 'Next day', group: 'Go', keys: [']', 'j'], run: () => move(1) },
      {
        id: 'allDays',
        label: 'All days',
        group: 'Go',
        keys: ['g a'],
        run: () => at().go.scope({ kind: 'all' }),
      },
      {
        id: 'noDate',
        label: 'Workflows without a date',
        group: 'Go',
        keys: ['g d'],
        run: () => at().go.scope({ kind: 'noDate' }),
      },
      ...SCREENS.map(
        ({ id, title, keys }): Command => ({
          id: `go.${id}`,
          label: title,
          group: 'Go',
          keys: [keys],
          run: () => at().go.screen(id),
        }),
      ),
      { id: 'saveView', label: 'Save this view', group: 'Board', run: () => at().saveView() },
      {
        id: 'palette',
        label: 'All commands',
        group: 'Help',
        keys: ['mod+k'],
        worksInFields: true,
        run: spotlight.toggle,
      },
      { id: 'keys', label: 'Keys', group: 'Help', keys: ['?'], run: () => at().go.keys() },
    ]
  }, [undoLabel, redoLabel])
  useCommands(commands)
}
