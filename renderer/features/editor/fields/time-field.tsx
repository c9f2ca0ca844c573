import { TextInput } from '@mantine/core'
import { type ReactNode, useRef } from 'react'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import { defaultDay } from '../form/draft.ts'
import type { FieldKey } from '../form/field-key.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { fieldProps, TimeAnswers } from './field.tsx'

/**
 * A field for a time in the depot's zone. A time that does not exist is refused. For a time that comes twice, or lies before
 * its start, buttons offer the times that may be meant.
 */
export function TimeField(props: {
  form: EditorForm
  fieldKey: FieldKey
  label: string
  value: string | null
}) {
  const { form, fieldKey, value } = props
  const { time } = useDesk()
  const { t } = useTexts()
  const input = useRef<HTMLInputElement>(null)
  const day = defaultDay(form.plan, fieldKey, form.setting)
  const shown = form.state.draft.texts[fieldKey] ?? (value === null ? '' : time.formatDayTime(value, day))
  return (
    <div>
      <TextInput
        {...fieldProps(form, fieldKey)}
        ref={input}
        label={props.label}
        value={shown}
        placeholder={t('editor.form.timePlaceholder')}
        autoComplete="off"
        onChange={(event) => form.typeText(fieldKey, event.currentTarget.value)}
      />
      <TimeAnswers form={form} fieldKey={fieldKey} onAnswer={() => input.current?.focus()} />
    </div>
  )
}

/** A field for a number. */
export function NumberField(props: {
  form: EditorForm
  fieldKey: FieldKey
  label: string
  value: number | null
  onPaste?: (text: string) => boolean
  rightSection?: ReactNode
  rightSectionWidth?: number | undefined
}) {
  const { form, fieldKey, value, onPaste } = props
  return (
    <TextInput
      {...fieldProps(form, fieldKey)}
      wrapperProps={{ 'data-field': true }}
      label={props.label}
      value={form.state.draft.texts[fieldKey] ?? (value === null ? '' : String(value))}
      inputMode="decimal"
      rightSection={props.rightSection}
      rightSectionWidth={props.rightSectionWidth}
      rightSectionPointerEvents="all"
      autoComplete="off"
      onChange={(event) => form.typeText(fieldKey, event.currentTarget.value)}
      onPaste={(event) => {
        if (onPaste?.(event.clipboardData.getData('text')) === true) event.preventDefault()
      }}
    />
  )
}
