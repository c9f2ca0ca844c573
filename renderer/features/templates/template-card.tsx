import { ActionIcon, Button, Chip, Group, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useRef, useState } from 'react'
import { formatDay } from '../../../shared/util/depot-time.ts'
import { useTexts } from '../../components/display/texts.tsx'
import { neighbourOf } from '../../components/keyboard/neighbour.ts'
import type { TemplateRecord } from '../../db/schema/records.ts'
import { useDesk } from '../../desk/desk-context.tsx'
import { useServices } from '../../desk/services.ts'
import { HORIZON_DAYS, madeFrom, shownDays } from './make-drafts.ts'
import css from './template-card.module.css'
import { ruleOf, weekdayNames, weekdaysOf } from './weekday-rule.ts'

/** What a card changes of its template. */
export type TemplateChanges = Pick<Partial<TemplateRecord>, 'name' | 'rrule'>

/** One template: its name, the weekdays it recurs on, and the days for which its drafts are here. */
export function TemplateCard(props: {
  template: TemplateRecord
  day: string
  /** Resolves when it is saved, or when its failure has been told. */
  onSave: (changes: TemplateChanges) => Promise<void>
  onMake: (day: string) => void
  onRemove: () => void
}) {
  const { template } = props
  const { t, locale } = useTexts()
  const desk = useDesk()
  const saves = useRef(Promise.resolve())
  /** Saves one after the other: each change is made to the template that the one before has left. */
  function save(changes: TemplateChanges): Promise<void> {
    saves.current = saves.current.then(() => props.onSave(changes))
    return saves.current
  }
  const times = desk.time.formatRange(template.plan.startsAt, template.plan.endsAt)
  return (
    <section className={css.card} aria-label={t('templates.card.region', { name: template.name })}>
      <Group justify="space-between" wrap="nowrap">
        <TemplateName name={template.name} onName={(name) => save({ name })} />
        <Text size="sm" c="dimmed">
          {[
            times,
            t('templates.card.stops', { count: template.plan.stops.length }),
            template.plan.territoryName,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Button size="compact-sm" variant="default" onClick={() => props.onMake(props.day)}>
            {t('templates.card.makeDraft', { day: formatDay(props.day, locale) })}
          </Button>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('templates.card.remove', { name: template.name })}
            data-remove-template
            onClick={(event) => {
              neighbourOf(
                event.currentTarget,
                'main',
                '[data-remove-template]',
                '[data-screen-title]',
              )?.focus()
              props.onRemove()
            }}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      <Group gap="md" mt={6}>
        <RecurrenceWeekdays rrule={template.rrule} onRule={(rrule) => save({ rrule })} />
        <DraftDays template={template} />
      </Group>
    </section>
  )
}

/** The weekdays that a template recurs on. A choice is shown at once, and until it is saved. */
function RecurrenceWeekdays(props: {
  rrule: string | null
  /** Resolves when the rule is saved, or when its failure has been told. */
  onRule: (rrule: string | null) => Promise<void>
}) {
  const { t, locale } = useTexts()
  const [chosen, setChosen] = useState<readonly number[] | null>(null)
  function choose(weekdays: readonly number[]): void {
    setChosen(weekdays)
    // A later choice stays shown until it is saved itself.
    void props
      .onRule(ruleOf(weekdays))
      .finally(() => setChosen((latest) => (latest === weekdays ? null : latest)))
  }
  return (
    <Chip.Group
      multiple
      value={(chosen ?? weekdaysOf(props.rrule)).map(String)}
      onChange={(values) => choose(values.map(Number))}
    >
      <Group gap={6} role="group" aria-label={t('templates.card.everyWeekOn')}>
        {weekdayNames(locale).map((label, index) => (
          <Chip key={label} value={String(index)} size="xs">
            {label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}

/** The days for which drafts of a template are here or will be made. */
function DraftDays({ template }: { template: TemplateRecord }) {
  const { db, nowMs } = useServices()
  const { t, locale } = useTexts()
  const { time, today } = useDesk()
  const days = useLiveQuery(async () => {
    const clock = { zone: time.zone, today, nowMs: nowMs() }
    return shownDays(template, await madeFrom(db, template.id, today), clock)
  }, [db, nowMs, template, time.zone, today])
  if (days === undefined) return null
  const none =
    template.rrule === null
      ? t('templates.card.byHandOnly')
      : t('templates.card.noDrafts', { count: HORIZON_DAYS })
  const list = days.map((day) => formatDay(day, locale).slice(0, -5)).join(', ')
  return (
    <Text size="xs" c="dimmed">
      {days.length === 0 ? none : t('templates.card.draftsOn', { days: list })}
    </Text>
  )
}

/**
 * The name of a template. It is saved by Enter and by leaving the field. Typing belongs to the name that it began with: when
 * that name changes, as by undo, the new name is shown.
 */
function TemplateName(props: { name: string; onName: (name: string) => Promise<void> }) {
  const { t } = useTexts()
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
      aria-label={t('templates.card.name')}
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
