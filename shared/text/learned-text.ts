import type { ContentField } from '../model/plan/plan-fields.ts'
import type { ConnectionLearned, LearnedAnswer } from '../model/status/connection-learned.ts'
import { sync } from './en/sync.ts'
import { fieldLabel } from './field-text.ts'
import type { ShowTime } from './status-text.ts'
import type { Translate } from './texts.ts'

/** Fields that TSPs round; other fields that are not kept come back empty. */
const ROUNDED: ReadonlySet<ContentField> = new Set(['startsAt', 'endsAt'])

/** What was learned about one connection, as whole sentences; the consequences for the dispatcher come first. */
export function learnedSentences(known: ConnectionLearned, showTime: ShowTime, t: Translate): string[] {
  return [
    foundSentence(known, showTime, t),
    readLagSentence(known, t),
    idsSentence(known, t),
    ...lossSentences(known, t),
    known.occurredAt === null ? null : t(`sync.learned.occurredAt.${known.occurredAt}`),
  ].filter((each) => each !== null)
}

/** The longest delay of Catena's list of operations. */
export function listLagSentence({ listLagMs }: Pick<LearnedAnswer, 'listLagMs'>, t: Translate): string {
  return listLagMs === 0
    ? t('sync.learned.listNeverLate')
    : t('sync.learned.listLate', { duration: durationText(listLagMs, t) })
}

function foundSentence({ foundBy, listedAt }: ConnectionLearned, showTime: ShowTime, t: Translate): string {
  if (listedAt === null) return t('sync.learned.notListed')
  const time = showTime(listedAt)
  if (foundBy.length === 0) return t('sync.learned.noId', { time })
  const marks = foundBy.map((each) => t(`sync.learned.mark.${each}`)).join(', ')
  return t('sync.learned.foundBy', { marks, time })
}

function readLagSentence({ readLagMs }: ConnectionLearned, t: Translate): string {
  if (readLagMs === null) return t('sync.learned.readLagUnknown')
  return readLagMs < 1_000
    ? t('sync.learned.readAtOnce')
    : t('sync.learned.readAfter', { duration: durationText(readLagMs, t) })
}

function idsSentence({ isSourceIdKept, areStopIdsKept }: ConnectionLearned, t: Translate): string | null {
  if (isSourceIdKept === null) return null
  if (isSourceIdKept) return t('sync.learned.keepsId')
  if (areStopIdsKept === true) return t('sync.learned.keepsStopIds')
  return areStopIdsKept === false ? t('sync.learned.keepsNoId') : t('sync.learned.keepsOwnId')
}

function lossSentences({ notKept }: ConnectionLearned, t: Translate): string[] {
  const named = (fields: readonly ContentField[]) => fields.map((each) => nameInSentence(each, t)).join(', ')
  const rounded = notKept.filter((each) => ROUNDED.has(each))
  const lost = notKept.filter((each) => !ROUNDED.has(each))
  return [
    ...(rounded.length > 0 ? [t('sync.learned.rounds', { fields: named(rounded) })] : []),
    ...(lost.length > 0 ? [t('sync.learned.loses', { fields: named(lost) })] : []),
  ]
}

/** The name of a field within a sentence; the label of a field without such a name. */
function nameInSentence(field: ContentField, t: Translate): string {
  return isNamed(field) ? t(`sync.learned.field.${field}`) : fieldLabel(field, t)
}

function isNamed(field: string): field is keyof typeof sync.learned.field {
  return Object.hasOwn(sync.learned.field, field)
}

/** `8 s`, `2 min`, `3 h`, rounded up. */
function durationText(ms: number, t: Translate): string {
  const seconds = Math.ceil(ms / 1_000)
  if (seconds < 60) return t('app.seconds', { count: seconds })
  const minutes = Math.ceil(seconds / 60)
  return minutes < 120
    ? t('app.minutes', { count: minutes })
    : t('app.hours', { count: Math.ceil(minutes / 60) })
}
