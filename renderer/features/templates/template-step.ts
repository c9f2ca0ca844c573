import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import type { TableChange, TemplateRecord } from '../../db/schema/records.ts'

/** A change of one template as a step of undo: what it is called, and what it changes. `null`: it is not there. */
export function templateStep(
  before: TemplateRecord | null,
  after: TemplateRecord | null,
): { readonly label: StoredText; readonly changes: readonly TableChange[] } {
  const key = after?.id ?? before?.id ?? ''
  return { label: labelOf(before, after), changes: [{ store: 'templates', key, before, after }] }
}

function labelOf(before: TemplateRecord | null, after: TemplateRecord | null): StoredText {
  if (before === null) return messageRef('steps.newTemplate', { value: after?.name ?? '' })
  if (after === null) return messageRef('steps.removeTemplate', { value: before.name })
  if (before.name !== after.name) {
    return messageRef('steps.renameTemplate', { value: before.name, newValue: after.name })
  }
  if (before.rrule !== after.rrule) return messageRef('steps.setWeekdays', { value: after.name })
  return messageRef('steps.changeTemplate', { value: after.name })
}
