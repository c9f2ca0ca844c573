import { type RefObject, useEffect, useRef, useState } from 'react'
import type { EditorForm } from './form/use-editor-form.ts'

/** Where a correction begins: at the first of these that is there. */
const TO_CORRECT = [
  '[aria-invalid="true"]',
  '[data-problem]',
  '[data-choice]',
  '[data-conflict]',
  '[data-first-field]',
]
const TO_CHOOSE = ['[data-choice]']
const TO_BEGIN = ['[data-first-field]']

/** What {@link useEditorFocus} goes by. */
export interface EditorFocus {
  readonly root: RefObject<HTMLElement | null>
  readonly form: EditorForm
  /** True for a new workflow, and for a copy that was asked for in the editor: who asks for it wants to type it. */
  readonly isNew: boolean
  readonly isToCorrect: boolean
  readonly onCorrecting: (() => void) | undefined
}

/**
 * Where the keyboard goes in the editor unasked: into the first field of what is new, to what is to be corrected, to what
 * stopped a save. All of it stands on the first tab, which is shown for it.
 * @returns the tab, and how to choose another.
 */
export function useEditorFocus(
  focus: EditorFocus,
): readonly [tab: string | null, setTab: (tab: string | null) => void] {
  const { root, form, isToCorrect } = focus
  const [tab, setTab] = useState<string | null>('plan')
  const stoppedCount = form.refusedCount + form.askedCount
  const [shownFor, setShownFor] = useState(stoppedCount)
  if (shownFor !== stoppedCount) {
    setShownFor(stoppedCount)
    setTab('plan')
  }
  // Once, as it opens: a workflow that is saved for the first time is no longer new, but stays in the same form.
  const [newCount] = useState(focus.isNew ? 1 : 0)
  useFocusOn(TO_BEGIN, newCount, root)
  useFocusOn(TO_CORRECT, form.refusedCount, root)
  useFocusOn(TO_CHOOSE, form.askedCount, root)

  const latest = useRef(focus)
  latest.current = focus
  useEffect(() => {
    if (!isToCorrect) return
    latest.current.form.goToErrors()
    latest.current.onCorrecting?.()
  }, [isToCorrect])
  return [tab, setTab]
}

/** Goes to the first of `selectors` that is there, each time that `count` has grown. */
function useFocusOn(selectors: readonly string[], count: number, root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (count === 0) return
    const found = selectors.map((each) => root.current?.querySelector<HTMLElement>(each))
    found.find((each) => each != null)?.focus()
  }, [selectors, count, root])
}
