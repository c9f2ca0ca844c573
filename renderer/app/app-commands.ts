import { spotlight } from '@mantine/spotlight'
import { useMemo, useRef } from 'react'
import type { Translate } from '../../shared/text/texts.ts'
import { addDays } from '../../shared/util/depot-time.ts'
import { useTexts } from '../components/display/texts.tsx'
import { type Command, useCommands } from '../components/keyboard/keymap.tsx'
import { planningDay } from '../features/frame/header/planning-day.ts'
import type { UndoControls } from '../features/frame/use-undo.ts'
import type { Scope } from '../planning/scope.ts'
import { SCREENS } from './screens.tsx'
import type { Go } from './use-navigation.ts'

/** What the commands of the whole app work on. */
export interface AppCommandsParts {
  readonly go: Go
  readonly scope: Scope
  readonly today: string
  readonly undo: UndoControls
}

/** A command of the whole app, but for its texts. */
interface AppCommand extends Pick<Command, 'keys' | 'worksInFields'> {
  readonly id: string
  readonly label: (t: Translate) => string
  readonly group: 'planning' | 'go' | 'board' | 'help'
  readonly run: (parts: AppCommandsParts) => void
}

/** In the order of palette and key list. */
const COMMANDS: readonly AppCommand[] = [
  {
    id: 'new',
    label: (t) => t('app.command.new'),
    group: 'planning',
    keys: ['n'],
    run: ({ go }) => go.create(),
  },
  {
    id: 'undo',
    label: (t) => t('app.command.undo'),
    group: 'planning',
    keys: ['mod+z'],
    run: ({ undo }) => undo.undo(),
  },
  {
    id: 'redo',
    label: (t) => t('app.command.redo'),
    group: 'planning',
    keys: ['shift+mod+z', 'mod+y'],
    run: ({ undo }) => undo.redo(),
  },
  {
    id: 'search',
    label: (t) => t('app.command.search'),
    group: 'go',
    keys: ['/', 'mod+f'],
    worksInFields: true,
    run: ({ go }) => go.search(),
  },
  {
    id: 'today',
    label: (t) => t('app.command.today'),
    group: 'go',
    keys: ['t'],
    run: ({ go, today }) => go.scope({ kind: 'day', day: today }),
  },
  {
    id: 'previousDay',
    label: (t) => t('app.command.previousDay'),
    group: 'go',
    keys: ['[', 'k'],
    run: (parts) => moveDay(parts, -1),
  },
  {
    id: 'nextDay',
    label: (t) => t('app.command.nextDay'),
    group: 'go',
    keys: [']', 'j'],
    run: (parts) => moveDay(parts, 1),
  },
  {
    id: 'allDays',
    label: (t) => t('app.command.allDays'),
    group: 'go',
    keys: ['g a'],
    run: ({ go }) => go.scope({ kind: 'all' }),
  },
  {
    id: 'noDate',
    label: (t) => t('app.command.noDate'),
    group: 'go',
    keys: ['g d'],
    run: ({ go }) => go.scope({ kind: 'noDate' }),
  },
  ...SCREENS.map(
    ({ id, keys }): AppCommand => ({
      id: `go.${id}`,
      label: (t) => t(`app.screen.${id}`),
      group: 'go',
      keys: [keys],
      run: ({ go }) => go.screen(id),
    }),
  ),
  {
    id: 'saveView',
    label: (t) => t('app.command.saveView'),
    group: 'board',
    run: ({ go }) => go.dialog('saveView'),
  },
  {
    id: 'palette',
    label: (t) => t('app.command.palette'),
    group: 'help',
    keys: ['mod+k'],
    worksInFields: true,
    run: spotlight.toggle,
  },
  {
    id: 'keys',
    label: (t) => t('app.command.keys'),
    group: 'help',
    keys: ['?'],
    run: ({ go }) => go.dialog('keys'),
  },
]

function moveDay({ go, scope, today }: AppCommandsParts, days: number): void {
  go.scope({ kind: 'day', day: addDays(planningDay(scope, today), days) })
}

/** The commands that every screen has: palette, key list and keys show the same ones. */
export function useAppCommands(parts: AppCommandsParts): void {
  const { t } = useTexts()
  const latest = useRef(parts)
  latest.current = parts
  const { undoLabel, redoLabel } = parts.undo
  const commands = useMemo(() => {
    const labels = new Map([
      ['undo', undoLabel],
      ['redo', redoLabel],
    ])
    return COMMANDS.map(
      ({ label, group, run, ...rest }): Command => ({
        ...rest,
        label: labels.get(rest.id) ?? label(t),
        group: t(`app.commandGroup.${group}`),
        run: () => run(latest.current),
        // Without a step to take back or to make again.
        ...(labels.get(rest.id) === null && { isDisabled: true }),
      }),
    )
  }, [undoLabel, redoLabel, t])
  useCommands(commands)
}
