import { Checkbox, TextInput } from '@mantine/core'
import { PLAN_FIELDS, PLAN_KEYS } from '../../../../shared/model/plan/plan-fields.ts'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import { fieldLabel } from '../../../../shared/text/field-text.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { fieldProps, orNull } from './field.tsx'
import { NumberField, TimeField } from './time-field.tsx'

/** Fields that have a place of their own in the form, or none. */
const PLACED: ReadonlySet<string> = new Set<keyof Plan>([
  'connectionId',
  'reference',
  'status',
  'driverSourceId',
  'vehicleSourceId',
  'startsAt',
  'endsAt',
  'territoryName',
  'totalDistance',
  'totalDistanceUnit',
  'isDistanceEstimated',
  'instructions',
  'stops',
])
const OTHERS = PLAN_KEYS.filter((key) => !PLACED.has(key))

/** A field for each key of the table of fields that has no place of its own in the form. */
export function OtherFields(props: { form: EditorForm }) {
  return OTHERS.map((fieldKey) => <OtherField key={fieldKey} form={props.form} fieldKey={fieldKey} />)
}

function OtherField(props: { form: EditorForm; fieldKey: keyof Plan }) {
  const { form, fieldKey } = props
  const label = fieldLabel(fieldKey, form.t)
  const value: unknown = form.plan[fieldKey]
  const change = (next: unknown) => form.change({ [fieldKey]: next })
  switch (PLAN_FIELDS[fieldKey].kind) {
    case 'instant':
      return (
        <TimeField
          form={form}
          fieldKey={fieldKey}
          label={label}
          value={typeof value === 'string' ? value : null}
        />
      )
    case 'number':
      return (
        <NumberField
          form={form}
          fieldKey={fieldKey}
          label={label}
          value={typeof value === 'number' ? value : null}
        />
      )
    case 'yesNo':
      return (
        <Checkbox
          label={label}
          checked={value === true}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      )
    default:
      return (
        <TextInput
          {...fieldProps(form, fieldKey)}
          label={label}
          value={typeof value === 'string' ? value : ''}
          autoComplete="off"
          onChange={(event) => change(orNull(event.currentTarget.value))}
        />
      )
  }
}
