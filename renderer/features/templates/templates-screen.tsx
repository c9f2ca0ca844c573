import { Text } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { messageRef, type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { notifyDone, notifyFailure, notifyLeftOut } from '../../components/feedback/notify.tsx'
import { ScreenPage } from '../../components/page/screen-page.tsx'
import { SearchField } from '../../components/search/search-combobox.tsx'
import type { TemplateRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { notifySaved } from '../../desk/undo-offer.tsx'
import { draftOf, HORIZON_DAYS, makeDueDrafts, templateOf } from './make-drafts.ts'
import { TemplateCard, type TemplateChanges } from './template-card.tsx'
import { templateStep } from './template-step.ts'
import css from './templates-screen.module.css'
import { addedWeekdays } from './weekday-rule.ts'

/** The most workflows that are offered at once; the others are found by typing. */
const MAX_OFFERED = 100

/** Templates: workflows to start again from, by hand on any day or on the same weekdays every week. */
export function TemplatesScreen(props: { day: string }) {
  const { t, locale } = useTexts()
  const { db } = useServices()
  const templates = useLiveQuery(() => db.templates.toArray(), [db])
  const { add, save, remove, makeOn } = useTemplateEdits()
  return (
    <ScreenPage
      label={t('templates.title')}
      title={t('templates.title')}
      tools={<FromWorkflow day={props.day} onTemplate={(template) => void add(template)} />}
      body="page"
    >
      {templates?.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('templates.none', { day: formatDay(props.day, locale), count: HORIZON_DAYS })}
        </Text>
      )}
      {templates?.map((template) => (
        <TemplateCard
          key={template.id}
          template={template}
          day={props.day}
          onSave={(changes) => save(template.id, changes)}
          onMake={(on) => void makeOn(template, on)}
          onRemove={() => void remove(template)}
        />
      ))}
    </ScreenPage>
  )
}

/** Edits of templates. Each is a step of undo and resolves when it is saved, or when its failure has been told. */
interface TemplateEdits {
  add(template: TemplateRecord): Promise<void>
  save(id: string, changes: TemplateChanges): Promise<void>
  remove(template: TemplateRecord): Promise<void>
  /** Makes a draft of a template on a day. */
  makeOn(template: TemplateRecord, day: string): Promise<void>
}

function useTemplateEdits(): TemplateEdits {
  const { t, locale } = useTexts()
  const services = useServices()
  const { db, commands } = services
  const desk = useDesk()

  /** @returns whether the change is saved. */
  async function change(
    before: TemplateRecord | null,
    after: TemplateRecord | null,
    done: StoredText | null,
  ): Promise<boolean> {
    try {
      const step = templateStep(before, after)
      await commands.applyToTables(step.label, step.changes)
      if (done !== null) notifySaved(commands, step.label, done)
      return true
    } catch (error) {
      notifyFailure(messageRef('templates.failed.change'), error)
      return false
    }
  }

  return {
    async add(template) {
      await change(null, template, messageRef('templates.done.created', { name: template.name }))
    },
    async remove(template) {
      await change(template, null, messageRef('templates.done.removed', { name: template.name }))
    },
    async save(id, changes) {
      // The record as it is now: other changes of it may have been saved since the screen was drawn.
      const before = await db.templates.get(id)
      if (before === undefined) return
      const after = { ...before, ...changes, updatedAtMs: services.nowMs() }
      if (!(await change(before, after, null))) return
      try {
        const ticked = { templateId: id, rrule: addedWeekdays(before.rrule, after.rrule) }
        const made = await makeDueDrafts(services, desk.time.zone, desk.today, ticked)
        if (made.count > 0) notifyDone(messageRef('templates.done.draftsMade', { count: made.count }))
        notifyLeftOut(made.problems)
      } catch (error) {
        notifyFailure(messageRef('templates.failed.drafts'), error)
      }
    },
    async makeOn(template, day) {
      try {
        const draft = draftOf(template, day, desk.time.zone, services.mintId)
        if (typeof draft === 'string') throw new Error(textOf(t, draft))
        const values = { name: template.name, day: formatDay(day, locale) }
        const step = messageRef('steps.makeTemplate', { value: template.name, day: values.day })
        await commands.apply(step, [draft])
        notifySaved(commands, step, messageRef('templates.done.draftMade', values))
      } catch (error) {
        notifyFailure(messageRef('templates.failed.draft'), error)
      }
    },
  }
}

/** Makes a template of a workflow of the day. */
function FromWorkflow(props: { day: string; onTemplate: (template: TemplateRecord) => void }) {
  const { t } = useTexts()
  const { db, mintId, nowMs } = useServices()
  const desk = useDesk()
  const { zone } = desk.time
  const [start, end] = dayRange(props.day, zone)
  const records = useLiveQuery(
    () => db.workflows.where('departsAtMs').between(start, end, true, false).toArray(),
    [db, start, end],
  )
  const [text, setText] = useState('')
  const shown = records?.filter((each) => !each.isRemoved) ?? []
  const wanted = text.trim().toLowerCase()
  const lines = shown
    .map(({ id, plan }) => ({
      key: id,
      name: plan.reference || t('templates.create.noReference'),
      detail: desk.time.formatRange(plan.startsAt, plan.endsAt),
      isActive: true,
    }))
    .filter((each) => `${each.name} ${each.detail}`.toLowerCase().includes(wanted))
    .slice(0, MAX_OFFERED)
  return (
    <SearchField
      size="xs"
      label={t('templates.create.label')}
      classNames={{ root: css.from ?? '', wrapper: css.picker ?? '' }}
      placeholder={t('templates.create.placeholder')}
      text={text}
      isTyped={wanted !== ''}
      lines={lines}
      empty={shown.length === 0 ? t('templates.create.nothingPlanned') : t('templates.create.noMatch')}
      onText={setText}
      onPick={(id) => {
        setText('')
        const record = shown.find((each) => each.id === id)
        const unnamed = t('templates.create.defaultName')
        if (record !== undefined) props.onTemplate(templateOf(record, props.day, mintId, nowMs(), unnamed))
      }}
    />
  )
}
