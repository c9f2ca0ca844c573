import type { SyncState } from '../../../shared/model/status/sync-status.ts'
import { isNoLongerPlanned } from '../../db/schema/shown-status.ts'

/** A day counted, and the counts in one line of words. Zeroes are left out. */
export interface DaySummary {
  readonly planned: number
  readonly words: string
}

/** Where the states are counted, in the order of the line. */
const BUCKETS: readonly { readonly word: string; readonly states: readonly SyncState[] }[] = [
  { word: 'at the TSP', states: ['done'] },
  { word: 'with Catena', states: ['accepted'] },
  { word: 'to send', states: ['queued', 'sending'] },
  { word: 'checking', states: ['uncertain'] },
  { word: 'waiting', states: ['blocked', 'held'] },
  { word: 'refused', states: ['rejected'] },
  { word: 'failed', states: ['failed'] },
  { word: 'in conflict', states: ['conflict'] },
  { word: 'draft', states: ['draft'] },
]

/** Counts a day's workflows that are still planned. */
export function summarise(day: readonly Parameters<typeof isNoLongerPlanned>[0][]): DaySummary {
  const rows = day.filter((row) => !isNoLongerPlanned(row))
  const planned = rows.length
  const parts = BUCKETS.map(({ word, states }) => {
    const count = rows.filter((row) => states.includes(row.shownState)).length
    return count === 0
      ? null
      : `${count.toLocaleString('en')} ${word}${word === 'draft' && count > 1 ? 's' : ''}`
  })
  return {
    planned,
    words: [`${planned.toLocaleString('en')} planned`, ...parts.filter((part) => part !== null)].join(' · '),
  }
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
