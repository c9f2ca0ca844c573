import type { TableChange, TemplateRecord } from '../../db/schema/records.ts'

/** A change of one template as a step of undo: what it is called, and what it changes. `null`: it is not there. */
export function templateStep(
  before: TemplateRecord | null,
  after: TemplateRecord | null,
): { readonly label: string; readonly changes: readonly TableChange[] } {
  const key = after?.id ?? before?.id ?? ''
  return { label: labelOf(before, after), changes: [{ store: 'templates', key, before, after }] }
}

function labelOf(before: TemplateRecord | null, after: TemplateRecord | null): string {
  if (before === null) return `New template ${after?.name ?? ''}`
  if (after === null) return `Remove template ${before.name}`
  if (before.name !== after.name) return `Rename template ${before.name} to ${after.name}`
  if (before.rrule !== after.rrule) return `Set weekdays of template ${after.name}`
  return `Change template ${after.name}`
}
