import { Button, Radio } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { SyncDetail } from '../../../../shared/model/status/sync-status.ts'
import { fieldLabel } from '../../../../shared/text/field-text.ts'
import { messageRef, textOf } from '../../../../shared/text/stored-text.ts'
import { QuietText } from '../../../components/display/quiet-text.tsx'
import { useTexts } from '../../../components/display/texts.tsx'
import { Notice } from '../../../components/feedback/notice.tsx'
import type { WorkflowRecord } from '../../../db/schema/records.ts'
import { useDesk } from '../../../desk/desk-context.tsx'
import { useServices } from '../../../desk/services.ts'
import { SteadyButton } from '../fields/steady-button.tsx'
import { nameRef } from '../form/step-labels.ts'
import { useSyncDetail } from '../tabs/use-sync-detail.ts'
import { valueText } from '../tabs/value-text.ts'
import {
  type Choices,
  type ConflictField,
  chosenPlan,
  conflictOf,
  proposedChoices,
  type Side,
} from './conflict-choices.ts'
import css from './conflict-panel.module.css'

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

function ConflictChoices(props: { record: WorkflowRecord; theirs: NonNullable<SyncDetail['theirs']> }) {
  const { record, theirs } = props
  const { commands } = useServices()
  const { t } = useTexts()
  const conflict = conflictOf(record.plan, theirs)
  const { fields } = conflict
  const [choices, setChoices] = useState<Choices>(() => proposedChoices(conflict))
  const [failure, setFailure] = useState<string | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const openCount = fields.filter(({ key }) => choices[key] === undefined).length

  function chooseAll(side: Side): void {
    setChoices(Object.fromEntries(fields.map(({ key }) => [key, side])))
  }
  async function settle(): Promise<void> {
    setIsBusy(true)
    setFailure(null)
    try {
      const plan = chosenPlan(conflict, theirs.plan, choices)
      const { id: workflowId, rev: baseRev } = record
      const overBase = theirs.baseHash
      // Also where every field is Catena's: the host then sends nothing, and the choice has its history and its undo.
      const overridden = fields
        .filter(({ key }) => choices[key] !== 'theirs')
        .map((each) => ({ path: each.path, before: each.theirs, after: each.ours }))
      const edit = { workflowId, baseRev, plan, intent: 'send', overBase, overridden } as const
      await commands.apply(messageRef('steps.settleConflict', { name: nameRef(plan) }), [edit])
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <>
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
      {fields.map((field) => (
        <Choice
          key={field.key}
          field={field}
          changedAt={theirs.changedAt}
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
        onPress={() => settle().catch((error: unknown) => setFailure(String(error)))}
      >
        {openCount === 0 ? t('editor.conflict.settle') : t('editor.conflict.open', { count: openCount })}
      </SteadyButton>
    </>
  )
}

/** The two values of one field, and what both were made from. */
function Choice(props: {
  field: ConflictField
  changedAt: string | null
  chosen: Side | null
  onChoose(side: Side): void
}) {
  const { field, changedAt, chosen } = props
  const desk = useDesk()
  const { t } = useTexts()
  const text = (value: unknown) => valueText(field.path, value, desk, t)
  const their =
    changedAt === null
      ? t('editor.conflict.theirs')
      : t('editor.conflict.theirsAt', { when: desk.time.formatDayTime(changedAt) })
  const sides = [
    { side: 'mine', who: t('editor.conflict.mine'), value: field.ours },
    { side: 'theirs', who: their, value: field.theirs },
  ] as const
  return (
    <fieldset className={css.choice}>
      <legend>{fieldLabel(field.path, t)}</legend>
      {field.isBaseKnown && <QuietText>{t('editor.conflict.before', { value: text(field.base) })}</QuietText>}
      <div className={css.sides}>
        {sides.map(({ side, who, value }) => (
          <div key={side} className={css.side} data-chosen={chosen === side}>
            <Radio
              size="xs"
              name={field.key}
              checked={chosen === side}
              onChange={() => props.onChoose(side)}
              label={
                <>
                  <span className={css.who}>{who}</span>
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
