import { useMemo } from 'react'
import { notifyDone, notifyFailure } from '../../components/notify.tsx'
import type { UndoPreview } from '../../db/command-types.ts'
import { useUndoPreview } from '../../db/hooks.ts'
import { useServices } from '../../services.ts'

/** Undo and redo, with what they will do in words before the key is pressed. `null` = there is nothing. */
export interface UndoControls {
  readonly undoWords: string | null
  readonly redoWords: string | null
  readonly undo: () => void
  readonly redo: () => void
}

/** What a step will lead to: "Undo “Shift 14 workflows”: 3 updates go to the TSP". */
export function stepWords(verb: 'Undo' | 'Redo', preview: UndoPreview | null): string | null {
  if (preview === null) return null
  const { label, sentCount } = preview
  const sent =
    sentCount === 0
      ? ''
      : `: ${sentCount === 1 ? '1 update follows' : `${sentCount} updates follow`} to the TSP`
  return `${verb} “${label}”${sent}`
}

/** The planner's undo and redo. */
export function useUndo(): UndoControls {
  const { commands } = useServices()
  const preview = useUndoPreview()
  const undoWords = stepWords('Undo', preview?.undo ?? null)
  const redoWords = stepWords('Redo', preview?.redo ?? null)
  return useMemo(() => {
    function run(verb: 'undo' | 'redo', done: string): void {
      commands[verb]().then(
        (step) => {
          if (step !== null) notifyDone(`${done} “${step.label}”`)
        },
        (error: unknown) => notifyFailure(`Cannot ${verb}`, error),
      )
    }
    return {
      undoWords,
      redoWords,
      undo: () => run('undo', 'Undone:'),
      redo: () => run('redo', 'Done again:'),
    }
  }, [commands, undoWords, redoWords])
}
