import { describe, expect, it } from 'vitest'
import { waitsOf } from '../../../../../../electron/host/sync/core/evidence/absence-evidence.ts'
import { windowsOf } from '../../../../../../electron/host/sync/core/evidence/listing-windows.ts'
import type { JournalRecord } from '../../../../../../electron/host/sync/core/journal/journal-record.ts'
import { onLook } from '../../../../../../electron/host/sync/core/steps/on-look.ts'
import {
  answerLost,
  attempt,
  intent,
  LOOK_FACTS,
  laneAfter,
  operationSeen,
  SERVER,
} from '../lane-fixtures.ts'

const uncertain = [intent(), attempt(), answerLost]

function lookAt(records: readonly JournalRecord[], server: number | null, workflows: [] | null = []) {
  const seen = { operations: [], workflows, earliestServer: server, latestServer: server }
  return onLook(laneAfter(records), seen, LOOK_FACTS, 0)
}

/** Looks one after the other; each result is recorded before the next. */
function types(servers: readonly (number | null)[]): string[] {
  const records: JournalRecord[] = [...uncertain]
  for (const server of servers) records.push(...lookAt(records, server))
  return records.slice(uncertain.length).map((each) => each.type)
}

describe('evidence of absence', () => {
  it('[I3][E4] two whole listings, `absenceQuietMs` after the end and `absenceGapMs` apart, prove that nothing was made', () => {
    expect(types([SERVER, SERVER + 302_000, SERVER + 364_000])).toEqual(['LOOK', 'LOOK', 'LOOK', 'EVIDENCE'])
  })

  it('[E4] the first look after an attempt only marks its end, however late it comes', () => {
    expect(types([SERVER + 86_400_000, SERVER + 86_461_000, SERVER + 86_530_000])).not.toContain('EVIDENCE')
  })

  it('[E4] two listings less than `absenceGapMs` apart prove nothing', () => {
    expect(types([SERVER, SERVER + 302_000, SERVER + 350_000])).not.toContain('EVIDENCE')
  })

  it('[E4] a sign of life between two clear listings takes the first one back', () => {
    const records: JournalRecord[] = [...uncertain, ...lookAt(uncertain, SERVER)]
    records.push(...lookAt(records, SERVER + 302_000))
    const workflows = [{ id: 'r1', source_id: 's1' }]
    const alive = {
      operations: [],
      workflows,
      earliestServer: SERVER + 310_000,
      latestServer: SERVER + 310_000,
    }
    const seen = onLook(laneAfter(records), alive, LOOK_FACTS, 0)
    expect(seen).toMatchObject([{ type: 'LOOK', found: 1 }])
    records.push(...seen)
    expect(lookAt(records, SERVER + 364_000).map((each) => each.type)).toEqual(['LOOK'])
  })

  it('[E5] a listing without a believed Date proves nothing', () => {
    expect(types([SERVER, SERVER + 302_000, null, null])).not.toContain('EVIDENCE')
  })

  it('[E2] a create is not absent before the workflow list lacks it too', () => {
    const first = [...uncertain, ...lookAt(uncertain, SERVER)]
    const second = lookAt(first, SERVER + 302_000, null)
    expect(second).toMatchObject([{ type: 'LOOK', isClear: false }])
  })

  it('[P8] one listed operation ends the uncertainty, the oldest of two is kept and the other is a duplicate', () => {
    const lane = laneAfter(uncertain)
    const operations = [
      operationSeen({ id: 'young', created_at: '2026-11-23T06:00:09Z' }),
      operationSeen({ id: 'old' }),
    ]
    const seen = { operations, workflows: null, earliestServer: SERVER, latestServer: SERVER }
    const records = onLook(lane, seen, LOOK_FACTS, 0)
    expect(records).toMatchObject([
      { type: 'ACCEPTED', operation: { id: 'old' } },
      { type: 'DUPLICATE', duplicates: [{ operationId: 'young' }] },
    ])
  })

  it('[E2] another source id, kind or resource in a listing is not ours', () => {
    const operations = [
      operationSeen({ source_id: 'other' }),
      operationSeen({ operation_type: 'update' }),
      operationSeen({ resource: 'vehicle' }),
    ]
    const seen = { operations, workflows: null, earliestServer: SERVER, latestServer: SERVER }
    expect(onLook(laneAfter(uncertain), seen, LOOK_FACTS, 0)).toMatchObject([{ type: 'LOOK', found: 0 }])
  })

  it('[E3] 60 days are listed in slices of at most 44 days that leave no gap', () => {
    const windows = windowsOf(SERVER - 60 * 86_400_000, SERVER)
    expect(windows).toHaveLength(2)
    expect(windows[0]?.to).toBe(windows[1]?.from)
  })

  it('[E4] a listing that a sleep cut in two tells nothing of how far listings are behind', () => {
    const lane = laneAfter(uncertain)
    const made = operationSeen({ created_at: new Date(SERVER + 5_000).toISOString() })
    const awake = SERVER + 46 * 86_400_000
    const cut = { operations: [], workflows: [], earliestServer: SERVER, latestServer: awake }
    const missed = onLook(lane, cut, LOOK_FACTS, 0)
    expect(missed).toMatchObject([{ type: 'LOOK', found: 0 }])
    const found = { operations: [made], workflows: null, earliestServer: awake, latestServer: awake }
    const records = onLook(laneAfter([...uncertain, ...missed]), found, LOOK_FACTS, 0)
    expect(records.map((each) => each.type)).toEqual(['ACCEPTED'])
  })

  it('[E4] `absenceQuietMs` grows to five times the worst lag', () => {
    expect(waitsOf({ absenceQuietMs: 300_000, absenceGapMs: 60_000 }, 100_000)).toEqual({
      absenceQuietMs: 500_000,
      absenceGapMs: 60_000,
    })
  })
})
