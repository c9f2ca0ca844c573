import { messageRef, type StoredText, textOf } from '../../shared/text/stored-text.ts'
import type { Translate } from '../../shared/text/texts.ts'
import { TypedError } from '../../shared/util/typed-error.ts'
import { notifyDone, notifyFailure, notifyProgress } from '../components/feedback/notify.tsx'
import type { TurnedStep, UndoPreview, WorkflowCommands } from '../db/commands/command-types.ts'

/** Undo or redo. */
export type Verb = 'undo' | 'redo'

/** Keys of `frame.undo` while a step is taken back or made again. */
const RUN_KEYS = {
  undo: { title: 'undoing', cancelled: 'undoCancelled', failed: 'cannotUndo' },
  redo: { title: 'redoing', cancelled: 'redoCancelled', failed: 'cannotRedo' },
} as const

/** What a step will lead to: "Undo “Shift 14 workflows”: 3 updates follow to the TSP". `null` = there is no step. */
export function stepLabel(verb: Verb, preview: UndoPreview | null, t: Translate): string | null {
  if (preview === null) return null
  const { count, sentCount } = preview
  const step = textOf(t, preview.label)
  if (count === 0) return t(`frame.undo.${verb}Unsent`, { step })
  return sentCount === 0
    ? t(`frame.undo.${verb}`, { step })
    : t(`frame.undo.${verb}Sent`, { step, count: sentCount })
}

/** What a step has led to. What was changed after the step stays as it is, and is named. */
function doneText(verb: Verb, { label: step, kept }: TurnedStep, t: Translate): StoredText {
  const names = kept.map((name) => t('frame.undo.quoted', { name })).join(', ')
  if (verb === 'undo')
    return names === ''
      ? messageRef('frame.undo.undone', { step })
      : messageRef('frame.undo.undoneKept', { step, names })
  return names === ''
    ? messageRef('frame.undo.redone', { step })
    : messageRef('frame.undo.redoneKept', { step, names })
}

/** Takes the newest step back, or makes the last undone one again, and tells the progress and the outcome. */
export async function turnStep(
  commands: WorkflowCommands,
  verb: Verb,
  preview: UndoPreview | null,
  t: Translate,
): Promise<void> {
  const stopper = new AbortController()
  const keys = RUN_KEYS[verb]
  const total = preview?.count ?? 0
  const title = stepLabel(verb, preview, t) ?? messageRef(`frame.undo.${keys.title}`)
  const notice = notifyProgress(title, () => stopper.abort())
  try {
    const step = await commands[verb]({
      onProgress: (done) => notice.show(done, total),
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
