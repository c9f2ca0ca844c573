import type { SyncState } from '../../../shared/model/status/sync-status.ts'
import type { Translate } from '../../../shared/text/texts.ts'
import { isNoLongerPlanned } from '../../db/schema/shown-status.ts'

/** A day counted, and the counts in one line. Zeroes are left out. */
export interface DaySummary {
  readonly planned: number
  readonly text: string
}

/** Where the states are counted, in the order of the line. */
const BUCKETS = [
  { key: 'atTsp', states: ['done'] },
  { key: 'withCatena', states: ['accepted'] },
  { key: 'toSend', states: ['queued', 'sending'] },
  { key: 'checking', states: ['uncertain'] },
  { key: 'waiting', states: ['blocked', 'held'] },
  { key: 'refused', states: ['rejected'] },
  { key: 'failed', states: ['failed'] },
  { key: 'conflict', states: ['conflict'] },
  { key: 'draft', states: ['draft'] },
] as const satisfies readonly { readonly key: string; readonly states: readonly SyncState[] }[]

/** Counts a day's workflows that are still planned. */
export function summarise(day: readonly Parameters<typeof isNoLongerPlanned>[0][], t: Translate): DaySummary {
  const rows = day.filter((row) => !isNoLongerPlanned(row))
  const planned = rows.length
  const parts = BUCKETS.flatMap(({ key, states }) => {
    const count = rows.filter((row) => states.some((each) => each === row.shownState)).length
    return count === 0 ? [] : [t(`frame.summary.${key}`, { count })]
  })
  return { planned, text: [t('frame.summary.planned', { count: planned }), ...parts].join(' · ') }
}

/** States in which something has still to leave this computer, or may not have left it. What Catena has is not "to send". */
const TO_SEND: readonly SyncState[] = ['queued', 'sending', 'uncertain', 'blocked', 'held']

/** "N to send" beside the line to Catena. */
export function countToSend(byState: Readonly<Record<SyncState, number>>): number {
  return TO_SEND.reduce((sum, state) => sum + byState[state], 0)
}

/** States that only a person ends. */
const TO_DECIDE: readonly SyncState[] = ['rejected', 'failed', 'conflict']

/** How many changes wait for a decision. */
export function countDecisions(byState: Readonly<Record<SyncState, number>>): number {
  return TO_DECIDE.reduce((sum, state) => sum + byState[state], 0)
}
