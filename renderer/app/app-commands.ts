import { spotlight } from '@mantine/spotlight'
import { useMemo, useRef } from 'react'
import { addDays } from '../../shared/util/depot-time.ts'
import { useTexts } from '../components/display/texts.tsx'
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
  const { t } = useTexts()
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
      {
        id: 'new',
        label: t('app.command.new'),
        group: t('app.commandGroup.planning'),
        keys: ['n'],
        run: () => at().go.create(),
      },
      {
        id: 'undo',
        label: undoLabel ?? t('app.command.undo'),
        group: t('app.commandGroup.planning'),
        keys: ['mod+z'],
        isDisabled: undoLabel === null,
        run: () => at().undo.undo(),
      },
      {
        id: 'redo',
        label: redoLabel ?? t('app.command.redo'),
        group: t('app.commandGroup.planning'),
        keys: ['shift+mod+z', 'mod+y'],
        isDisabled: redoLabel === null,
        run: () => at().undo.redo(),
      },
      {
        id: 'search',
        label: t('app.command.search'),
        group: t('app.commandGroup.go'),
        keys: ['/', 'mod+f'],
        worksInFields: true,
        run: () => at().go.search(),
      },
      {
        id: 'today',
        label: t('app.command.today'),
        group: t('app.commandGroup.go'),
        keys: ['t'],
        run: () => at().go.scope({ kind: 'day', day: at().today }),
      },
      {
        id: 'previousDay',
        label: t('app.command.previousDay'),
        group: t('app.commandGroup.go'),
        keys: ['[', 'k'],
        run: () => move(-1),
      },
      {
        id: 'nextDay',
        label: t('app.command.nextDay'),
        group: t('app.commandGroup.go'),
        keys: [']', 'j'],
        run: () => move(1),
      },
      {
        id: 'allDays',
        label: t('app.command.allDays'),
        group: t('app.commandGroup.go'),
        keys: ['g a'],
        run: () => at().go.scope({ kind: 'all' }),
      },
      {
        id: 'noDate',
        label: t('app.command.noDate'),
        group: t('app.commandGroup.go'),
        keys: ['g d'],
        run: () => at().go.scope({ kind: 'noDate' }),
      },
      ...SCREENS.map(
        ({ id, keys }): Command => ({
          id: `go.${id}`,
          label: t(`app.screen.${id}`),
          group: t('app.commandGroup.go'),
          keys: [keys],
          run: () => at().go.screen(id),
        }),
      ),
      {
        id: 'saveView',
        label: t('app.command.saveView'),
        group: t('app.commandGroup.board'),
        run: () => at().saveView(),
      },
      {
        id: 'palette',
        label: t('app.command.palette'),
        group: t('app.commandGroup.help'),
        keys: ['mod+k'],
        worksInFields: true,
        run: spotlight.toggle,
      },
      {
        id: 'keys',
        label: t('app.command.keys'),
        group: t('app.commandGroup.help'),
        keys: ['?'],
        run: () => at().go.keys(),
      },
    ]
  }, [undoLabel, redoLabel, t])
  useCommands(commands)
}
