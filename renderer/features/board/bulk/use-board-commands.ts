import { useMemo } from 'react'
import { statusText } from '../../../../shared/text/field-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { useTexts } from '../../../components/display/texts.tsx'
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
  readonly t: Translate
}

/** The board's commands, with their keys: over the chosen workflows, or the one that the keyboard is on. */
export function boardCommands(parts: BoardCommandParts): readonly Command[] {
  const { chosen, active, actions, onAsk, onCopy, t } = parts
  const records = chosen.length > 0 ? chosen : active === null ? [] : [active]
  const isDisabled = records.length === 0
  const only = records.length === 1 ? records[0]?.plan.reference : ''
  const name = only || t('app.workflows', { count: Math.max(1, records.length) })
  const group = t('board.commands.group')
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
      label: t('board.commands.duplicate', { name }),
      group,
      keys: ['d'],
      isDisabled,
      run: () => onCopy(records),
    },
    {
      id: 'board.complete',
      label: t('board.commands.complete', { name }),
      group,
      keys: ['c'],
      isDisabled: isStatusKept,
      run: () => actions.complete(records),
    },
    {
      id: 'board.cancel',
      label: t('board.commands.cancel', { name }),
      group,
      keys: ['shift+delete'],
      isDisabled,
      run: () => actions.cancel(records),
    },
    {
      id: 'board.earlier',
      label: t('board.commands.earlier', { name }),
      group,
      keys: ['shift+alt+arrowleft'],
      isDisabled,
      run: () => actions.shift(records, -15),
    },
    {
      id: 'board.later',
      label: t('board.commands.later', { name }),
      group,
      keys: ['shift+alt+arrowright'],
      isDisabled,
      run: () => actions.shift(records, 15),
    },
    ask('driver', t('board.commands.driver', { name })),
    ask('vehicle', t('board.commands.vehicle', { name })),
    ask('territory', t('board.commands.territory', { name })),
    ask('shift', t('board.commands.shift', { name })),
    ...BULK_STATUSES.map((status) => ({
      id: `board.status.${status}`,
      label: t('board.commands.status', { status: statusText(status, t), name }),
      group,
      isDisabled: isStatusKept,
      run: () => actions.status(records, status),
    })),
    {
      id: 'board.send',
      label: t('board.commands.send', { count: drafts.length }),
      group,
      isDisabled: drafts.length === 0,
      run: () => actions.send(drafts),
    },
  ]
}

/** Registers {@link boardCommands} while the board is on screen. */
export function useBoardCommands(parts: Omit<BoardCommandParts, 't'>): void {
  const { chosen, active, actions, onAsk, onCopy } = parts
  const { t } = useTexts()
  const commands = useMemo(
    () => boardCommands({ chosen, active, actions, onAsk, onCopy, t }),
    [chosen, active, actions, onAsk, onCopy, t],
  )
  useCommands(commands)
}
