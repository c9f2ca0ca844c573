import { Button, MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { STOP_ACTIVITIES, STOP_TYPES, type Stop } from '../../../../shared/model/plan/workflow.ts'
import { activityText, stopTypeText } from '../../../../shared/text/field-text.ts'
import type { Translate } from '../../../../shared/text/texts.ts'
import css from '../editor.module.css'
import { stopKey } from '../form/field-key.ts'
import type { EditorForm } from '../form/use-editor-form.ts'
import { fieldProps, orNull } from './field.tsx'
import { openData } from './plan-fields.tsx'
import { SteadyButton } from './steady-button.tsx'
import { NumberField, TimeField } from './time-field.tsx'

/** The fields of one open stop. `onMove` and `onRemove` are the row's, since the caret has to follow. */
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
  const id = stop.sourceStopId
  const key = (name: string) => stopKey(id, name)
  const change = (patch: Partial<Stop>) => form.changeStop(id, patch)

  function pastePosition(text: string): boolean {
    const pair = /^\s*([+-]?\d+\.\d+)\s*[,;\s]\s*([+-]?\d+\.\d+)\s*$/.exec(text)
    if (pair?.[1] === undefined || pair[2] === undefined) return false
    form.typeText(key('latitude'), pair[1])
    form.typeText(key('longitude'), pair[2])
    return true
  }

  return (
    <div className={css.stopFields}>
      <div className={css.grid}>
        <TextInput
          {...fieldProps(form, key('locationName'))}
          label={t('fields.stop.locationName')}
          value={stop.locationName ?? ''}
          autoComplete="off"
          onChange={(event) => change({ locationName: orNull(event.currentTarget.value) })}
        />
        <NativeSelect
          {...fieldProps(form, key('stopType'))}
          label={t('fields.stop.stopType')}
          value={stop.stopType ?? ''}
          data={[
            { value: '', label: '' },
            ...openData(STOP_TYPES, stop.stopType, (type) => stopTypeText(type, t)),
          ]}
          onChange={(event) => change({ stopType: orNull(event.currentTarget.value) })}
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
          onPaste={pastePosition}
        />
        <NumberField
          form={form}
          fieldKey={key('longitude')}
          label={t('fields.stop.longitude')}
          value={stop.longitude}
        />
        <MultiSelect
          {...fieldProps(form, key('activities'))}
          label={t('fields.stop.activities')}
          className={css.wideField}
          value={stop.activities}
          data={activityData(stop.activities, t)}
          searchable
          classNames={{ inputField: css.pillsField ?? '' }}
          hidePickedOptions
          onChange={(activities) => change({ activities })}
        />
        <Textarea
          {...fieldProps(form, key('instructions'))}
          label={t('fields.stopInstructions')}
          className={css.wideField}
          value={stop.instructions ?? ''}
          autosize
          minRows={1}
          maxRows={6}
          onChange={(event) => change({ instructions: orNull(event.currentTarget.value) })}
        />
        <MoreFields form={form} stop={stop} />
      </div>
      <div className={css.stopButtons}>
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

const MORE_NAMES = [
  'actualArrival',
  'actualDeparture',
  'h3Index11',
  'inferredAddress',
  'inferredAddress.city',
  'inferredAddress.province',
  'inferredAddress.countryCode',
]

/** What is seldom typed. Opens by itself when something in it is wrong. */
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
      <div className={css.grid}>
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
        <TextInput label={t('fields.stop.sourceStopId')} className={css.wideField} value={id} readOnly />
      </div>
    </details>
  )
}

function activityData(chosen: readonly string[], t: Translate): { value: string; label: string }[] {
  const known: readonly string[] = STOP_ACTIVITIES
  const values = [...known, ...chosen.filter((each) => !known.includes(each))]
  return values.map((each) => ({ value: each, label: known.includes(each) ? activityText(each, t) : each }))
}
