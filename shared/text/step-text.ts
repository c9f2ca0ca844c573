import type { StepLabel, StoredLabel } from '../model/step-label.ts'
import { formatDay } from '../util/depot-time.ts'
import { statusText } from './field-text.ts'
import type { Translate } from './texts.ts'

/** The name of a step, as undo and the history show it. */
export function stepText(label: StoredLabel, t: Translate): string {
  if (typeof label === 'string') return label
  const { code, value = '', newValue = '', minutes = 0, days = 0, count = 0, day, step = '' } = label
  return t(`steps.${code}`, {
    name: nameOf(label, t),
    value: code === 'setStatus' ? statusText(value, t) : value,
    newValue,
    minutes,
    days,
    count,
    day: day === undefined ? '' : formatDay(day),
    step: stepText(step, t),
  })
}

/** The workflow of a step by its reference, or several by their number. */
function nameOf({ reference, count = 1 }: StepLabel, t: Translate): string {
  if (reference === undefined || (reference === '' && count !== 1)) return t('app.workflows', { count })
  return reference === '' ? t('steps.unnamed') : reference
}
