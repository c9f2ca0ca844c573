import { Autocomplete, NativeSelect, Select, Textarea, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { DISTANCE_UNITS, WORKFLOW_STATUSES } from '../../../../shared/model/plan/workflow.ts'
import {
  assigneeName,
  type Connection,
  type Driver,
  type Vehicle,
} from '../../../../shared/model/reference.ts'
import { connectionLabel } from '../../../components/display/connection-label.ts'
import { statusWord } from '../../../components/display/labels.ts'
import type { AssigneeOption } from '../../../components/search/assignee-search.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useWarningContext } from '../../../desk/use-warning-context.ts'
import css from '../editor.module.css'
import { estimateOf } from '../form/draft.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { AssigneePicker } from './assignee-picker.tsx'
import { fieldProps, orNull, WithAside } from './field.tsx'
import { NumberField, TimeField } from './time-field.tsx'
import { useAsOf } from './use-as-of.ts'

/** All fields of the workflow itself, the stops excepted. */
export function PlanFields(props: { form: EditorForm }) {
  const { form } = props
  const { plan } = form
  const desk = useDesk()
  const drivers = useMemo(
    () => driverOptions(desk.drivers, plan.connectionId),
    [desk.drivers, plan.connectionId],
  )
  const vehicles = useMemo(
    () => vehicleOptions(desk.vehicles, plan.connectionId),
    [desk.vehicles, plan.connectionId],
  )
  const territories = useMemo(() => [...new Set(desk.settings.territories)], [desk.settings.territories])
  const known = useWarningContext()
  const driversAsOf = useAsOf('drivers')
  const vehiclesAsOf = useAsOf('vehicles')
  return (
    <div className={css.grid}>
      <Select
        {...fieldProps(form, 'connectionId')}
        label="Connection (fleet and TSP)"
        className={css.wideField}
        placeholder="Choose a connection"
        value={plan.connectionId}
        data={connectionData(desk.connections, plan.connectionId)}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No connection by that name"
        onChange={(connectionId) => form.change({ connectionId })}
      />
      <TextInput
        {...fieldProps(form, 'reference')}
        label="Reference"
        data-first-field
        value={plan.reference}
        autoComplete="off"
        onChange={(event) => form.change({ reference: event.currentTarget.value })}
      />
      <NativeSelect
        {...fieldProps(form, 'status')}
        label="Status"
        value={plan.status}
        data={openData(WORKFLOW_STATUSES, plan.status)}
        onChange={(event) => form.change({ status: event.currentTarget.value })}
      />
      <WithAside aside={driversAsOf}>
        <AssigneePicker
          {...fieldProps(form, 'driverSourceId')}
          label="Driver"
          value={plan.driverSourceId}
          name={assigneeName(known.drivers, plan.connectionId, plan.driverSourceId)}
          options={drivers}
          onChange={(driverSourceId) => form.change({ driverSourceId })}
        />
      </WithAside>
      <WithAside aside={vehiclesAsOf}>
        <AssigneePicker
          {...fieldProps(form, 'vehicleSourceId')}
          label="Vehicle"
          value={plan.vehicleSourceId}
          name={assigneeName(known.vehicles, plan.connectionId, plan.vehicleSourceId)}
          options={vehicles}
          onChange={(vehicleSourceId) => form.change({ vehicleSourceId })}
        />
      </WithAside>
      <TimeField form={form} fieldKey="startsAt" label="Start" value={plan.startsAt} />
      <WithAside aside={desk.time.zone}>
        <TimeField form={form} fieldKey="endsAt" label="End" value={plan.endsAt} />
      </WithAside>
      <div className={css.distance}>
        <Autocomplete
          {...fieldProps(form, 'territoryName')}
          label="Territory"
          value={plan.territoryName ?? ''}
          data={territories}
          limit={50}
          onChange={(text) => form.change({ territoryName: orNull(text) })}
        />
        <DistanceFields form={form} />
      </div>
      <Textarea
        {...fieldProps(form, 'instructions')}
        label="Instructions"
        className={css.wideField}
        value={plan.instructions ?? ''}
        autosize
        minRows={1}
        maxRows={8}
        onChange={(event) => form.change({ instructions: orNull(event.currentTarget.value) })}
      />
    </div>
  )
}

function DistanceFields(props: { form: EditorForm }) {
  const { form } = props
  const { plan } = form
  return (
    <>
      <NumberField
        form={form}
        fieldKey="totalDistance"
        label="Total distance"
        value={plan.totalDistance}
        rightSection={<EstimateSign form={form} />}
        rightSectionWidth={74}
      />
      <NativeSelect
        {...fieldProps(form, 'totalDistanceUnit')}
        label="Distance unit"
        value={plan.totalDistanceUnit ?? ''}
        data={[{ value: '', label: '' }, ...openData(DISTANCE_UNITS, plan.totalDistanceUnit, (unit) => unit)]}
        onChange={(event) => form.chooseUnit(orNull(event.currentTarget.value))}
      />
    </>
  )
}

/** Says that the number is an estimate; beside a typed one, offers the estimate instead. */
function EstimateSign(props: { form: EditorForm }) {
  const { form } = props
  const { plan } = form
  if (plan.isDistanceEstimated) return <span className={css.sign}>estimate</span>
  const estimate = estimateOf(plan, form.setting)
  if (estimate === null || estimate.value === plan.totalDistance) return null
  return (
    <button
      type="button"
      className={css.link}
      onClick={(event) => {
        // It goes with the press: the caret goes to the field that it stands in.
        event.currentTarget.closest('[data-field]')?.querySelector('input')?.focus()
        form.takeEstimate()
      }}
    >
      <span className="dp-hidden">Use estimate </span>≈ {estimate.value} {estimate.unit}
    </button>
  )
}

/** The known values, and the one that is there when this version does not know it. */
export function openData(
  known: readonly string[],
  value: string | null,
  word: (value: string) => string = statusWord,
): { value: string; label: string }[] {
  const data = known.map((each) => ({ value: each, label: word(each) }))
  return value === null || known.includes(value) ? data : [...data, { value, label: value }]
}

function connectionData(connections: readonly Connection[], value: string | null) {
  const data = connections.map((each) => ({ value: each.id, label: connectionLabel(each) }))
  const isUnknown = value !== null && !connections.some((each) => each.id === value)
  return isUnknown ? [...data, { value, label: `${value} (not in the list)` }] : data
}

function driverOptions(drivers: readonly Driver[], connectionId: string | null): AssigneeOption[] {
  return drivers
    .filter((each) => isOfConnection(each.connectionId, connectionId))
    .map((each) => ({
      sourceId: each.sourceId,
      name: each.name === '' ? each.sourceId : each.name,
      detail: each.employeeNumber ?? '',
      isActive: each.isActive,
    }))
    .sort(byActiveAndName)
}

function vehicleOptions(vehicles: readonly Vehicle[], connectionId: string | null): AssigneeOption[] {
  return vehicles
    .filter((each) => isOfConnection(each.connectionId, connectionId))
    .map((each) => ({
      sourceId: each.sourceId,
      name: each.name === '' ? each.sourceId : each.name,
      detail: each.licensePlate ?? '',
      isActive: each.isActive,
    }))
    .sort(byActiveAndName)
}

function isOfConnection(own: string | null, connectionId: string | null): boolean {
  return own === null || connectionId === null || own === connectionId
}

function byActiveAndName(a: AssigneeOption, b: AssigneeOption): number {
  return Number(b.isActive) - Number(a.isActive) || a.name.localeCompare(b.name)
}
