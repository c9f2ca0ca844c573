import { z } from 'zod'
import { CONTENT_FIELDS } from '../plan/plan-fields.ts'

/**
 * What the desk has learned about one connection by watching its own changes there. `shared/text/learned-text.ts` makes
 * the sentences for the settings screen.
 */

/** The marks by which one of our creates is recognised in Catena's list of operations, strongest first. */
const foundBy = z.enum(['payloadSourceId', 'stopId', 'operationSourceId'])

const contentField = z.enum(CONTENT_FIELDS)

/** What is known of one connection; `null` and empty lists: not known yet. */
export const connectionLearned = z.object({
  connectionId: z.string(),
  /** The marks by which our newest listed create was recognised. */
  foundBy: z.array(foundBy),
  /** When a create of ours was last seen in the list, ISO 8601 UTC by Catena's clock. */
  listedAt: z.string().nullable(),
  /** The worst time from the success of a create until a read showed the workflow, ms. */
  readLagMs: z.number().nonnegative().nullable(),
  /** Whether a workflow that is read carries our source id; `null`: none was read. */
  isSourceIdKept: z.boolean().nullable(),
  /** Whether its stops carry our ids. */
  areStopIdsKept: z.boolean().nullable(),
  /** Which time Catena puts into `occurred_at` of a planned workflow. */
  occurredAt: z.enum(['created', 'started', 'null', 'other']).nullable(),
  /** Fields that came back rounded or empty. */
  notKept: z.array(contentField),
})
export type ConnectionLearned = z.infer<typeof connectionLearned>

/** The host's answer about every connection of which something is known. */
export const learnedAnswer = z.object({
  /** The longest that a new change was missing from Catena's list, on any connection, ms; 0: never seen missing. */
  listLagMs: z.number().nonnegative(),
  connections: z.array(connectionLearned),
})
export type LearnedAnswer = z.infer<typeof learnedAnswer>
