import { ActionIcon, Button, Chip, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { addDays, dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { neighbourOf } from '../../components/neighbour.ts'
import { notifyDone, notifyFailure, notifyLeftOut } from '../../components/notify.tsx'
import { SearchField } from '../../components/search-combobox.tsx'
import { counted } from '../../components/words.ts'
import type { TemplateRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import { useServices } from '../../services.ts'
import { draftOf, HORIZON_DAYS, makeDueDrafts, templateOf } from './make-drafts.ts'
import { templateStep } from './template-step.ts'
import classes from './templates.module.css'
import { daysOfRule, ruleOf, WEEKDAYS, weekdaysOf } from './weekday-rule.ts'

/** So many workflows are offered at once; the others are found by typing. */
const MAX_OFFERED = 100

/** Templates: workflows to start again from, by hand on any day or on the same weekdays every week. */
export function TemplatesScreen(props: { day: string }) {
  const services = useServices()
  const { db } = services
  const desk = useDesk()
  const templates = useLiveQuery(() => db.templates.toArray(), [db])

  /** Changes a template as one step of undo. @returns whether it is saved; what failed is said. */
  async function change(
    before: TemplateRecord | null,
    after: TemplateRecord | null,
    done: string | null,
  ): Promise<boolean> {
    try {
      const step = templateStep(before, after)
      await services.commands.applyToTables(step.label, step.changes)
      if (done !== null) notifyDone(done)
      return true
    } catch (error) {
      notifyFailure('The template is not changed', error)
      return false
    }
  }

  async function save(before: TemplateRecord, changes: Pick<Partial<TemplateRecord>, 'name' | 'rrule'>) {
    const isSaved = await change(before, { ...before, ...changes, updatedAtMs: services.nowMs() }, null)
    if (!isSaved) return
    try {
      const made = await makeDueDrafts(services, desk.time.zone, desk.today)
      if (made.count > 0) notifyDone(`${counted(made.count, 'draft')} made.`)
      notifyLeftOut(made.problems)
    } catch (error) {
      notifyFailure('The drafts are not made', error)
    }
  }

  async function makeOn(template: TemplateRecord, day: string): Promise<void> {
    try {
      const draft = draftOf(template, day, desk.time.zone, services.mintId)
      if (typeof draft === 'string') throw new Error(draft)
      await services.commands.apply(`Make ${template.name} on ${formatDay(day)}`, [draft])
      notifyDone(`${template.name} is on the board of ${formatDay(day)} as a draft.`)
    } catch (error) {
      notifyFailure('The draft is not made', error)
    }
  }

  return (
    <main className={classes.screen} aria-label="Templates">
      <Group justify="space-between">
        <Title order={2} size="h4" tabIndex={-1}>
          Templates
        </Title>
        <FromWorkflow
          day={props.day}
          onTemplate={(template) => void change(null, template, `${template.name} is a template now.`)}
        />
      </Group>
      {templates?.length === 0 && (
        <Text c="dimmed" size="sm">
          No templates yet. Choose a workflow of {formatDay(props.day)} above and make it one: drafts are then
          made from it on the weekdays you set, {HORIZON_DAYS} days ahead, on this computer and without a
          network.
        </Text>
      )}
      <Stack gap="sm">
        {templates?.map((template) => (
          <TemplateCard
            key={template.id}
            template={template}
            day={props.day}
            onSave={(changes) => save(template, changes)}
            onMake={(on) => void makeOn(template, on)}
            onRemove={() =>
              void change(template, null, `Template “${template.name}” was removed. Undo brings it back.`)
            }
          />
        ))}
      </Stack>
    </main>
  )
}

function FromWorkflow(props: { day: string; onTemplate: (template: TemplateRecord) => void }) {
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
      name: plan.reference || 'Without reference',
      detail: desk.time.formatRange(plan.startsAt, plan.endsAt),
      isActive: true,
    }))
    .filter((each) => `${each.name} ${each.detail}`.toLowerCase().includes(wanted))
    .slice(0, MAX_OFFERED)
  return (
    <SearchField
      size="xs"
      label="New template from"
      classNames={{ root: classes.from ?? '', wrapper: classes.picker ?? '' }}
      placeholder="a workflow…"
      text={text}
      isTyped={wanted !== ''}
      lines={lines}
      empty={shown.length === 0 ? 'Nothing is planned this day' : 'No such workflow this day'}
      onText={setText}
      onPick={(id) => {
        setText('')
        const record = shown.find((each) => each.id === id)
        if (record !== undefined) props.onTemplate(templateOf(record, props.day, mintId, nowMs()))
      }}
    />
  )
}

function TemplateCard(props: {
  template: TemplateRecord
  day: string
  onSave: (changes: Pick<Partial<TemplateRecord>, 'name' | 'rrule'>) => Promise<void>
  onMake: (day: string) => void
  onRemove: () => void
}) {
  const { template } = props
  const desk = useDesk()
  const next = daysOfRule(template.rrule, desk.today, addDays(desk.today, HORIZON_DAYS))
  const times = desk.time.formatRange(template.plan.startsAt, template.plan.endsAt)
  return (
    <section className={classes.card} aria-label={`Template ${template.name}`}>
      <Group justify="space-between" wrap="nowrap">
        <TemplateName name={template.name} onName={(name) => props.onSave({ name })} />
        <Text size="sm" c="dimmed" className={classes.numbers}>
          {[times, counted(template.plan.stops.length, 'stop'), template.plan.territoryName]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={() => props.onMake(props.day)}>
            Make a draft on {formatDay(props.day)}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove template ${template.name}`}
            data-remove-template
            onClick={(event) => {
              neighbourOf(event.currentTarget, 'main', '[data-remove-template]', 'h2')?.focus()
              props.onRemove()
            }}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <Group gap="md" mt={6}>
        <Chip.Group
          multiple
          value={weekdaysOf(template.rrule).map(String)}
          onChange={(chosen) => void props.onSave({ rrule: ruleOf(chosen.map(Number)) })}
        >
          <Group gap={6} role="group" aria-label="Every week on">
            {WEEKDAYS.map((label, index) => (
              <Chip key={label} value={String(index)} size="xs">
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        <Text size="xs" c="dimmed">
          {next.length === 0
            ? 'Made by hand only'
            : `Drafts on ${next.map((day) => formatDay(day).replace(/ \d+$/, '')).join(', ')}`}
        </Text>
      </Group>
    </section>
  )
}

/**
 * The name of a template: a finished edit (Enter, or leaving the field) is saved, a single key is not. What is typed
 * counts over the name that it was typed on: an undone renaming shows at once.
 */
function TemplateName(props: { name: string; onName: (name: string) => Promise<void> }) {
  const [typed, setTyped] = useState<{ over: string; text: string } | null>(null)
  const text = typed !== null && typed.over === props.name ? typed.text : props.name
  function finish(): void {
    const name = text.trim()
    if (name === '' || name === props.name) setTyped(null)
    else void props.onName(name).finally(() => setTyped(null))
  }
  return (
    <TextInput
      size="xs"
      aria-label="Template name"
      value={text}
      onChange={(event) => setTyped({ over: props.name, text: event.currentTarget.value })}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}
