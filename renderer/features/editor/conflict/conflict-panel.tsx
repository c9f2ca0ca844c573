import { Button, Radio } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Plan } from '../../../../shared/model/plan/workflow.ts'
import type { SyncDetail } from '../../../../shared/model/status/sync-status.ts'
import { fieldLabel } from '../../../../shared/text/field-text.ts'
import { messageRef, textOf } from '../../../../shared/text/stored-text.ts'
import { QuietText } from '../../../components/display/quiet-text.tsx'
import { useTexts } from '../../../components/display/texts.tsx'
import { Notice } from '../../../components/feedback/notice.tsx'
import { KeyCap } from '../../../components/keyboard/key-cap.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { notifySaved } from '../../../desk/undo-offer.tsx'
import { useHistory } from '../../../desk/use-workflows.ts'
import { SteadyButton } from '../fields/steady-button.tsx'
import { nameRef } from '../form/step-labels.ts'
import { useSyncDetail } from '../tabs/use-sync-detail.ts'
import { valueText } from '../tabs/value-text.ts'
import {
  type Choices,
  type Conflict,
  type ConflictField,
  chosenPlan,
  conflictOf,
  proposedChoices,
  type Side,
} from './conflict-choices.ts'
import css from './conflict-panel.module.css'

type TheirVersion = NonNullable<SyncDetail['theirs']>

/** Both versions of a workflow, to choose from field by field. The version that is not chosen stays in the history. */
export function ConflictPanel(props: { record: WorkflowRecord }) {
  const { record } = props
  const { t } = useTexts()
  const state = useSyncDetail(record.id)
  const section = useRef<HTMLElement>(null)
  // The panel appears above the fields that were being edited, which may be out of view.
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <section
      ref={section}
      className={css.panel}
      aria-label={t('editor.conflict.label')}
      data-conflict
      tabIndex={-1}
    >
      <h2>{t('editor.conflict.title')}</h2>
      <p>
        {t('editor.conflict.body')} <QuietText isInline>{t('sync.limit.twoDevices')}</QuietText>
      </p>
      {state.kind === 'asking' && <QuietText>{t('editor.conflict.asking')}</QuietText>}
      {state.kind === 'failed' && (
        <Notice tone="warn">{t('editor.conflict.failed', { error: textOf(t, state.message) })}</Notice>
      )}
      {(state.kind === 'none' || (state.kind === 'known' && state.detail.theirs === null)) && (
        <QuietText>{t('editor.conflict.unknown')}</QuietText>
      )}
      {state.kind === 'known' && state.detail.theirs !== null && (
        <ConflictChoices key={state.detail.theirs.baseHash} record={record} theirs={state.detail.theirs} />
      )}
    </section>
  )
}

function ConflictChoices(props: { record: WorkflowRecord; theirs: TheirVersion }) {
  const { record, theirs } = props
  const { t } = useTexts()
  const conflict = conflictOf(record.plan, theirs)
  const { fields } = conflict
  const [choices, setChoices] = useState<Choices>(() => proposedChoices(conflict))
  const { settle, isBusy, failure } = useSettling(record, theirs, conflict, choices)
  const place = useRef<HTMLFormElement>(null)
  const who = useWho(record, theirs)
  const openCount = fields.filter(({ key }) => choices[key] === undefined).length

  function chooseAll(side: Side): void {
    setChoices(Object.fromEntries(fields.map(({ key }) => [key, side])))
  }
  function press(): void {
    if (isBusy || openCount > 0) return
    // The panel goes with the conflict.
    place.current?.closest<HTMLElement>('[data-editor]')?.focus()
    settle()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    // In the panel the keys of `Save and send` are those of the button below.
    event.preventDefault()
    event.stopPropagation()
    press()
  }
  return (
    <form
      ref={place}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        press()
      }}
    >
      {fields.length > 1 && (
        <div className={css.all}>
          <Button variant="default" size="compact-xs" onClick={() => chooseAll('mine')}>
            {t('editor.conflict.allMine')}
          </Button>
          <Button variant="default" size="compact-xs" onClick={() => chooseAll('theirs')}>
            {t('editor.conflict.allTheirs')}
          </Button>
        </div>
      )}
      {fields.length === 0 && <p>{t('editor.conflict.same')}</p>}
      <p className={css.whoLine}>
        {who.mine}
        <br />
        {who.theirs}
      </p>
      {fields.map((field) => (
        <Choice
          key={field.key}
          field={field}
          record={record}
          theirs={theirs}
          chosen={choices[field.key] ?? null}
          onChoose={(side) => setChoices({ ...choices, [field.key]: side })}
        />
      ))}
      {failure !== null && (
        <Notice tone="bad">{t('editor.conflict.notSettled', { error: textOf(t, failure) })}</Notice>
      )}
      <SteadyButton
        isOncePerDoubleClick
        isOff={isBusy || openCount > 0}
        onPress={press}
        aria-keyshortcuts="Control+Enter"
      >
        {openCount === 0 ? t('editor.conflict.settle') : t('editor.conflict.open', { count: openCount })}
        {openCount === 0 && <KeyCap className={css.keys ?? ''} keys={t('editor.foot.keys')} isHidden />}
      </SteadyButton>
    </form>
  )
}

