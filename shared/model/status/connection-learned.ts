import { z } from 'zod'
import { CONTENT_FIELDS, type ContentField } from '../plan/plan-fields.ts'

/**
 * What the desk has learned about one connection by watching its own changes there, and the sentences that say it in the
 * settings. Pure; times come in as ISO 8601 UTC and are shown by the screen.
 */

/** By what one of our creates is found in Catena's list of operations, strongest first. */
const foundBy = z.enum(['payloadSourceId', 'stopId', 'operationSourceId'])

const contentField = z.enum(CONTENT_FIELDS)

/** What is known of one connection; `null` and empty lists: not yet. */
export const connectionLearned = z.object({
  connectionId: z.string(),
  /** By what the newest listed create of ours was found. */
  foundBy: z.array(foundBy),
  /** When a create of ours was last seen in the list, ISO 8601 UTC by Catena's clock. */
  listedAt: z.string().nullable(),
  /** The worst time from the success of a create until a read showed the workflow, ms. */
  readLagMs: z.number().nonnegative().nullable(),
  /** Whether a workflow that is read carries our source id; `null`: none was read. */
  isSourceIdKept: z.boolean().nullable(),
  /** Whether its stops carry our ids. */
  areStopIdsKept: z.boolean().nullable(),
  /** By which time Catena dates a planned workflow. */
  occurredAt: z.enum(['created', 'started', 'null', 'other']).nullable(),
  /** Fields that came back rounded or empty. */
  notKept: z.array(contentField),
})
export type ConnectionLearned = z.infer<typeof connectionLearned>

/** What the host answers about all connections that something was learned of. */
export const learnedAnswer = z.object({
  /** The longest that a new change was missing from Catena's list, on any connection, ms; 0: never seen missing. */
  listLagMs: z.number().nonnegative(),
  connections: z.array(connectionLearned),
})
export type LearnedAnswer = z.infer<typeof learnedAnswer>

const FOUND_BY: Readonly<Record<z.infer<typeof foundBy>, string>> = {
  payloadSourceId: 'our id in the content',
  stopId: 'our stop ids',
  operationSourceId: 'our id beside the content',
}

/** Names of fields within a sentence. */
const FIELD_NAMES: Readonly<Record<ContentField, string>> = {
  driverSourceId: 'driver',
  vehicleSourceId: 'vehicle',
  territoryName: 'territory',
  status: 'status',
  startsAt: 'start',
  endsAt: 'end',
  totalDistance: 'total distance',
  totalDistanceUnit: 'distance unit',
  instructions: 'instructions',
  stops: 'details of stops',
}

/** Fields that a TSP was only ever seen to round. */
const ROUNDED: ReadonlySet<ContentField> = new Set(['startsAt', 'endsAt'])

/** How a screen shows a time, given ISO 8601 UTC. */
type ShowTime = (iso: string) => string

/** What was learned about one connection, as whole sentences: what it means for the dispatcher first. */
export function learnedSentences(known: ConnectionLearned, showTime: ShowTime): string[] {
  return [
    foundSentence(known, showTime),
    readLagSentence(known),
    idsSentence(known),
    ...lossSentences(known),
    occurredSentence(known),
  ].filter((each) => each !== null)
}

/** How late Catena's list of operations may be. */
export function listLagSentence({ listLagMs }: Pick<LearnedAnswer, 'listLagMs'>): string {
  return listLagMs === 0
    ? 'Catena’s list of changes was never seen to be late.'
    : `A new change can be missing from Catena’s list for up to ${durationText(listLagMs)}.`
}

function foundSentence({ foundBy: marks, listedAt }: ConnectionLearned, showTime: ShowTime): string {
  if (listedAt === null) {
    return 'Not yet: nothing of ours was listed there. Until then a change whose answer is lost cannot be proved absent.'
  }
  const seen = `Last seen ${showTime(listedAt)}.`
  if (marks.length === 0) {
    return `Catena’s list shows our changes without any id of ours: a change whose answer is lost cannot be proved absent, so you are asked to look for it at Catena. ${seen}`
  }
  return `Our changes are found in Catena’s list by: ${marks.map((each) => FOUND_BY[each]).join(', ')}. ${seen}`
}

function readLagSentence({ readLagMs }: ConnectionLearned): string {
  if (readLagMs === null) return 'How soon a new workflow can be read is not known yet.'
  return readLagMs < 1_000
    ? 'A new workflow can be read at once.'
    : `A new workflow can be read after about ${durationText(readLagMs)}.`
}

function idsSentence({ isSourceIdKept, areStopIdsKept }: ConnectionLearned): string | null {
  if (isSourceIdKept === null) return null
  if (isSourceIdKept) return 'A workflow that is read carries our id.'
  if (areStopIdsKept === true)
    return 'A workflow that is read carries the TSP’s own id; we recognise it by the ids of its stops.'
  const limit = 'whether a failed new workflow exists all the same cannot be found out from here'
  return areStopIdsKept === false
    ? `A workflow that is read carries no id of ours: ${limit}.`
    : `A workflow that is read carries the TSP’s own id. Of one without stops, ${limit}.`
}

function lossSentences({ notKept }: ConnectionLearned): string[] {
  const named = (fields: readonly ContentField[]) => fields.map((each) => FIELD_NAMES[each]).join(', ')
  const rounded = notKept.filter((each) => ROUNDED.has(each))
  const lost = notKept.filter((each) => !ROUNDED.has(each))
  return [
    ...(rounded.length > 0 ? [`This TSP rounds: ${named(rounded)}.`] : []),
    ...(lost.length > 0 ? [`This TSP does not keep: ${named(lost)}.`] : []),
  ]
}

function occurredSentence({ occurredAt }: ConnectionLearned): string | null {
  switch (occurredAt) {
    case null:
      return null
    case 'created':
      return 'Catena dates a planned workflow by when it was made.'
    case 'started':
      return 'Catena dates a planned workflow by its planned start.'
    case 'null':
      return 'Catena gives a planned workflow no date.'
    case 'other':
      return 'Catena dates a planned workflow neither by when it was made nor by its planned start.'
  }
}

/** `8 s`, `2 min`, `3 h`, rounded up: a wait is never said to be shorter than it was. */
function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`
}
