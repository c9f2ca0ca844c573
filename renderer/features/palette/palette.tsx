import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { showKeys, useAllCommands } from '../../components/keyboard/keymap.tsx'
import css from './palette.module.css'

/** The command palette: every command on screen, with its keys. */
export function Palette() {
  const commands = useAllCommands()
  const actions = commands
    .filter((command) => command.isDisabled !== true)
    .map((command) => ({
      id: command.id,
      label: command.label,
      ...(command.hint === undefined ? {} : { description: command.hint }),
      keywords: [command.group],
      onClick: command.run,
      rightSection: <Keys keys={command.keys ?? []} />,
    }))
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      highlightQuery
      limit={40}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
      nothingFound="No such command"
      searchProps={{
        placeholder: 'Type a command …',
        'aria-label': 'Command',
        leftSection: <IconSearch size={16} aria-hidden />,
      }}
    />
  )
}

/** Keys as small caps, the first way only. */
export function Keys(props: { keys: readonly string[] }) {
  const first = props.keys[0]
  return first === undefined ? null : <kbd className={css.keys}>{showKeys(first)}</kbd>
}
