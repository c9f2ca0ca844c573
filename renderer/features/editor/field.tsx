import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import css from './editor.module.css'
import type { FieldKey } from './field-key.ts'
import type { EditorForm } from './use-editor-form.ts'

/** Below its field, in this order: the warning, then the error; both are part of the field's description. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** What every field of the form gets: its error or warning, tied to it for screen readers, and its leaving. */
export function fieldProps(form: EditorForm, key: FieldKey) {
  const problem = form.problemAt(key)
  const warning = problem === null ? form.warningAt(key) : null
  return {
    error: problem?.message ?? null,
    description: warning === null ? undefined : <WarningText text={warning} />,
    inputWrapperOrder: ORDER,
    onBlur: () => form.leave(key),
  }
}

/** A warning: sign and words. */
export function WarningText(props: { text: string }) {
  return (
    <span className={css.warning}>
      <IconAlertTriangle size={13} aria-label="Warning:" /> {props.text}
    </span>
  )
}

/** A field with something small at the right of its label, which is not part of the label. */
export function WithAside(props: { aside?: ReactNode; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={props.isWide === true ? css.wideField : css.field}>
      {props.aside !== undefined && <span className={css.aside}>{props.aside}</span>}
      {props.children}
    </div>
  )
}

/** The question about a time that comes twice, as two buttons, which go with the answer: `onAnswer` takes the focus. */
export function FoldQuestion(props: { form: EditorForm; fieldKey: FieldKey; onAnswer(): void }) {
  const { form, fieldKey } = props
  const fold = form.problemAt(fieldKey)?.fold
  if (fold == null) return null
  function answer(instant: string): void {
    form.answer(fieldKey, instant)
    props.onAnswer()
  }
  return (
    <div className={css.fold}>
      <Button variant="default" size="compact-xs" onClick={() => answer(fold.earlier)}>
        {fold.earlierLabel}
      </Button>
      <Button variant="default" size="compact-xs" onClick={() => answer(fold.later)}>
        {fold.laterLabel}
      </Button>
    </div>
  )
}

/** `''` in a field means that nothing has been entered. */
export function orNull(text: string): string | null {
  return text === '' ? null : text
}
