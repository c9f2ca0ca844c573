import { Button, MultiSelect, NativeSelect, TextInput } from '@mantine/core'
import { STOP_ACTIVITIES, STOP_TYPES, type Stop } from '../../../../shared/model/plan/workflow.ts'
import { activityText, stopTypeText } from '../../../../shared/text/field-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { stopKey } from '../form/field-key.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { FieldGrid, fieldProps, orNull, WIDE } from './field.tsx'
import { InstructionsField } from './instructions-field.tsx'
import { openData } from './plan-fields.tsx'
import { SteadyButton } from './steady-button.tsx'
import css from './stop-fields.module.css'
import { NumberField, TimeField } from './time-field.tsx'

/** The fields of an open stop. `onMove` and `onRemove` belong to the row, which also moves the focus. */
export function StopFields(props: {
  form: EditorForm
  stop: Stop
  isFirst: boolean
  isLast: boolean
  onMove(by: number): void
  onRemove(): void
}) {
  const { form, stop } = props
  const { t } = form
  return (
    <div className={css.fields}>
      <FieldGrid>
        <PlaceFields form={form} stop={stop} />
        <MultiSelect
          {...fieldProps(form, stopKey(stop.sourceStopId, 'activities'))}
          label={t('fields.stop.activities')}
          className={WIDE}
          value={stop.activities}
          data={activityData(stop.activities, t)}
          searchable
          classNames={{ inputField: css.pillsField ?? '' }}
          hidePickedOptions
          onChange={(activities) => form.changeStop(stop.sourceStopId, { activities })}
        />
        <InstructionsField
          form={form}
          fieldKey={stopKey(stop.sourceStopId, 'instructions')}
          label={t('fields.stopInstructions')}
          value={stop.instructions}
          maxRows={6}
          onChange={(instructions) => form.changeStop(stop.sourceStopId, { instructions })}
        />
        <MoreFields form={form} stop={stop} />
      </FieldGrid>
      <div className={css.buttons}>
        <SteadyButton
          variant="default"
          size="compact-xs"
          isOff={props.isFirst}
          onPress={() => props.onMove(-1)}
        >
          {t('editor.stops.moveUp')}
        </SteadyButton>
        <SteadyButton
          variant="default"
          size="compact-xs"
          isOff={props.isLast}
          onPress={() => props.onMove(1)}
        >
          {t('editor.stops.moveDown')}
        </SteadyButton>
        <Button variant="subtle" color="red" size="compact-xs" onClick={props.onRemove}>
          {t('editor.stops.remove')}
        </Button>
      </div>
    </div>
  )
}

/** Where the stop is, of which type, and when it is planned. */
function PlaceFields(props: { form: EditorForm; stop: Stop }) {
  const { form, stop } = props
  const { t } = form
  const id = stop.sourceStopId
  const key = (name: string) => stopKey(id, name)
  return (
    <>
      <TextInput
        {...fieldProps(form, key('locationName'))}
        label={t('fields.stop.locationName')}
        value={stop.locationName ?? ''}
        autoComplete="off"
        onChange={(event) => form.changeStop(id, { locationName: orNull(event.currentTarget.value) })}
      />
      <NativeSelect
        {...fieldProps(form, key('stopType'))}
        label={t('fields.stop.stopType')}
        value={stop.stopType ?? ''}
        data={[
          { value: '', label: '' },
          ...openData(STOP_TYPES, stop.stopType, (type) => stopTypeText(type, t)),
        ]}
        onChange={(event) => form.changeStop(id, { stopType: orNull(event.currentTarget.value) })}
      />
      <StopTime form={form} stop={stop} name="scheduledArrival" />
      <StopTime form={form} stop={stop} name="scheduledDeparture" />
      <NumberField
        form={form}
        fieldKey={key('latitude')}
        label={t('fields.stop.latitude')}
        value={stop.latitude}
        onPaste={(text) => pastePosition(form, id, text)}
      />
      <NumberField
        form={form}
        fieldKey={key('longitude')}
        label={t('fields.stop.longitude')}
        value={stop.longitude}
      />
    </>
  )
}

/** Fills latitude and longitude from a pasted pair such as `41.87811, -87.6298`. @returns false for any other text. */
function pastePosition(form: EditorForm, stopId: string, text: string): boolean {
  const pair = /^\s*([+-]?\d+\.\d+)\s*[,;\s]\s*([+-]?\d+\.\d+)\s*$/.exec(text)
  if (pair?.[1] === undefined || pair[2] === undefined) return false
  form.typeText(stopKey(stopId, 'latitude'), pair[1])
  form.typeText(stopKey(stopId, 'longitude'), pair[2])
  return true
}

const ADDRESS_NAMES = ['city', 'province', 'countryCode'] as const

/** The fields of {@link MoreFields}. */
const MORE_NAMES = ['h3Index11', 'inferredAddress', ...ADDRESS_NAMES.map((name) => `inferredAddress.${name}`)]

/** The fields that are seldom typed. They open by themselves when one of them is wrong. */
function MoreFields(props: { form: EditorForm; stop: Stop }) {
  const { form, stop } = props
  const { t } = form
  const id = stop.sourceStopId
  const key = (name: string) => stopKey(id, name)
  const isWrong = MORE_NAMES.some((name) => form.problemAt(key(name)) !== null)
  return (
    <details className={css.more} {...(isWrong ? { open: true } : {})}>
      <summary>{t('editor.stops.more')}</summary>
      <FieldGrid>
        <AddressFields form={form} stop={stop} />
        <TextInput
          {...fieldProps(form, key('h3Index11'))}
          label={t('fields.stop.h3Index11')}
          value={stop.h3Index11 ?? ''}
          inputMode="numeric"
          onChange={(event) => form.changeStop(id, { h3Index11: orNull(event.currentTarget.value.trim()) })}
        />
        <TextInput label={t('fields.stop.sourceStopId')} className={WIDE} value={id} readOnly />
      </FieldGrid>
    </details>
  )
}

/** The address that Catena has found for the stop. An address without any text is left out of the plan. */
function AddressFields(props: { form: EditorForm; stop: Stop }) {
  const { form, stop } = props
  const address = stop.inferredAddress ?? { city: null, province: null, countryCode: null }

  function changeAddress(patch: Partial<typeof address>): void {
    const next = { ...address, ...patch }
    const isEmpty = Object.values(next).every((each) => each === null)
    form.changeStop(stop.sourceStopId, { inferredAddress: isEmpty ? null : next })
  }

  return ADDRESS_NAMES.map((name) => (
    <TextInput
      key={name}
      {...fieldProps(form, stopKey(stop.sourceStopId, `inferredAddress.${name}`))}
      label={form.t(`fields.address.${name}`)}
      value={address[name] ?? ''}
      onChange={(event) => changeAddress({ [name]: orNull(event.currentTarget.value) })}
    />
  ))
}

/** One of the planned times of a stop. */
function StopTime(props: { form: EditorForm; stop: Stop; name: 'scheduledArrival' | 'scheduledDeparture' }) {
  const { form, stop, name } = props
  return (
    <TimeField
      form={form}
      fieldKey={stopKey(stop.sourceStopId, name)}
      label={form.t(`fields.stop.${name}`)}
      value={stop[name]}
    />
  )
}

function activityData(chosen: readonly string[], t: Translate): { value: string; label: string }[] {
  const known: readonly string[] = STOP_ACTIVITIES
  const values = [...known, ...chosen.filter((each) => !known.includes(each))]
  return values.map((each) => ({ value: each, label: known.includes(each) ? activityText(each, t) : each }))
}
