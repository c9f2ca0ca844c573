import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { DepotTime } from '../../../../shared/util/depot-time.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import type { FieldKey } from '../form/field-key.ts'
import { nextDayOf } from '../form/next-day.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import css from './field.module.css'

/** The parts of a field from top to bottom. The description is the warning. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** The props that every field of the form gets: its error, else its warning, and what to call when it is left. */
export function fieldProps(form: EditorForm, key: FieldKey) {
  const { t } = form
  const problem = form.problemAt(key)
  const warning = problem === null ? form.warningAt(key) : null
  return {
    error: problem === null ? null : textOf(t, problem.message),
    description: warning === null ? undefined : <WarningText text={warning} />,
    inputWrapperOrder: ORDER,
    onBlur: () => form.leave(key),
  }
}

/** A warning with its sign. */
export function WarningText(props: { text: string }) {
  const { t } = useTexts()
  return (
    <span className={css.warning}>
      <IconAlertTriangle size={13} aria-label={t('editor.form.warning')} /> {props.text}
    </span>
  )
}

/** Fields in two columns. */
export function FieldGrid(props: { children: ReactNode }) {
  return <div className={css.grid}>{props.children}</div>
}

/** The class of a field that takes both columns of a {@link FieldGrid}. */
export const WIDE = css.wide ?? ''

/** A field with a small text at the right of its label. The text is not part of the label. */
export function WithAside(props: { aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={css.field}>
      {props.aside !== undefined && <span className={css.aside}>{props.aside}</span>}
      {props.children}
    </div>
  )
}

/**
 * Buttons with the times that a problem may mean: both readings of a time that comes twice, or the next day for an end
 * before its start. Pressing one removes the buttons, so `onAnswer` has to take the focus.
 */
export function TimeAnswers(props: { form: EditorForm; fieldKey: FieldKey; onAnswer(): void }) {
  const { form, fieldKey } = props
  const { time } = useDesk()
  const answers = answersTo(form, fieldKey, time)
  if (answers.length === 0) return null
  return (
    <div className={css.answers}>
      {answers.map(({ instant, label }) => (
        <Button
          key={instant}
          variant="default"
          size="compact-xs"
          onClick={() => {
            form.answer(fieldKey, instant)
            props.onAnswer()
          }}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}

function answersTo(
  form: EditorForm,
  key: FieldKey,
  time: DepotTime,
): readonly { readonly instant: string; readonly label: string }[] {
  const problem = form.problemAt(key)
  if (problem?.fold != null) {
    const { earlier, earlierLabel, later, laterLabel } = problem.fold
    return [
      { instant: earlier, label: textOf(form.t, earlierLabel) },
      { instant: later, label: textOf(form.t, laterLabel) },
    ]
  }
  const isUnread = problem !== null && form.state.draft.texts[key] !== undefined
  if (isUnread || form.warningAt(key) === null) return []
  const instant = nextDayOf(form.plan, key, time.zone)
  return instant === null ? [] : [{ instant, label: time.formatDayTime(instant, form.setting.day) }]
}

/** The value of a text field: `null` for an empty one. */
export function orNull(text: string): string | null {
  return text === '' ? null : text
}
