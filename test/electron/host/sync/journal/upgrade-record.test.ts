import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../electron/host/sync/core/journal/journal-record.ts'
import {
  apply,
  type JournalState,
  newState,
} from '../../../../../electron/host/sync/core/journal/journal-state.ts'
import { snapshot } from '../../../../../electron/host/sync/core/journal/snapshot.ts'
import { openJournal } from '../../../../../electron/host/sync/journal/journal.ts'
import { createMemoryDisk } from '../../../../doubles/disk/memory-disk.ts'
import { inEnglish } from '../../../../doubles/english.ts'

/**
 * `journal.deflated`: a journal that the program wrote before its records had today's names. It has every type of record
 * of that version, and lanes in each phase, both packed and as they were before they were packed. `state.json.deflated`:
 * what that program read from it, with today's names.
 */
const FOLDER = path.join(import.meta.dirname, 'version-1')

function inflated(name: string): Buffer {
  return inflateRawSync(readFileSync(path.join(FOLDER, name)))
}

function stateAfter(records: readonly JournalRecord[]): JournalState {
  const state = newState()
  for (const record of records) apply(state, record)
  return state
}

/** The state as JSON can hold it. */
function plain({ lanes, learned, refusals, ...rest }: JournalState): unknown {
  const lists = { lanes: [...lanes.values()], learned: [...learned], refusals: [...refusals] }
  return JSON.parse(JSON.stringify({ ...rest, ...lists }))
}

it('[S2] a journal of version 1 is read whole: nothing is lost and nothing is set aside', async () => {
  const disk = createMemoryDisk({ journal: inflated('journal.deflated') })
  const { journal, read, setAside } = await openJournal({ folder: '/data', disk })
  expect([read.cutBytes, setAside, read.records.length]).toEqual([0, [], 390])
  expect(new Set(read.records.map((each) => each.type)).size).toBe(34)
  const state = stateAfter(read.records)
  // The lines of the Sync tab were stored as English sentences then.
  expect(inEnglish(plain(state))).toEqual(JSON.parse(inflated('state.json.deflated').toString()))

  await journal.compact(snapshot(state, 1, null))
  await journal.close()
  const again = await openJournal({ folder: '/data', disk })
  expect([again.read.cutBytes, again.setAside]).toEqual([0, []])
  expect(plain(stateAfter(snapshot(stateAfter(again.read.records), 1, null)))).toEqual(
    plain(stateAfter(again.read.records)),
  )
  await again.journal.close()
})
