import { useMemo } from 'react'
import { TypedError } from '../../../shared/util/typed-error.ts'
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

/** What a step will lead to: "Undo “Shift 14 workflows”: 3 updates go to the TSP". */
export function stepLabel(verb: 'Undo' | 'Redo', preview: UndoPreview | null): string | null {
  if (preview === null) return null
  const { label, count, sentCount } = preview
  if (count === 0) return `${verb} “${label}”: nothing is sent`
  const sent =
    sentCount === 0
      ? ''
      : `: ${sentCount === 1 ? '1 update follows' : `${sentCount} updates follow`} to the TSP`
  return `${verb} “${label}”${sent}`
}

/** What a step has led to; what someone changed after it is named, since it stays as it is. */
function doneText(verb: string, step: TurnedStep): string {
  const said = `${verb} “${step.label}”`
  if (step.kept.length === 0) return said
  return `${said}, but ${step.kept.map((each) => `“${each}”`).join(', ')} was changed since and stays as it is`
}

const VERBS = {
  undo: { title: 'Undo', done: 'Undone:' },
  redo: { title: 'Redo', done: 'Done again:' },
} as const

/** The planner's undo and redo. */
export function useUndo(): UndoControls {
  const { commands } = useServices()
  const preview = useUndoPreview()
  const undoLabel = stepLabel('Undo', preview?.undo ?? null)
  const redoLabel = stepLabel('Redo', preview?.redo ?? null)
  const undoCount = preview?.undo?.count ?? 0
  const redoCount = preview?.redo?.count ?? 0
  return useMemo(() => {
    async function run(verb: 'undo' | 'redo', title: string | null, count: number): Promise<void> {
      const stopper = new AbortController()
      const words = VERBS[verb]
      const notice = notifyProgress(title ?? words.title, () => stopper.abort())
      try {
        const step = await commands[verb]({
          onProgress: (done) => notice.show(done, count),
          signal: stopper.signal,
        })
        if (step !== null) notifyDone(doneText(words.done, step))
      } catch (error) {
        if (error instanceof TypedError && error.code === 'workflow.cancelled') {
          notifyDone(`${words.title} was cancelled: nothing has changed`)
        } else notifyFailure(`Cannot ${verb}`, error)
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
  }, [commands, undoLabel, redoLabel, undoCount, redoCount])
}
