import { Button, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { STOP_ACTIVITIES, STOP_TYPES, type Stop } from '../../../../shared/model/plan/workflow.ts'
import { activityText, stopTypeText } from '../../../../shared/text/field-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import { stopKey } from '../form/field-key.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { FieldGrid, fieldProps, orNull, WIDE } from './field.tsx'
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
        <Textarea
          {...fieldProps(form, stopKey(stop.sourceStopId, 'instructions'))}
          label={t('fields.stopInstructions')}
          className={WIDE}
          value={stop.instructions ?? ''}
          autosize
          minRows={1}
          maxRows={6}
          onChange={(event) =>
            form.changeStop(stop.sourceStopId, { instructions: orNull(event.currentTarget.value) })
          }
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
      <TimeField
        form={form}
        fieldKey={key('scheduledArrival')}
        label={t('fields.stop.scheduledArrival')}
        value={stop.scheduledArrival}
      />
      <TimeField
        form={form}
        fieldKey={key('scheduledDeparture')}
        label={t('fields.stop.scheduledDeparture')}
        value={stop.scheduledDeparture}
      />
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

/** The fields of {@link MoreFields}. */
const MORE_NAMES = [
  'actualArrival',
  'actualDeparture',
  'h3Index11',
  'inferredAddress',
  'inferredAddress.city',
  'inferredAddress.province',
  'inferredAddress.countryCode',
]

/** The fields that are seldom typed. They open by themselves when one of them is wrong. */
function MoreFields(props: { form: EditorForm; stop: Stop }) {
  const { form, stop } = props
  const { t } = form
  const id = stop.sourceStopId
  const key = (name: string) => stopKey(id, name)
  const isWrong = MORE_NAMES.some((name) => form.problemAt(key(name)) !== null)
  const address = stop.inferredAddress ?? { city: null, province: null, countryCode: null }

  function changeAddress(patch: Partial<typeof address>): void {
    const next = { ...address, ...patch }
    const isEmpty = Object.values(next).every((each) => each === null)
    form.changeStop(id, { inferredAddress: isEmpty ? null : next })
  }

  return (
    <details className={css.more} {...(isWrong ? { open: true } : {})}>
      <summary>{t('editor.stops.more')}</summary>
      <FieldGrid>
        <TimeField
          form={form}
          fieldKey={key('actualArrival')}
          label={t('fields.stop.actualArrival')}
          value={stop.actualArrival}
        />
        <TimeField
          form={form}
          fieldKey={key('actualDeparture')}
          label={t('fields.stop.actualDeparture')}
          value={stop.actualDeparture}
        />
        <TextInput
          {...fieldProps(form, key('inferredAddress.city'))}
          label={t('fields.address.city')}
          value={address.city ?? ''}
          onChange={(event) => changeAddress({ city: orNull(event.currentTarget.value) })}
        />
        <TextInput
          {...fieldProps(form, key('inferredAddress.province'))}
          label={t('fields.address.province')}
          value={address.province ?? ''}
          onChange={(event) => changeAddress({ province: orNull(event.currentTarget.value) })}
        />
        <TextInput
          {...fieldProps(form, key('inferredAddress.countryCode'))}
          label={t('fields.address.countryCode')}
          value={address.countryCode ?? ''}
          onChange={(event) => changeAddress({ countryCode: orNull(event.currentTarget.value) })}
        />
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

function activityData(chosen: readonly string[], t: Translate): { value: string; label: string }[] {
  const known: readonly string[] = STOP_ACTIVITIES
  const values = [...known, ...chosen.filter((each) => !known.includes(each))]
  return values.map((each) => ({ value: each, label: known.includes(each) ? activityText(each, t) : each }))
}
