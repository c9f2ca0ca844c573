import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useTexts } from '../../components/display/texts.tsx'
import { KeyCap } from '../../components/keyboard/key-cap.tsx'
import { useAllCommands } from '../../components/keyboard/keymap.tsx'
import { keysToShow, showKeys } from '../../components/keyboard/keys.ts'
import { useKeyboardLayout } from '../../components/keyboard/use-keyboard-layout.ts'

/** The command palette: every registered command, with its keys. */
export function Palette() {
  const { t } = useTexts()
  const commands = useAllCommands()
  const layout = useKeyboardLayout()
  const actions = commands
    .filter((command) => command.isDisabled !== true)
    .map((command) => ({
      id: command.id,
      label: command.label,
      ...(command.hint === undefined ? {} : { description: command.hint }),
      keywords: [command.group],
      onClick: command.run,
      rightSection: <Keys keys={command.keys ?? []} layout={layout} />,
    }))
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': t('app.palette.label') } }}
      highlightQuery
      limit={40}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
      nothingFound={t('app.palette.nothingFound')}
      searchProps={{
        placeholder: t('app.palette.placeholder'),
        'aria-label': t('app.palette.field'),
        leftSection: <IconSearch size={16} aria-hidden />,
      }}
    />
  )
}

/** The keys of a command: those that the present keyboard layout types directly. */
export function Keys(props: { keys: readonly string[]; layout: ReadonlySet<string> | null }) {
  const { t } = useTexts()
  const shown = keysToShow(props.keys, props.layout)
  return shown === undefined ? null : <KeyCap keys={showKeys(shown, t)} />
}
