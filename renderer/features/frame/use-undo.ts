import { useMemo } from 'react'
import { messageRef, type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { TypedError } from '../../../shared/util/typed-error.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { notifyDone, notifyFailure, notifyProgress } from '../../components/feedback/notify.tsx'
import type { TurnedStep, UndoPreview } from '../../db/commands/command-types.ts'
import { useServices } from '../../desk/services.ts'
import { useUndoPreview } from '../../desk/use-workflows.ts'

/** Undo and redo, with what they will do in words before the key is pressed. `null` = there is nothing. */
export interface UndoControls {
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  readonly undo: () => void
  readonly redo: () => void
}

/** What a step will lead to: "Undo “Shift 14 workflows”: 3 updates follow to the TSP". */
export function stepLabel(verb: 'undo' | 'redo', preview: UndoPreview | null, t: Translate): string | null {
  if (preview === null) return null
  const { count, sentCount } = preview
  const step = textOf(t, preview.label)
  if (count === 0) return t(`frame.undo.${verb}Unsent`, { step })
  return sentCount === 0
    ? t(`frame.undo.${verb}`, { step })
    : t(`frame.undo.${verb}Sent`, { step, count: sentCount })
}

/** What a step has led to; what someone changed after it is named, since it stays as it is. */
function doneText(verb: 'undo' | 'redo', { label: step, kept }: TurnedStep, t: Translate): StoredText {
  const names = kept.map((name) => t('frame.undo.quoted', { name })).join(', ')
  if (verb === 'undo')
    return names === ''
      ? messageRef('frame.undo.undone', { step })
      : messageRef('frame.undo.undoneKept', { step, names })
  return names === ''
    ? messageRef('frame.undo.redone', { step })
    : messageRef('frame.undo.redoneKept', { step, names })
}

/** Keys of `frame.undo` while a step is turned. */
const RUN_KEYS = {
  undo: { title: 'undoing', cancelled: 'undoCancelled', failed: 'cannotUndo' },
  redo: { title: 'redoing', cancelled: 'redoCancelled', failed: 'cannotRedo' },
} as const

/** The planner's undo and redo. */
export function useUndo(): UndoControls {
  const { t } = useTexts()
  const { commands } = useServices()
  const preview = useUndoPreview()
  const undoLabel = stepLabel('undo', preview?.undo ?? null, t)
  const redoLabel = stepLabel('redo', preview?.redo ?? null, t)
  const undoCount = preview?.undo?.count ?? 0
  const redoCount = preview?.redo?.count ?? 0
  return useMemo(() => {
    async function run(verb: 'undo' | 'redo', title: string | null, count: number): Promise<void> {
      const stopper = new AbortController()
      const keys = RUN_KEYS[verb]
      const notice = notifyProgress(title ?? t(`frame.undo.${keys.title}`), () => stopper.abort())
      try {
        const step = await commands[verb]({
          onProgress: (done) => notice.show(done, count),
          signal: stopper.signal,
        })
        if (step !== null) notifyDone(doneText(verb, step, t))
      } catch (error) {
        if (error instanceof TypedError && error.code === 'workflow.cancelled') {
          notifyDone(messageRef(`frame.undo.${keys.cancelled}`))
        } else notifyFailure(messageRef(`frame.undo.${keys.failed}`), error)
      } finally {
        notice.end()
      }
    }
    return {
      undoLabel,
      redoLabel,
      undo: () => void run('undo', undoLabel, undoCount),
      redo: () => void run('redo', redoLabel, redoCount),
    }
  }, [commands, undoLabel, redoLabel, undoCount, redoCount, t])
}
