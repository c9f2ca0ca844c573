import { ActionIcon, Alert, Button, Chip, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { addDays, dayRange, formatDay } from '../../../shared/util/depot-time.ts'
import { counted } from '../../components/words.ts'
import type { TemplateRecord } from '../../db/schema.ts'
import { useDesk } from '../../desk-state.tsx'
import { useServices } from '../../services.ts'
import { draftOf, HORIZON_DAYS, makeDueDrafts, templateOf } from './make-drafts.ts'
import classes from './templates.module.css'
import { daysOfRule, ruleOf, WEEKDAYS, weekdaysOf } from './weekday-rule.ts'

/** Templates: workflows to start again from, by hand on any day or on the same weekdays every week. */
export function TemplatesScreen(props: { day: string }) {
  const services = useServices()
  const { db } = services
  const desk = useDesk()
  const templates = useLiveQuery(() => db.templates.toArray(), [db])
  const [said, setSaid] = useState<{ isError: boolean; text: string } | null>(null)
  const [removed, setRemoved] = useState<TemplateRecord | null>(null)

  function attempt(work: () => Promise<string | null>): void {
    work().then(
      (text) => text !== null && setSaid({ isError: false, text }),
      (cause: unknown) =>
        setSaid({ isError: true, text: cause instanceof Error ? cause.message : String(cause) }),
    )
  }

  function save(template: TemplateRecord): void {
    attempt(async () => {
      await db.templates.put({ ...template, updatedAtMs: services.nowMs() })
      const made = await makeDueDrafts(services, desk.time.zone, desk.today)
      return (
        [made.count > 0 ? `${counted(made.count, 'draft')} made.` : null, ...made.problems]
          .filter(Boolean)
          .join(' ') || null
      )
    })
  }

  function makeOn(template: TemplateRecord, day: string): void {
    attempt(async () => {
      const draft = draftOf(template, day, desk.time.zone, services.mintId)
      if (typeof draft === 'string') throw new Error(draft)
      await services.commands.apply(`Make ${template.name} on ${formatDay(day)}`, [draft])
      return `${template.name} is on the board of ${formatDay(day)} as a draft.`
    })
  }

  return (
    <main className={classes.screen} aria-label="Templates">
      <Group justify="space-between">
        <Title order={2} size="h4">
          Templates
        </Title>
        <FromWorkflow
          day={props.day}
          onTemplate={(template) =>
            attempt(async () => {
              await db.templates.add(template)
              return `${template.name} is a template now.`
            })
          }
        />
      </Group>
      {said !== null && (
        <Alert color={said.isError ? 'red' : 'green'} role={said.isError ? 'alert' : 'status'}>
          {said.text}
        </Alert>
      )}
      {removed !== null && (
        <Group gap="xs">
          <Text size="sm">{removed.name} was removed.</Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              save(removed)
              setRemoved(null)
            }}
          >
            Bring it back
          </Button>
        </Group>
      )}
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
            onSave={save}
            onMake={makeOn}
            onRemove={() =>
              attempt(async () => {
                await db.templates.delete(template.id)
                setRemoved(template)
                return null
              })
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
  const shown = records?.filter((each) => !each.isRemoved) ?? []
  return (
    <label className={classes.from}>
      New template from
      <select
        value=""
        disabled={shown.length === 0}
        onChange={(event) => {
          const record = shown.find((each) => each.id === event.currentTarget.value)
          if (record !== undefined) props.onTemplate(templateOf(record, props.day, mintId, nowMs()))
        }}
      >
        <option value="">{shown.length === 0 ? 'nothing planned this day' : 'a workflow…'}</option>
        {shown.map((each) => (
          <option key={each.id} value={each.id}>
            {each.plan.reference || 'Without reference'}{' '}
            {desk.time.formatRange(each.plan.startsAt, each.plan.endsAt)}
          </option>
        ))}
      </select>
    </label>
  )
}

function TemplateCard(props: {
  template: TemplateRecord
  day: string
  onSave: (template: TemplateRecord) => void
  onMake: (template: TemplateRecord, day: string) => void
  onRemove: () => void
}) {
  const { template } = props
  const desk = useDesk()
  const [name, setName] = useState(template.name)
  const next = daysOfRule(template.rrule, desk.today, addDays(desk.today, HORIZON_DAYS))
  const times = desk.time.formatRange(template.plan.startsAt, template.plan.endsAt)
  return (
    <section className={classes.card} aria-label={`Template ${template.name}`}>
      <Group justify="space-between" wrap="nowrap">
        <TextInput
          size="xs"
          aria-label="Template name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() =>
            name.trim() !== '' && name !== template.name && props.onSave({ ...template, name: name.trim() })
          }
        />
        <Text size="sm" c="dimmed" className={classes.numbers}>
          {[times, counted(template.plan.stops.length, 'stop'), template.plan.territoryName]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={() => props.onMake(template, props.day)}>
            Make a draft on {formatDay(props.day)}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove template ${template.name}`}
            onClick={props.onRemove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <Group gap="md" mt={6}>
        <Chip.Group
          multiple
          value={weekdaysOf(template.rrule).map(String)}
          onChange={(chosen) => props.onSave({ ...template, rrule: ruleOf(chosen.map(Number)) })}
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
            : `Drafts on ${next.map((day) => formatDay(day).slice(0, 10)).join(', ')}`}
        </Text>
      </Group>
    </section>
  )
}
