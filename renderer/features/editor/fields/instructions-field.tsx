import { Textarea } from '@mantine/core'
import type { FieldKey } from '../form/field-key.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { fieldProps, orNull, WIDE } from './field.tsx'

/** A text of several lines for the driver, of the workflow or of a stop. It grows with its text up to `maxRows` lines. */
export function InstructionsField(props: {
  form: EditorForm
  fieldKey: FieldKey
  label: string
  value: string | null
  maxRows: number
  onChange(instructions: string | null): void
}) {
  return (
    <Textarea
      {...fieldProps(props.form, props.fieldKey)}
      label={props.label}
      className={WIDE}
      value={props.value ?? ''}
      autosize
      minRows={1}
      maxRows={props.maxRows}
      onChange={(event) => props.onChange(orNull(event.currentTarget.value))}
    />
  )
}
