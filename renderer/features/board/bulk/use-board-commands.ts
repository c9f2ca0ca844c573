import { useMemo } from 'react'
import { counted, statusWord } from '../../../components/display/labels.ts'
import { type Command, useCommands } from '../../../components/keyboard/keymap.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { BULK_STATUSES, isCancelled } from '../../../planning/bulk-edits.ts'
import type { BoardActions } from '../../../planning/use-bulk-actions.ts'
import type { Question } from './bulk-questions.tsx'

/** What the board's commands act on, and what does it. */
export interface BoardCommandParts {
  readonly chosen: readonly WorkflowRecord[]
  /** Acted on while nothing is chosen. */
  readonly active: WorkflowRecord | null
  readonly actions: BoardActions
  readonly onAsk: (question: Question, records: readonly WorkflowRecord[]) => void
  readonly onCopy: (records: readonly WorkflowRecord[]) => void
}

/** The board's commands, with their keys: over the chosen workflows, or the one that the keyboard is on. */
export function boardCommands(parts: BoardCommandParts): readonly Command[] {
  const { chosen, active, actions, onAsk, onCopy } = parts
  const records = chosen.length > 0 ? chosen : active === null ? [] : [active]
  const isDisabled = records.length === 0
  const only = records.length === 1 ? records[0]?.plan.reference : ''
  const what = only || counted(Math.max(1, records.length), 'workflow')
  const group = 'Board'
  const isStatusKept = records.every(isCancelled)
  const drafts = records.filter((each) => each.shownState === 'draft')
  const ask = (question: Question, label: string): Command => ({
    id: `board.${question}`,
    label,
    group,
    isDisabled,
    run: () => onAsk(question, records),
  })
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
      isDisabled: isStatusKept,
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
    ask('driver', `Set driver of ${what}`),
    ask('vehicle', `Set vehicle of ${what}`),
    ask('territory', `Set territory of ${what}`),
    ask('shift', `Shift times of ${what}`),
    ...BULK_STATUSES.map((status) => ({
      id: `board.status.${status}`,
      label: `Set status ${statusWord(status)} of ${what}`,
      group,
      isDisabled: isStatusKept,
      run: () => actions.set(records, { status }, `Set status ${statusWord(status)}`),
    })),
    {
      id: 'board.send',
      label: `Send ${counted(drafts.length, 'draft')}`,
      group,
      isDisabled: drafts.length === 0,
      run: () => actions.send(drafts),
    },
  ]
}

/** Registers {@link boardCommands} while the board is on screen. */
export function useBoardCommands(parts: BoardCommandParts): void {
  const { chosen, active, actions, onAsk, onCopy } = parts
  const commands = useMemo(
    () => boardCommands({ chosen, active, actions, onAsk, onCopy }),
    [chosen, active, actions, onAsk, onCopy],
  )
  useCommands(commands)
}
