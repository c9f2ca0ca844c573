import { Temporal } from 'temporal-polyfill'

/** Zones of abbreviations that mean one zone; those of several (IST, CST in China) are read as people in the fleet's countries do. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  utc: 'UTC',
  gmt: 'UTC',
  z: 'UTC',
  zulu: 'UTC',
  et: 'America/New_York',
  est: 'America/New_York',
  edt: 'America/New_York',
  eastern: 'America/New_York',
  ct: 'America/Chicago',
  cst: 'America/Chicago',
  cdt: 'America/Chicago',
  central: 'America/Chicago',
  mt: 'America/Denver',
  mst: 'America/Denver',
  mdt: 'America/Denver',
  mountain: 'America/Denver',
  pt: 'America/Los_Angeles',
  pst: 'America/Los_Angeles',
  pdt: 'America/Los_Angeles',
  pacific: 'America/Los_Angeles',
  akst: 'America/Anchorage',
  akdt: 'America/Anchorage',
  hst: 'Pacific/Honolulu',
  wet: 'Europe/Lisbon',
  west: 'Europe/Lisbon',
  bst: 'Europe/London',
  cet: 'Europe/Berlin',
  cest: 'Europe/Berlin',
  mez: 'Europe/Berlin',
  mesz: 'Europe/Berlin',
  eet: 'Europe/Athens',
  eest: 'Europe/Athens',
}

/** Abbreviations that say standard or summer time, and their offsets: the hour is exact, whatever the season. */
const OFFSETS: Readonly<Record<string, string>> = {
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
  cet: '+01:00',
  cest: '+02:00',
  mez: '+01:00',
  mesz: '+02:00',
}

const zones = new Map<string, string | null>()

/**
 * The zone that a cell names: `America/New_York`, `Eastern`, `UTC-6`, `GMT+01:00`, `-06:00`; `null` when it names none. An
 * abbreviation names the zone of its clocks: in summer `CST` is taken for Chicago's time.
 */
export function zoneOfText(text: string): string | null {
  const known = zones.get(text)
  if (known !== undefined) return known
  const found = findZone(text.trim())
  if (zones.size < 10_000) zones.set(text, found)
  return found
}

/** The offset of a time that ends in an abbreviation such as `CST`; `null` for any other word. */
export function offsetOfWord(word: string): string | null {
  const name = word.toLowerCase()
  if (name === 'utc' || name === 'gmt' || name === 'zulu') return 'Z'
  return Object.hasOwn(OFFSETS, name) ? (OFFSETS[name] ?? null) : null
}

function findZone(text: string): string | null {
  const name = text.replace(/^\((.*)\)$/, '$1').trim()
  const offset = /^(?:(?:utc|gmt)\s*)?([+\-−])\s*(\d{1,2})(?::?(\d{2}))?$/i.exec(name)
  if (offset !== null) {
    const [, sign, hours = '', minutes = '00'] = offset
    return Number(hours) > 14 ? null : `${sign === '+' ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`
  }
  const word = name
    .toLowerCase()
    .replace(/\s*(?:standard|daylight|summer)?\s*time(?:\s*\(.*\))?$/, '')
    .trim()
  if (Object.hasOwn(ABBREVIATIONS, word)) return ABBREVIATIONS[word] ?? null
  if (!/^[A-Za-z_]+(?:\/[A-Za-z_+-]+)+(?:[+-]?\d+)?$/.test(name)) return null
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name.replaceAll(' ', '_')).timeZoneId
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
