import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { JournalRecord } from '../../../../../electron/host/sync/core/journal/journal-record.ts'
import {
  apply,
  type JournalState,
  newState,
} from '../../../../../electron/host/sync/core/journal/journal-state.ts'
import { snapshot } from '../../../../../electron/host/sync/core/journal/snapshot.ts'
import { openJournal } from '../../../../../electron/host/sync/journal/journal.ts'
import { decodeRecord, encodeRecord } from '../../../../../electron/host/sync/journal/journal-codec.ts'
import {
  encodeFrame,
  encodeHeader,
  FIRST_LINK,
} from '../../../../../electron/host/sync/journal/journal-format.ts'
import { createMemoryDisk, type MemoryDisk } from '../../../../doubles/disk/memory-disk.ts'
import { accepted, attempt, done, intent, laneAfter, SERVER } from '../core/lane-fixtures.ts'

const FOLDER = '/data'

/**
 * A journal as the program wrote it before lanes were packed (deflated, base64): a compaction with the lanes `done`,
 * `edited` and `open` (uncertain), then an edit of `edited` and its attempt.
 */
const VERSION_1 =
  '7VlBbxtFFF4kJMoBCS6cV089UGmTep2khRUcnMbQINeJiINEqyia7LxkB69ntjNv7ViRJZD6EziVAwd+AeKA1BNS1QM/gRsSf6A/Ac3sxrYcJ6mSNCqwe/DhzczbN2++771vx2ubrUb7y3brLc/zBjf/+uVTz/N2w5//PII+RGEAjCAK736yshwu3anZJwAaZggRrLe3Oo1WCwIQ0hBL03UOEYgQRk9ueN4q/vj++T5ajXYTAkiZRIiOYKB0dz9VA+eJK4kQwIBJsmMGHztnQhJaCxiUHALIUibtuMZ91ChjnCyNlZQYk1DSOWTls2BDWFi2Px/bn9rkCSEArkUf9ZbKdYx2nczTNIA+JiJOcdZMqLUgpYdt1sNjoyFGuYEIbG7bzTVwJk2mYeOu1+p3FsJwob7cqa1EKytRrfYQAkDJ3XjpVxFL14Qh5nY0x7gtxXi2MMfWpiHRY4Qcon2WGiwOR+cuC2YSoMoMRI+OwLj9bJHKXIrswEIIxYxOcUZrzdb6182vvrHnpGJmHRWbhRffP/+Vv3jmv/zp6VMIgMUk+oIEWtew3W5tNNbW21/Ajj1gEpRzhGilvrhiHcmD0hAuLS4HkCytS46HYTjektxHrZE3ONdozMQ8ZzdxgjxPkTe0Fn2WnrCvYcY05XqcSBZTztKZ6YXxxFw8JM2MRRhXcReiu6PRzigoE1cANds93LWQ2w1dFmKVF5AVxuSoIYKEKDPR7dssp2QRD1kvSy0+Tb73LcYOy/kejAJQfdSrzJTvHgWQsD4W4J56n164FL4vE2BFtops1042i7vEseIIukK6LsNTtHg8QInaZcn1hlNJKcx9TPnqcNtYuJeHxYiwl5FxS0m7VNYC2BfaUEcPt1D37ewispQ5Y+NkKzNCxjjHHidMHiA/djMz2pVqIDeyMvp17o5RZQW1dwKggbBJf2TPU0gsADSnkZYJeZxjjrYdEh5a3G+xPnJfSZ8SYfxY9bKcUAf+gAkS8sAn5e+hb2wnHQVnOS6TNOUZJbcePoo1MsLAJz30w1vnuZFmgHri5R4jlMxPmPEFBT4zvjrOhX+chbM9judPnHYS9Dtbmz4p1fUFgcXODzc879ln8fPLaRHkglx6L6JGxourElmVyOvSIwXork2RXBLjV61JKspVlHtjVckUNf89uqRk1P9emZR5uBJt8vBdz/vj5pP3LqdNVIbygsqkXFoVyapIXpcusZB7XaqkCGS2KrPenjjIVW4gmCLmZLyoFnBGqNNap3jHm6FyKvpW9H3N9N0bsyw4tbNYQbCxP+ZizCQXnFGRn2km7QQwSIbjnttSxnZvjsREChGQ6KHKqQDJRKAUL3fq516KTJ/UPw+EMTNWpbpOo5yvxsYsf2UtFp7UYjNd+zpE2X9fibWVX5h8Shj5mVZ9ND6TQ0qc8xIvtyI/TjDuWttAUOIXCs4prOxtz/vtw79/f5V/szrNdsfqqLn3Pg779eq+pyrMb0BhDubnrV7l7cL3ZPWrVaTfveN5H3z+Mj2/7jQ6neaDzdMLT9G05unWPOPzdevU/UJ1S1cVyqpQVoXywsq/ImxF2Ovu0KdI7ZnPTDP/U2lP8eF9ZhKI4BBG/wA='

function stateAfter(records: readonly JournalRecord[]): JournalState {
  const state = newState()
  for (const record of records) apply(state, record)
  return state
}

