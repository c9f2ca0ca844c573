import {
  IconDownload,
  IconLayoutList,
  IconPrinter,
  IconRepeat,
  IconSend,
  IconSettings,
  IconUpload,
} from '@tabler/icons-react'
import type { Scope } from '../planning/scope.ts'

/** The screens of the main navigation. A screen is added here when it is built, not before. */
export const SCREENS = [
  { id: 'board', keys: 'g b', Icon: IconLayoutList },
  { id: 'outbox', keys: 'g o', Icon: IconSend },
  { id: 'templates', keys: 'g t', Icon: IconRepeat },
  { id: 'import', keys: 'g i', Icon: IconUpload },
  { id: 'export', keys: 'g e', Icon: IconDownload },
  { id: 'print', keys: 'g p', Icon: IconPrinter },
  { id: 'settings', keys: 'g s', Icon: IconSettings },
] as const
/** A screen of the main navigation. */
export type ScreenId = (typeof SCREENS)[number]['id']

/** The same for the navigation. */
export const NAV_ENTRIES = SCREENS.map(({ id, Icon }) => ({
  id,
  icon: <Icon size={16} stroke={1.7} aria-hidden />,
}))
/** Screens beside which the editor stands. */
export const BESIDE_EDITOR: readonly ScreenId[] = ['board', 'outbox', 'print']

/** Where the editor opens from a screen: beside it, else beside the board. */
export function screenWithEditor(screen: ScreenId): ScreenId {
  return BESIDE_EDITOR.includes(screen) ? screen : 'board'
}

/** Screens that show one day's plans in a way of their own. */
const OF_A_DAY: readonly ScreenId[] = ['print', 'templates', 'export']

/** Where choosing days leads from a screen: to the board, unless the screen shows such days itself. */
export function screenOfScope(screen: ScreenId, kind: Scope['kind']): ScreenId {
  return (kind === 'day' || kind === 'range') && OF_A_DAY.includes(screen) ? screen : 'board'
}
