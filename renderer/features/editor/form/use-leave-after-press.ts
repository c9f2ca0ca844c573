import { useEffect, useMemo, useRef } from 'react'
import type { FieldKey } from './field-key.ts'
import type { EditorForm } from './use-editor-form.ts'

/**
 * The form, whose `leave` waits while a button of the mouse is down. Leaving a field may show an error below it, which moves
 * what stands further down: a press on a button there would otherwise end beside the button and do nothing.
 */
export function useLeaveAfterPress(form: EditorForm): EditorForm {
  const latest = useRef(form)
  latest.current = form
  const isPressed = useRef(false)
  useEffect(() => onPress((isDown) => (isPressed.current = isDown)), [])
  const leave = useMemo(
    () => (key: FieldKey) => {
      if (isPressed.current) afterPress(() => latest.current.leave(key))
      else latest.current.leave(key)
    },
    [],
  )
  return { ...form, leave }
}

/** Reports each press of a pointer and its end. @returns what ends the reports. */
function onPress(report: (isDown: boolean) => void): () => void {
  const stop = new AbortController()
  const options = { capture: true, signal: stop.signal }
  window.addEventListener('pointerdown', () => report(true), options)
  window.addEventListener('pointerup', () => report(false), options)
  window.addEventListener('pointercancel', () => report(false), options)
  return () => stop.abort()
}

/** Runs once, when the press has ended: before what is pressed hears the click, and also when there is no click. */
function afterPress(run: () => void): void {
  const stop = new AbortController()
  const options = { capture: true, signal: stop.signal }
  const end = (): void => {
    if (stop.signal.aborted) return
    stop.abort()
    run()
  }
  window.addEventListener('click', end, options)
  window.addEventListener('pointercancel', end, options)
  // A click comes in the same task as the release.
  window.addEventListener('pointerup', () => setTimeout(end), options)
}
