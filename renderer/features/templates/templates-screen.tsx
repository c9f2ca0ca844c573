import { Group, Stack, Text, Title } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { messageRef, type StoredText, textOf } from '../../../shared/text/stored-text.ts'
import { dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { notifyDone, notifyFailure, notifyLeftOut } from '../../components/feedback/notify.tsx'
import { SearchField } from '../../components/search/search-combobox.tsx'
import type { TemplateRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { draftOf, HORIZON_DAYS, makeDueDrafts, templateOf } from './make-drafts.ts'
import { TemplateCard, type TemplateChanges } from './template-card.tsx'
import { templateStep } from './template-step.ts'
import classes from './templates.module.css'
import { addedWeekdays } from './weekday-rule.ts'

/** So many workflows are offered at once; the others are found by typing. */
const MAX_OFFERED = 100

/** Templates: workflows to start again from, by hand on any day or on the same weekdays every week. */
export function TemplatesScreen(props: { day: string }) {
  const { t, locale } = useTexts()
  const services = useServices()
  const { db } = services
  const desk = useDesk()
  const templates = useLiveQuery(() => db.templates.toArray(), [db])

  /** Changes a template as one step of undo. @returns whether it is saved; what failed is said. */
  async function change(
    before: TemplateRecord | null,
    after: TemplateRecord | null,
    done: StoredText | null,
  ): Promise<boolean> {
    try {
      const step = templateStep(before, after)
      await services.commands.applyToTables(step.label, step.changes)
      if (done !== null) notifyDone(done)
      return true
    } catch (error) {
      notifyFailure(messageRef('templates.failed.change'), error)
      return false
    }
  }

  /** Saves over what the template is by then: other changes of it may have been saved since the screen was drawn. */
  async function save(id: string, changes: TemplateChanges): Promise<void> {
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
  }

  async function makeOn(template: TemplateRecord, day: string): Promise<void> {
    try {
      const draft = draftOf(template, day, desk.time.zone, services.mintId)
      if (typeof draft === 'string') throw new Error(textOf(t, draft))
      const step = messageRef('steps.makeTemplate', { value: template.name, day: formatDay(day, locale) })
      await services.commands.apply(step, [draft])
      notifyDone(messageRef('templates.done.draftMade', { name: template.name, day: formatDay(day, locale) }))
    } catch (error) {
      notifyFailure(messageRef('templates.failed.draft'), error)
    }
  }

  return (
    <main className={classes.screen} aria-label={t('templates.title')}>
      <Group justify="space-between">
        <Title order={2} size="h4" tabIndex={-1}>
          {t('templates.title')}
        </Title>
        <FromWorkflow
          day={props.day}
          onTemplate={(template) =>
            void change(null, template, messageRef('templates.done.created', { name: template.name }))
          }
        />
      </Group>
      {templates?.length === 0 && (
        <Text c="dimmed" size="sm">
          {t('templates.none', { day: formatDay(props.day, locale), count: HORIZON_DAYS })}
        </Text>
      )}
      <Stack gap="sm">
        {templates?.map((template) => (
          <TemplateCard
            key={template.id}
            template={template}
            day={props.day}
            onSave={(changes) => save(template.id, changes)}
            onMake={(on) => void makeOn(template, on)}
            onRemove={() =>
              void change(template, null, messageRef('templates.done.removed', { name: template.name }))
            }
          />
        ))}
      </Stack>
    </main>
  )
}

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
      classNames={{ root: classes.from ?? '', wrapper: classes.picker ?? '' }}
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
