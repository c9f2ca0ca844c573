import { useMemo, useRef } from 'react'
import { messageRef } from '../../../../shared/text/stored-text.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { notifyDone } from '../../../components/feedback/notify.tsx'
import { type Command, useCommands } from '../../../components/keyboard/keymap.tsx'
import type { EditorForm } from './use-editor-form.ts'

/**
 * While something is not saved, the undo keys are the form's own: whoever has just removed a stop means that, and not the
 * last change that went to the TSP. In a text field they stay the browser's.
 */
export function useFormUndo(form: EditorForm): void {
  const { t } = useTexts()
  const latest = useRef(form)
  latest.current = form
  const { isDirty } = form
  const hasPast = form.state.past.length > 0
  const hasFuture = form.state.future.length > 0
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'editor.undo',
        label: t('editor.undo.undo'),
        group: t('editor.undo.group'),
        keys: ['mod+z'],
        within: '[data-editor]',
        isDisabled: !isDirty && !hasPast,
        run: () => (hasPast ? latest.current.takeBack() : notifyDone(messageRef('editor.undo.nothingLeft'))),
      },
      {
        id: 'editor.redo',
        label: t('editor.undo.redo'),
        group: t('editor.undo.group'),
        keys: ['shift+mod+z', 'mod+y'],
        within: '[data-editor]',
        isDisabled: !isDirty && !hasFuture,
        run: () => (hasFuture ? latest.current.redo() : notifyDone(messageRef('editor.undo.nothingLeft'))),
      },
    ],
    [isDirty, hasPast, hasFuture, t],
  )
  useCommands(commands)
}
