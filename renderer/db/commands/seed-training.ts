import { Temporal } from 'temporal-polyfill'
import type { HostClient } from '../../../shared/rpc/host-client.ts'
import { messageRef } from '../../../shared/text/stored-text.ts'
import type { PlannerDatabase } from '../schema/schema.ts'
import type { WorkflowCommands } from './command-types.ts'

/** What seeding needs. */
export interface SeedTrainingParts {
  readonly db: PlannerDatabase
  readonly host: HostClient
  readonly commands: WorkflowCommands
  readonly nowMs: () => number
  readonly mintId: () => string
  /** IANA zone of the depot. */
  readonly timeZone: string
}

/** Set once the training day was laid out: a dispatcher who cleared it does not get it again. */
export const SEEDED_KEY = 'training.seededAt'

/**
 * Lays out a believable day (today and tomorrow) in an empty training database. It is where the dispatcher starts, so
 * it is not theirs to undo: one careless Ctrl+Z would cancel the whole fleet's day.
 * @returns how many workflows were made; 0 when there were some already or it had been done before.
 */
export async function seedTraining(parts: SeedTrainingParts): Promise<number> {
  const { db, host, commands, nowMs, mintId, timeZone } = parts
  const [seeded, stored] = await Promise.all([db.meta.get(SEEDED_KEY), db.workflows.count()])
  if (seeded !== undefined || stored > 0) return 0
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs()).toZonedDateTimeISO(timeZone).toPlainDate()
  const days = [today, today.add({ days: 1 })]
  const answers = await Promise.all(
    days.map((day) => host.call('training.day', { day: day.toString(), timeZone })),
  )
  const plans = answers.flatMap((each) => each.plans)
  await commands.apply(
    messageRef('steps.trainingDay'),
    plans.map(({ plan, isToSend }) => ({
      workflowId: mintId(),
      baseRev: null,
      plan,
      intent: isToSend ? 'send' : 'draft',
    })),
  )
  await db.undo.clear()
  await db.meta.put({ key: SEEDED_KEY, value: nowMs() })
  return plans.length
}
