import { useMemo } from 'react'
import { useTexts } from '../../components/display/texts.tsx'
import { useServices } from '../../desk/services.ts'
import { stepLabel, turnStep } from '../../desk/turn-step.ts'
import { useUndoPreview } from '../../desk/use-workflows.ts'

/** Undo and redo, each with a text of what it will lead to. `null` = there is no step. */
export interface UndoControls {
  readonly undoLabel: string | null
  readonly redoLabel: string | null
  readonly undo: () => void
  readonly redo: () => void
}

/** Undo and redo of what was saved. */
export function useUndo(): UndoControls {
  const { t } = useTexts()
  const { commands } = useServices()
  const preview = useUndoPreview()
  return useMemo(() => {
    const undo = preview?.undo ?? null
    const redo = preview?.redo ?? null
    return {
      undoLabel: stepLabel('undo', undo, t),
      redoLabel: stepLabel('redo', redo, t),
      undo: () => void turnStep(commands, 'undo', undo, t),
      redo: () => void turnStep(commands, 'redo', redo, t),
    }
  }, [commands, preview, t])
}
