import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { textOf } from '../../../../shared/text/stored-text.ts'
import type { DepotTime } from '../../../../shared/util/depot-time.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import { useDesk } from '../../../desk/desk-context.tsx'
import css from '../editor.module.css'
import type { FieldKey } from '../form/field-key.ts'
import { nextDayOf } from '../form/next-day.ts'
import type { EditorForm } from '../form/use-editor-form.ts'

/** Below its field, in this order: the warning, then the error; both are part of the field's description. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

/** What every field of the form gets: its error or warning, tied to it for screen readers, and its leaving. */
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

/** A warning: sign and words. */
export function WarningText(props: { text: string }) {
  const { t } = useTexts()
  return (
    <span className={css.warning}>
      <IconAlertTriangle size={13} aria-label={t('editor.form.warning')} /> {props.text}
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

/**
 * Times to take by a button: the two of one that comes twice, the day after for an end that is before its start. The
 * buttons go with the answer: `onAnswer` takes the focus.
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

/** `''` in a field means that nothing has been entered. */
export function orNull(text: string): string | null {
  return text === '' ? null : text
}
