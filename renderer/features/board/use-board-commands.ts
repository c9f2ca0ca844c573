import { useMemo } from 'react'
import { type Command, useCommands } from '../../components/keymap.tsx'
import { counted } from '../../components/words.ts'
import type { WorkflowRecord } from '../../db/schema.ts'
import type { BoardActions } from './use-board-actions.ts'

/** The board's commands, with their keys: over the chosen workflows, or the one that the keyboard is on. */
export function useBoardCommands(parts: {
  chosen: readonly WorkflowRecord[]
  active: WorkflowRecord | null
  actions: BoardActions
  onCopy: (records: readonly WorkflowRecord[]) => void
}): void {
  const { chosen, active, actions, onCopy } = parts
  const commands = useMemo((): readonly Command[] => {
    const records = chosen.length > 0 ? chosen : active === null ? [] : [active]
    const isDisabled = records.length === 0
    const what =
      records.length > 1 ? counted(records.length, 'workflow') : (active?.plan.reference ?? 'workflow')
    const group = 'Board'
    return [
      {
        id: 'board.duplicate',
        label: `Duplicate ${what} to other days`,
        group,
        keys: ['d'],
        isDisabled,
        run: () => onCopy(records),
      },
      {
        id: 'board.complete',
        label: `Complete ${what}`,
        group,
        keys: ['c'],
        isDisabled,
        run: () => actions.complete(records),
      },
      {
        id: 'board.cancel',
        label: `Cancel ${what}`,
        group,
        keys: ['shift+delete'],
        isDisabled,
        run: () => actions.cancel(records),
      },
      {
        id: 'board.earlier',
        label: `Shift ${what} 15 min earlier`,
        group,
        keys: ['shift+alt+arrowleft'],
        isDisabled,
        run: () => actions.shift(records, -15),
      },
      {
        id: 'board.later',
        label: `Shift ${what} 15 min later`,
        group,
        keys: ['shift+alt+arrowright'],
        isDisabled,
        run: () => actions.shift(records, 15),
      },
    ]
  }, [chosen, active, actions, onCopy])
  useCommands(commands)
}
