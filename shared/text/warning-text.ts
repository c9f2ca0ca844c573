import type { Warning } from '../model/warnings/warning.ts'
import { connectionStatusText } from './field-text.ts'
import { messageText } from './stored-text.ts'
import type { Translate } from './texts.ts'

/** A warning as a text, the same in board, editor and outbox. */
export function warningText({ code, values }: Pick<Warning, 'code' | 'values'>, t: Translate): string {
  // The keys are the codes. A test checks that the values of every warning fit its message.
  return messageText(t, `warnings.${code}`, valuesOf(code, values, t)) ?? code
}

function valuesOf(code: Warning['code'], values: Warning['values'], t: Translate): Warning['values'] {
  switch (code) {
    case 'doubleBooked': {
      const name = values.name === '' ? t('warnings.unnamedWorkflow') : String(values.name)
      const workflow =
        values.when === '' ? name : t('warnings.otherWorkflow', { name, when: String(values.when) })
      return { ...values, workflow }
    }
    case 'impossibleTravel':
      return { ...values, duration: durationText(Number(values.minutes), t) }
    case 'inactiveConnection':
      return { ...values, status: connectionStatusText(String(values.status), t) }
    default:
      return values
  }
}

function durationText(minutes: number, t: Translate): string {
  if (minutes < 60) return t('app.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return minutes % 60 === 0
    ? t('app.hours', { count: hours })
    : t('app.hoursMinutes', { hours, minutes: minutes % 60 })
}
