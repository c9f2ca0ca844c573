import { useTexts } from '../display/texts.tsx'
import { useAllCommands } from './keymap.tsx'
import { keysToShow, showKeys } from './keys.ts'
import { useKeyboardLayout } from './use-keyboard-layout.ts'

/** The keys of a command by its id, as its button shows them: `K`, `Ctrl+Z`. Empty for a command without keys. */
export function useShownKeys(): (commandId: string) => string {
  const { t } = useTexts()
  const commands = useAllCommands()
  const layout = useKeyboardLayout()
  return (commandId) => {
    const command = commands.find(({ id }) => id === commandId)
    const keys = keysToShow(command?.keys ?? [], layout)
    return keys === undefined ? '' : showKeys(keys, t)
  }
}

/** The title of a button: what it does, and its keys. */
export function withKeys(label: string, keys: string): string {
  return keys === '' ? label : `${label}  ${keys}`
}
