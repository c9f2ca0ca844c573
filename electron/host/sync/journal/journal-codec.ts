import { z } from 'zod'
import {
  type JournalRecord,
  journalRecord,
  LANE_RECORD_TYPES,
  OTHER_RECORD_TYPES,
} from '../core/journal/journal-record.ts'
import { PACKED_LANE_VERSION, type PackedLane, packLane, unpackLane } from '../core/lane/packed-lane.ts'
import { withPresentNames } from './upgrade-record.ts'

/** Version (`v`) of all records but LANE. */
const RECORD_VERSION = 2

/** Another version of the records, for tests of upgrades. */
export interface RecordShape {
  readonly schema: z.ZodType<JournalRecord>
  readonly recordVersion: number
  /** `upgrades[n]` turns a record of version n into one of version n + 1. */
  readonly upgrades: Readonly<Record<number, (record: Readonly<Record<string, unknown>>) => unknown>>
}

/** The record in the text of a frame. `newer`: a later version of this program wrote it. */
export type DecodedRecord =
  | { readonly kind: 'record'; readonly record: JournalRecord }
  | { readonly kind: 'newer' | 'unreadable' }

/** The text of a record. */
export function encodeRecord(record: JournalRecord): string {
  if (record.type !== 'LANE') return JSON.stringify(record)
  return JSON.stringify({ ...record, v: PACKED_LANE_VERSION, lane: packLane(record.lane) })
}

const versioned = z.looseObject({ v: z.number().int().positive() })

/**
 * Reads the text of a frame whose CRC is right, so this program or an older one wrote it. A record of the present
 * version is not checked field by field, which would take most of the time of a start; an older one is, after its
 * upgrade. Never throws because of the text.
 */
export function decodeRecord(text: string, shape?: RecordShape): DecodedRecord {
  try {
    const value: unknown = JSON.parse(text)
    return shape === undefined ? decodeValue(value) : decodeInShape(value, shape)
  } catch (error) {
    const isUnreadable =
      error instanceof SyntaxError ||
      error instanceof z.ZodError ||
      error instanceof RangeError ||
      error instanceof TypeError
    if (isUnreadable) return { kind: 'unreadable' }
    throw error
  }
}

function decodeValue(value: unknown): DecodedRecord {
  if (typeof value !== 'object' || value === null || !('v' in value) || !('type' in value)) {
    return { kind: 'unreadable' }
  }
  const { v, type } = value
  if (typeof v !== 'number' || !Number.isInteger(v) || v < 1) return { kind: 'unreadable' }
  if (type === 'LANE') return decodeLane(value, v)
  if (v > RECORD_VERSION) return { kind: 'newer' }
  const record = v < RECORD_VERSION ? { ...withPresentNames(value), v: RECORD_VERSION } : value
  if (!isRecord(record)) return { kind: 'unreadable' }
  return { kind: 'record', record }
}

/** Its CRC and version prove that it has the fields of its type. They are not checked one by one. */
function isRecord(value: object): value is JournalRecord {
  const type = 'type' in value ? value.type : null
  return LANE_RECORD_TYPES.has(type) ? 'workflowId' in value : OTHER_RECORD_TYPES.has(type)
}

function decodeLane(value: object, v: number): DecodedRecord {
  if (v > PACKED_LANE_VERSION) return { kind: 'newer' }
  const renamed = v < PACKED_LANE_VERSION ? withPresentNames(value) : value
  if (v === 1) return { kind: 'record', record: journalRecord.parse({ ...renamed, v: RECORD_VERSION }) }
  const { at, lane } = renamed as { readonly at: number; readonly lane: PackedLane }
  return { kind: 'record', record: { v: RECORD_VERSION, at, type: 'LANE', lane: unpackLane(lane) } }
}

function decodeInShape(value: unknown, shape: RecordShape): DecodedRecord {
  let record = versioned.parse(value)
  if (record.v > shape.recordVersion) return { kind: 'newer' }
  while (record.v < shape.recordVersion) {
    const upgrade = shape.upgrades[record.v]
    if (upgrade === undefined) return { kind: 'unreadable' }
    record = { ...versioned.parse(upgrade(record)), v: record.v + 1 }
  }
  return { kind: 'record', record: shape.schema.parse(record) }
}
