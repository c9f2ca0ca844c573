import { z } from 'zod'
import {
  type JournalRecord,
  journalRecord,
  LANE_RECORD_TYPES,
  OTHER_RECORD_TYPES,
} from '../core/journal/journal-record.ts'
import { PACKED_LANE_VERSION, type PackedLane, packLane, unpackLane } from '../core/lane/packed-lane.ts'
import { withPresentNames } from './upgrade-record.ts'

/** The text of a journal record, and what a text says. Versions are of each type's own shape. */

/** Version of every record but LANE (`v` in each). */
const RECORD_VERSION = 2

/** Another shape of records, for tests of upgrades. */
export interface RecordShape {
  readonly schema: z.ZodType<JournalRecord>
  readonly recordVersion: number
  /** `upgrades[n]` turns a record of version n into one of version n + 1. */
  readonly upgrades: Readonly<Record<number, (record: Readonly<Record<string, unknown>>) => unknown>>
}

/** What the text of a frame says. `newer`: written by a later version of this program. */
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
 * Reads a text that is known, by its CRC, to be what this program or an older one wrote. A record of the present
 * version is therefore not checked field by field, which would take most of a start; one of an older version is, after
 * it was brought up to date. Never throws for what the text is.
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

/** By its CRC and its version it has the fields of its type: they are not checked one by one. */
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
