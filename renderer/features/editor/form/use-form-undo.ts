import { useMemo, useRef } from 'react'
import { notifyDone } from '../../../components/feedback/notify.tsx'
import { type Command, useCommands } from '../../../components/keyboard/keymap.tsx'
import type { EditorForm } from './use-editor-form.ts'

const NOTHING_LEFT =
  'Your typing is not saved, and there is no more to undo in it. Save or Discard changes first: then undo goes on to what was saved before.'

/**
 * While something is not saved, the undo keys are the form's own: whoever has just removed a stop means that, and not the
 * last change that went to the TSP. In a text field they stay the browser's.
 */
export function useFormUndo(form: EditorForm): void {
  const latest = useRef(form)
  latest.current = form
  const { isDirty } = form
  const hasPast = form.state.past.length > 0
  const hasFuture = form.state.future.length > 0
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'editor.undo',
        label: 'Undo the last change that is not saved',
        group: 'In the editor',
        keys: ['mod+z'],
        within: '[data-editor]',
        isDisabled: !isDirty && !hasPast,
        run: () => (hasPast ? latest.current.takeBack() : notifyDone(NOTHING_LEFT)),
      },
      {
        id: 'editor.redo',
        label: 'Redo the change that is not saved',
        group: 'In the editor',
        keys: ['shift+mod+z', 'mod+y'],
        within: '[data-editor]',
        isDisabled: !isDirty && !hasFuture,
        run: () => (hasFuture ? latest.current.redo() : notifyDone(NOTHING_LEFT)),
      },
    ],
    [isDirty, hasPast, hasFuture],
  )
  useCommands(commands)
}
