import { freshCopy, moveTimes } from '../../../shared/model/copy-plan.ts'
import { addDays, dayRange, daysBetween, formatDay } from '../../../shared/util/depot-time.ts'
import { counted } from '../../components/words.ts'
import type { WorkflowEdit } from '../../db/command-types.ts'
import type { TemplateRecord, WorkflowRecord } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import { daysOfRule } from './weekday-rule.ts'

/** How many days ahead recurring workflows are made: a week, so that a long weekend offline is planned for. */
export const HORIZON_DAYS = 7

/** What making drafts came to. */
export interface MadeDrafts {
  readonly count: number
  /** Days that could not be made, with the reason in words. */
  readonly problems: readonly string[]
}

/** The draft of one template on one day; or the sentence why it cannot be made. Pure. */
export function draftOf(
  template: TemplateRecord,
  day: string,
  zone: string,
  mintId: () => string,
): WorkflowEdit | string {
  const moved = moveTimes(template.plan, { days: daysBetween(template.anchorDay, day) }, zone)
  if (typeof moved === 'string') return `${template.name} on ${formatDay(day)}: ${moved}`
  return {
    workflowId: mintId(),
    baseRev: null,
    plan: freshCopy(moved, mintId),
    intent: 'draft',
    origin: { kind: 'template', templateId: template.id, day },
  }
}

/** Days on which a recurring template is due and has not been made, neither by its list nor by a workflow that is here. */
export function dueDays(
  template: TemplateRecord,
  today: string,
  existing: readonly Pick<WorkflowRecord, 'origin'>[],
): readonly string[] {
  const made = new Set(template.madeDays)
  for (const { origin } of existing) {
    if (origin?.kind === 'template' && origin.templateId === template.id) made.add(origin.day)
  }
  return daysOfRule(template.rrule, today, addDays(today, HORIZON_DAYS)).filter((day) => !made.has(day))
}

/**
 * Makes the drafts of all recurring templates that are due: one undo step, and each day only once, also when a crash
 * came between making and remembering.
 */
export async function makeDueDrafts(
  services: Pick<Services, 'db' | 'commands' | 'mintId' | 'nowMs'>,
  zone: string,
  today: string,
): Promise<MadeDrafts> {
  const { db, commands, mintId, nowMs } = services
  const templates = (await db.templates.toArray()).filter((each) => each.rrule !== null)
  if (templates.length === 0) return { count: 0, problems: [] }
  const from = dayRange(today, zone)[0]
  const to = dayRange(addDays(today, HORIZON_DAYS + 1), zone)[1]
  const existing = await db.workflows.where('departsAtMs').between(from, to).toArray()

  const edits: WorkflowEdit[] = []
  const problems: string[] = []
  const madeDays = new Map<string, string[]>()
  for (const template of templates) {
    for (const day of dueDays(template, today, existing)) {
      const draft = draftOf(template, day, zone, mintId)
      if (typeof draft === 'string') problems.push(draft)
      else edits.push(draft)
      madeDays.set(template.id, [...(madeDays.get(template.id) ?? []), day])
    }
  }
  if (edits.length > 0) await commands.apply(`Make ${counted(edits.length, 'recurring draft')}`, edits)
  for (const [id, days] of madeDays) {
    await db.templates
      .where('id')
      .equals(id)
      .modify((template, ref) => {
        const kept = template.madeDays.filter((day) => day >= today)
        ref.value = { ...template, madeDays: [...kept, ...days], updatedAtMs: nowMs() }
      })
  }
  return { count: edits.length, problems }
}

/** A template of a workflow, without a rule yet. */
export function templateOf(
  record: Pick<WorkflowRecord, 'plan'>,
  anchorDay: string,
  mintId: () => string,
  nowMs: number,
): TemplateRecord {
  return {
    id: mintId(),
    name: record.plan.reference === '' ? 'Template' : record.plan.reference,
    plan: freshCopy(record.plan, mintId),
    anchorDay,
    rrule: null,
    madeDays: [],
    updatedAtMs: nowMs,
  }
}
