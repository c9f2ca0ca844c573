import { Autocomplete, NativeSelect, Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { DISTANCE_UNITS, WORKFLOW_STATUSES } from '../../../../shared/model/plan/workflow.ts'
import {
  assigneeName,
  type Connection,
  type Driver,
  type Vehicle,
} from '../../../../shared/model/reference.ts'
import { statusText } from '../../../../shared/text/field-text.ts'
import type { Texts, Translate } from '../../../../shared/text/texts.ts'
import { connectionLabel } from '../../../components/display/connection-label.ts'
import { useTexts } from '../../../components/display/texts.tsx'
import type { AssigneeOption } from '../../../components/search/assignee-search.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useWarningContext } from '../../../desk/use-warning-context.ts'
import { estimateOf } from '../form/draft.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { AssigneePicker } from './assignee-picker.tsx'
import { FieldGrid, fieldProps, orNull, WIDE, WithAside } from './field.tsx'
import { InstructionsField } from './instructions-field.tsx'
import { OtherFields } from './other-fields.tsx'
import css from './plan-fields.module.css'
import { NumberField, TimeField } from './time-field.tsx'
import { useAsOf } from './use-as-of.ts'

/** All fields of the workflow itself, the stops excepted. */
export function PlanFields(props: { form: EditorForm }) {
  const { form } = props
  const { plan } = form
  const { t } = useTexts()
  const desk = useDesk()
  return (
    <FieldGrid>
      <Select
        {...fieldProps(form, 'connectionId')}
        label={t('fields.connectionLong')}
        className={WIDE}
        placeholder={t('editor.form.chooseConnection')}
        value={plan.connectionId}
        data={connectionData(desk.connections, plan.connectionId, t)}
        searchable
        openOnFocus={false} // the list would lie over the error that the focus goes to
        allowDeselect={false}
        nothingFoundMessage={t('editor.form.noConnection')}
        onChange={(connectionId) => form.change({ connectionId })}
      />
      <TextInput
        {...fieldProps(form, 'reference')}
        label={t('fields.plan.reference')}
        data-first-field
        value={plan.reference}
        autoComplete="off"
        onChange={(event) => form.change({ reference: event.currentTarget.value })}
      />
      <NativeSelect
        {...fieldProps(form, 'status')}
        label={t('fields.plan.status')}
        value={plan.status}
        data={openData(WORKFLOW_STATUSES, plan.status, (status) => statusText(status, t))}
        onChange={(event) => form.change({ status: event.currentTarget.value })}
      />
      <AssigneeFields form={form} />
      <TimeField form={form} fieldKey="startsAt" label={t('fields.plan.startsAt')} value={plan.startsAt} />
      <WithAside aside={desk.time.zone}>
        <TimeField form={form} fieldKey="endsAt" label={t('fields.plan.endsAt')} value={plan.endsAt} />
      </WithAside>
      <div className={css.distance}>
        <TerritoryField form={form} />
        <DistanceFields form={form} />
      </div>
      <OtherFields form={form} />
      <InstructionsField
        form={form}
        fieldKey="instructions"
        label={t('fields.plan.instructions')}
        value={plan.instructions}
        maxRows={8}
        onChange={(instructions) => form.change({ instructions })}
      />
    </FieldGrid>
  )
}

/** Driver and vehicle, from the lists of the chosen connection. */
function AssigneeFields(props: { form: EditorForm }) {
  const { form } = props
  const { plan } = form
  const texts = useTexts()
  const desk = useDesk()
  const known = useWarningContext()
  const drivers = useMemo(
    () => assigneeOptions(desk.drivers, (each) => each.employeeNumber, plan.connectionId, texts),
    [desk.drivers, plan.connectionId, texts],
  )
  const vehicles = useMemo(
    () => assigneeOptions(desk.vehicles, (each) => each.licensePlate, plan.connectionId, texts),
    [desk.vehicles, plan.connectionId, texts],
  )
  const driversAsOf = useAsOf('drivers')
  const vehiclesAsOf = useAsOf('vehicles')
  return (
    <>
      <WithAside aside={driversAsOf}>
        <AssigneePicker
          {...fieldProps(form, 'driverSourceId')}
          label={texts.t('fields.plan.driverSourceId')}
          value={plan.driverSourceId}
          name={assigneeName(known.drivers, plan.connectionId, plan.driverSourceId)}
          options={drivers}
          onChange={(driverSourceId) => form.change({ driverSourceId })}
        />
      </WithAside>
      <WithAside aside={vehiclesAsOf}>
        <AssigneePicker
          {...fieldProps(form, 'vehicleSourceId')}
          label={texts.t('fields.plan.vehicleSourceId')}
          value={plan.vehicleSourceId}
          name={assigneeName(known.vehicles, plan.connectionId, plan.vehicleSourceId)}
          options={vehicles}
          onChange={(vehicleSourceId) => form.change({ vehicleSourceId })}
        />
      </WithAside>
    </>
  )
}

function TerritoryField(props: { form: EditorForm }) {
  const { form } = props
  const { t } = useTexts()
  const { settings } = useDesk()
  const territories = useMemo(() => [...new Set(settings.territories)], [settings.territories])
  return (
    <Autocomplete
      {...fieldProps(form, 'territoryName')}
      label={t('fields.plan.territoryName')}
      value={form.plan.territoryName ?? ''}
      data={territories}
      limit={50}
      onChange={(text) => form.change({ territoryName: orNull(text) })}
    />
  )
}

function DistanceFields(props: { form: EditorForm }) {
  const { form } = props
  const { plan, t } = form
  return (
    <>
      <NumberField
        form={form}
        fieldKey="totalDistance"
        label={t('fields.plan.totalDistance')}
        value={plan.totalDistance}
        rightSection={<EstimateSign form={form} />}
        rightSectionWidth={74}
      />
      <NativeSelect
        {...fieldProps(form, 'totalDistanceUnit')}
        label={t('fields.plan.totalDistanceUnit')}
        value={plan.totalDistanceUnit ?? ''}
        data={[{ value: '', label: '' }, ...openData(DISTANCE_UNITS, plan.totalDistanceUnit, (unit) => unit)]}
        onChange={(event) => form.chooseUnit(orNull(event.currentTarget.value))}
      />
    </>
  )
}

/** Marks an estimated distance; beside a typed distance, offers the estimate. */
function EstimateSign(props: { form: EditorForm }) {
  const { form } = props
  const { plan, t } = form
  if (plan.isDistanceEstimated) return <span className={css.sign}>{t('editor.form.estimate')}</span>
  const estimate = estimateOf(plan, form.setting)
  if (estimate === null || estimate.value === plan.totalDistance) return null
  return (
    <button
      type="button"
      className={css.link}
      onClick={(event) => {
        // The button unmounts on click; focus its field first.
        event.currentTarget.closest('[data-field]')?.querySelector('input')?.focus()
        form.takeEstimate()
      }}
    >
      {t.rich('editor.form.useEstimate', {
        distance: String(estimate.value),
        unit: estimate.unit,
        hidden: (text) => <span className="dp-hidden">{text}</span>,
      })}
    </button>
  )
}

/** Options for the known values, and for the present value when this version does not know it. */
export function openData(
  known: readonly string[],
  value: string | null,
  labelOf: (value: string) => string,
): { value: string; label: string }[] {
  const data = known.map((each) => ({ value: each, label: labelOf(each) }))
  return value === null || known.includes(value) ? data : [...data, { value, label: value }]
}

function connectionData(connections: readonly Connection[], value: string | null, t: Translate) {
  const data = connections.map((each) => ({ value: each.id, label: connectionLabel(each, t) }))
  const isUnknown = value !== null && !connections.some((each) => each.id === value)
  return isUnknown ? [...data, { value, label: t('editor.form.unknownConnection', { id: value }) }] : data
}

/** The drivers or vehicles of a connection, the active ones first. */
function assigneeOptions<Assignee extends Driver | Vehicle>(
  assignees: readonly Assignee[],
  detailOf: (assignee: Assignee) => string | null,
  connectionId: string | null,
  texts: Texts,
): AssigneeOption[] {
  return assignees
    .filter((each) => isOfConnection(each.connectionId, connectionId))
    .map((each) => ({
      sourceId: each.sourceId,
      name: each.name === '' ? each.sourceId : each.name,
      detail: detailOf(each) ?? '',
      isActive: each.isActive,
    }))
    .sort((a, b) => byActiveAndName(a, b, texts))
}

function isOfConnection(own: string | null, connectionId: string | null): boolean {
  return own === null || connectionId === null || own === connectionId
}

function byActiveAndName(a: AssigneeOption, b: AssigneeOption, { compare }: Texts): number {
  return Number(b.isActive) - Number(a.isActive) || compare(a.name, b.name)
}