/** The bytes of a journal with these texts. */
function journalOf(texts: readonly string[]): Buffer {
  let link = FIRST_LINK
  const frames = texts.map((text) => {
    const frame = encodeFrame(text, link)
    link = frame.link
    return frame.bytes
  })
  return Buffer.concat([encodeHeader(), ...frames])
}

function open(disk: MemoryDisk) {
  return openJournal({ folder: FOLDER, disk })
}

const laneRecord: JournalRecord = {
  v: 2,
  at: 5,
  type: 'LANE',
  lane: laneAfter([intent(), attempt(), accepted(), done]),
}

describe('a journal of the version before lanes were packed', () => {
  it('is read whole, and is packed by the next compaction without any change', async () => {
    const bytes = inflateRawSync(Buffer.from(VERSION_1, 'base64'))
    const disk = createMemoryDisk({ journal: bytes })
    const { journal, read, setAside } = await open(disk)
    expect([read.cutBytes, setAside]).toEqual([0, []])
    const state = stateAfter(read.records)
    expect([...state.lanes.values()].map((each) => [each.workflowId, each.phase.kind])).toEqual([
      ['done', 'idle'],
      ['edited', 'sending'],
      ['open', 'uncertain'],
    ])
    expect(state.lanes.get('edited')).toMatchObject({
      desired: { seq: 2, plan: { stops: [{ extras: { dock: 7 } }, { sourceStopId: 'stop-2' }] } },
      remote: { resourceId: 'r-edited', plan: { stops: [{ locationName: 'Łódź 🚚' }] } },
    })

    await journal.compact(snapshot(state, 1, null))
    await journal.close()
    expect(disk.content('journal')?.length).toBeLessThan(bytes.length * 0.7)
    const again = await open(disk)
    expect(again.read.cutBytes).toBe(0)
    expect(stateAfter(again.read.records)).toEqual(state)
  })

  it('is checked field by field: a lane that is none counts as lost', async () => {
    const disk = createMemoryDisk({
      journal: journalOf([JSON.stringify({ v: 1, at: 1, type: 'LANE', lane: { workflowId: 'w' } })]),
    })
    const { read, setAside } = await open(disk)
    expect(read.records).toEqual([])
    expect(read.cutBytes).toBeGreaterThan(0)
    expect(setAside.map((each) => each.reason)).toEqual(['unreadable'])
  })
})

describe('a record that this version does not read counts as lost', () => {
  it.each([
    ['a lane of a newer version', { v: 4, at: 1, type: 'LANE', lane: {} }, 'newer'],
    ['another record of a newer version', { v: 3, at: 1, type: 'INTENT' }, 'newer'],
    ['a packed lane that is none', { v: 3, at: 1, type: 'LANE', lane: null }, 'unreadable'],
    ['a type that was never heard of', { v: 2, at: 1, type: 'NEVER_HEARD_OF' }, 'unreadable'],
    ['a record about no lane', { v: 2, at: 1, type: 'DONE', resourceId: 'r' }, 'unreadable'],
    ['a version that is none', { v: 'one', at: 1, type: 'LAG', ms: 1 }, 'unreadable'],
    ['a record without a version', { at: 1, type: 'LAG', ms: 1 }, 'unreadable'],
    ['no record at all', [1], 'unreadable'],
  ])('%s', async (_name, record, reason) => {
    const texts = [encodeRecord(laneRecord), JSON.stringify(record), encodeRecord(intent({ seq: 2 }))]
    const bytes = journalOf(texts)
    const { read, setAside } = await open(createMemoryDisk({ journal: bytes }))
    expect(read.records).toEqual([laneRecord, intent({ seq: 2 })])
    expect(setAside).toEqual([{ reason, text: texts[1] }])
    expect(read.cutBytes).toBe(Buffer.byteLength(texts[1] ?? '') + 8)
  })

  it('and so does a packed lane with any damaged byte, with what follows it', async () => {
    const first = journalOf([encodeRecord(laneRecord)])
    const bytes = journalOf([encodeRecord(laneRecord), encodeRecord(laneRecord), encodeRecord(intent())])
    for (let at = first.length; at < bytes.length; at += 7) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 0x04
      const { read } = await open(createMemoryDisk({ journal: damaged }))
      expect(read.records.length).toBeLessThan(3)
      expect(read.records).toEqual([laneRecord, laneRecord].slice(0, read.records.length))
      expect(read.cutBytes).toBeGreaterThan(0)
    }
  })
})

describe('reading a finished lane', () => {
  it('holds the plan once, so that comparing what is wanted with what Catena holds costs nothing', () => {
    const decoded = decodeRecord(encodeRecord(laneRecord))
    if (decoded.kind !== 'record' || decoded.record.type !== 'LANE') throw new Error('no lane')
    const { lane } = decoded.record
    expect(lane.remote?.plan).toBe(lane.desired.plan)
  })

  it('holds it once as well when its records were read one by one', () => {
    const records = [intent(), attempt(SERVER), accepted(), done]
    const read = records.map((each) => JSON.parse(JSON.stringify(each)) as JournalRecord)
    const lane = stateAfter(read).lanes.get('w1')
    expect(lane?.remote?.plan).toBe(lane?.desired.plan)
  })
})
