import { Dexie } from 'dexie'
import { freshCopy, moveTimes } from '../../../shared/model/plan/copy-plan.ts'
import { departureOf } from '../../../shared/model/plan/workflow.ts'
import { messageRef, type StoredText } from '../../../shared/text/stored-text.ts'
import { addDays, dayOf, daysBetween, formatDay, readInstantMs } from '../../../shared/util/depot-time.ts'
import type { WorkflowEdit } from '../../db/commands/command-types.ts'
import { NO_DEPARTURE, type TemplateRecord, type WorkflowRecord } from '../../db/schema/records.ts'
import type { PlannerDatabase } from '../../db/schema/schema.ts'
import type { Services } from '../../desk/services.ts'
import { daysOfRule } from './weekday-rule.ts'

/** How many days ahead recurring workflows are made: a week, so that a long weekend offline is planned for. */
export const HORIZON_DAYS = 7

/** What making drafts came to. */
export interface MadeDrafts {
  readonly count: number
  /** Days that could not be made, each with its reason. */
  readonly problems: readonly StoredText[]
}

/** The draft of one template on one day; or the reason why it cannot be made. Pure. */
export function draftOf(
  template: TemplateRecord,
  day: string,
  zone: string,
  mintId: () => string,
): WorkflowEdit | StoredText {
  const moved = moveTimes(template.plan, { days: daysBetween(template.anchorDay, day) }, zone)
  if (typeof moved === 'string') {
    return messageRef('templates.failed.onDay', { name: template.name, day: formatDay(day), problem: moved })
  }
  return {
    workflowId: mintId(),
    baseRev: null,
    plan: freshCopy(moved, mintId),
    intent: 'draft',
    origin: { kind: 'template', templateId: template.id, day },
  }
}

/** When it is, where days are counted. */
export interface TemplateClock {
  readonly zone: string
  readonly today: string
  readonly nowMs: number
}

/** What a template has made for today and later days, also what was undone since. */
export async function madeFrom(
  db: PlannerDatabase,
  templateId: string,
  today: string,
): Promise<WorkflowRecord[]> {
  return db.workflows
    .where('[origin.templateId+origin.day]')
    .between([templateId, today], [templateId, Dexie.maxKey])
    .toArray()
}

/**
 * Days on which a recurring template is due and has not been made, neither by its list nor by a workflow that is here.
 * Never the day that it was made from, whose run is planned already, and no day whose departure has passed.
 * @param asked weekdays that were just ticked by hand: what was undone or removed of them is made again.
 */
export function dueDays(
  template: TemplateRecord,
  existing: readonly Pick<WorkflowRecord, 'origin' | 'isRemoved'>[],
  clock: TemplateClock,
  asked: string | null = null,
): readonly string[] {
  const again = new Set(horizonDays(asked, clock.today))
  const made = new Set(template.madeDays.filter((day) => !again.has(day))).add(template.anchorDay)
  for (const { origin, isRemoved } of existing) {
    if (origin?.kind === 'template' && !(isRemoved && again.has(origin.day))) made.add(origin.day)
  }
  return horizonDays(template.rrule, clock.today).filter(
    (day) => !made.has(day) && !hasDeparted(template, day, clock),
  )
}

/** Days from today on for which drafts are here, wherever they were moved to, or will be made; in order. */
export function shownDays(
  template: TemplateRecord,
  existing: readonly Pick<WorkflowRecord, 'origin' | 'isRemoved' | 'departsAtMs'>[],
  clock: TemplateClock,
): readonly string[] {
  const here = existing.flatMap(({ origin, isRemoved, departsAtMs }) => {
    if (isRemoved || origin?.kind !== 'template') return []
    return departsAtMs === NO_DEPARTURE ? origin.day : dayOf(departsAtMs, clock.zone)
  })
  const days = [...here, ...dueDays(template, existing, clock)].filter((day) => day >= clock.today)
  return [...new Set(days)].sort()
}

function horizonDays(rrule: string | null, today: string): readonly string[] {
  return daysOfRule(rrule, today, addDays(today, HORIZON_DAYS))
}

function hasDeparted(template: TemplateRecord, day: string, { zone, nowMs }: TemplateClock): boolean {
  const moved = moveTimes(template.plan, { days: daysBetween(template.anchorDay, day) }, zone)
  const departure = typeof moved === 'string' ? null : departureOf(moved)
  return departure !== null && (readInstantMs(departure) ?? nowMs) < nowMs
}

/** Weekdays of one template that were just ticked by hand, as a rule. */
export interface TickedWeekdays {
  readonly templateId: string
  readonly rrule: string | null
}

/**
 * Makes the drafts of all recurring templates that are due: one undo step, and each day only once, also when a crash
 * came between making and remembering. Only ticking its weekday makes a day again that was undone or removed.
 */
export async function makeDueDrafts(
  services: Pick<Services, 'db' | 'commands' | 'mintId' | 'nowMs'>,
  zone: string,
  today: string,
  ticked?: TickedWeekdays,
): Promise<MadeDrafts> {
  const { db, commands, mintId, nowMs } = services
  const templates = (await db.templates.toArray()).filter((each) => each.rrule !== null)
  const clock: TemplateClock = { zone, today, nowMs: nowMs() }

  const edits: WorkflowEdit[] = []
  const problems: StoredText[] = []
  const madeDays = new Map<string, readonly string[]>()
  for (const template of templates) {
    const asked = ticked?.templateId === template.id ? ticked.rrule : null
    const days = dueDays(template, await madeFrom(db, template.id, today), clock, asked)
    for (const day of days) {
      const draft = draftOf(template, day, zone, mintId)
      if (typeof draft === 'string') problems.push(draft)
      else edits.push(draft)
    }
    if (days.length > 0) madeDays.set(template.id, days)
  }
  if (edits.length > 0) {
    await commands.apply(messageRef('steps.makeDrafts', { count: edits.length }), edits)
  }
  for (const [id, days] of madeDays) {
    await db.templates
      .where('id')
      .equals(id)
      .modify((template, ref) => {
        const kept = template.madeDays.filter((day) => day >= today && !days.includes(day))
        ref.value = { ...template, madeDays: [...kept, ...days], updatedAtMs: nowMs() }
      })
  }
  return { count: edits.length, problems }
}

/** A template of a workflow, without a rule yet. @param unnamed its name when the workflow has no reference. */
export function templateOf(
  record: Pick<WorkflowRecord, 'plan'>,
  anchorDay: string,
  mintId: () => string,
  nowMs: number,
  unnamed: string,
): TemplateRecord {
  return {
    id: mintId(),
    name: record.plan.reference === '' ? unnamed : record.plan.reference,
    plan: freshCopy(record.plan, mintId),
    anchorDay,
    rrule: null,
    madeDays: [],
    updatedAtMs: nowMs,
  }
}