/** Saves what was chosen, as a step that can be undone. */
function useSettling(record: WorkflowRecord, theirs: TheirVersion, conflict: Conflict, choices: Choices) {
  const { commands } = useServices()
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  async function apply(): Promise<void> {
    setIsBusy(true)
    setFailure(null)
    try {
      const plan = chosenPlan(conflict, theirs.plan, choices)
      const { id: workflowId, rev: baseRev } = record
      const overBase = theirs.baseHash
      // Also where every field is Catena's: the host then sends nothing, and the choice has its history and its undo.
      const overridden = conflict.fields
        .filter(({ key }) => choices[key] !== 'theirs')
        .map((each) => ({ path: each.path, before: each.theirs, after: each.ours }))
      const edit = { workflowId, baseRev, plan, intent: 'send', overBase, overridden } as const
      const name = nameRef(plan)
      const label = messageRef('steps.settleConflict', { name })
      await commands.apply(label, [edit])
      notifySaved(commands, label, messageRef('editor.conflict.settled', { name }))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    } finally {
      setIsBusy(false)
    }
  }
  return { isBusy, failure, settle: () => void apply() }
}

/** What both values of one field were made from, and the two to choose from, side by side. */
function Choice(props: {
  field: ConflictField
  record: WorkflowRecord
  theirs: TheirVersion
  chosen: Side | null
  onChoose(side: Side): void
}) {
  const { field, record, theirs, chosen } = props
  const desk = useDesk()
  const { t } = useTexts()
  const who = useWho(record, theirs)
  const text = (value: unknown) =>
    orderText(field, value, [record.plan, theirs.plan]) ?? valueText(field.path, value, desk, t)
  const sides = [
    { side: 'mine', value: field.ours },
    { side: 'theirs', value: field.theirs },
  ] as const
  return (
    <fieldset className={css.choice}>
      <legend>{fieldLabel(field.path, t)}</legend>
      <div className={css.sides} data-base={field.isBaseKnown}>
        {field.isBaseKnown && (
          <div className={css.base}>
            <span className={css.who}>{t('editor.conflict.before')}</span>
            {text(field.base)}
          </div>
        )}
        {sides.map(({ side, value }) => (
          <div key={side} className={css.side} data-chosen={chosen === side}>
            <Radio
              size="xs"
              name={field.key}
              checked={chosen === side}
              onChange={() => props.onChoose(side)}
              label={
                <>
                  <span className={css.who}>
                    <span aria-hidden>{t(`editor.conflict.${side}`)}</span>
                    <span className="dp-hidden">{who[side]} </span>
                  </span>
                  {text(value)}
                </>
              }
            />
          </div>
        ))}
      </div>
    </fieldset>
  )
}

/** Who made each version, and when, as far as that is known: Catena does not say who. */
function useWho(record: WorkflowRecord, { changedAt }: TheirVersion): Readonly<Record<Side, string>> {
  const lines = useHistory(record.id)
  const { time } = useDesk()
  const { t } = useTexts()
  const own = lines?.find((line) => line.seq !== null && line.by !== null)
  const when = (at: number) => time.formatDayTime(new Date(at).toISOString())
  return {
    mine:
      own === undefined
        ? t('editor.conflict.mine')
        : t('editor.conflict.mineAt', { who: own.by ?? '', when: when(own.at) }),
    theirs:
      changedAt === null
        ? t('editor.conflict.theirs')
        : t('editor.conflict.theirsAt', { when: time.formatDayTime(changedAt) }),
  }
}

/** The order of stops by their names; `null` for any other field. */
function orderText({ path }: ConflictField, value: unknown, plans: readonly Plan[]): string | null {
  const isOrder = path === 'stops' && Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (!isOrder) return null
  const names = new Map(
    plans.flatMap(({ stops }) => stops.map((each) => [each.sourceStopId, each.locationName])),
  )
  return value.map((id: string, index) => names.get(id) ?? `#${index + 1}`).join(' → ')
}
