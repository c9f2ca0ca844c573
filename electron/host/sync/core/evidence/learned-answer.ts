import type {
  ConnectionLearned,
  LearnedAnswer,
} from '../../../../../shared/model/status/connection-learned.ts'
import type { JournalState } from '../journal/journal-state.ts'
import { isoOf } from '../time/time-text.ts'
import type { Learned } from './learned.ts'
import { MARKS } from './recognise.ts'

/** What was learned about each connection [N5], for the settings. */
export function learnedAnswerOf({ learned, worstLagMs }: JournalState): LearnedAnswer {
  const connections = [...learned].map(([connectionId, known]) => shown(connectionId, known))
  return { listLagMs: worstLagMs, connections }
}

function shown(connectionId: string, known: Learned): ConnectionLearned {
  const { marks, marksServer, readLagMs, workflowMarks, occurredAt, notKept } = known
  return {
    connectionId,
    foundBy: MARKS.filter((mark) => marks[mark] === true),
    listedAt: marksServer === null ? null : isoOf(marksServer),
    readLagMs,
    isSourceIdKept: workflowMarks.sourceId ?? null,
    areStopIdsKept: workflowMarks.stopId ?? null,
    occurredAt,
    notKept,
  }
}
