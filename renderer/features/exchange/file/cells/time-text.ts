/** A time as a file says it, taken apart. */
export interface TimeText {
  /** The part before the time of day. */
  readonly date: string
  /** `5:55`, `0555`, `5:55 pm`, as {@link parseDepotTime} reads it; `''` = none. */
  readonly clock: string
}

/** Words that follow a time of day and say only that it is one. */
const CLOCK_WORD = /(?<=\d)\s*(?:uhr|hrs?\.?|hs\.?|h)$/i

/**
 * A time as people and programs write it, in the form that the desk reads: blanks of one width, colons between hours and
 * minutes, no parts of a second, no word for "o'clock".
 */
export function plainTime(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()
  return plain
    .replace(/(:\d{2}:\d{2})[.,]\d{1,9}(?=$|\s|Z|[+-])/i, '$1')
    .replace(/(?<=\d) ?([ap])\. ?m\.?$/i, '$1m')
    .replace(/(?<=^|[\sT])(\d{1,3}) ?[hH] ?(\d{2})(?: ?m(?:in)?)?(?: ?[hH])?$/, '$1:$2')
    .replace(/(?<=^|[\sT])(\d{1,2}) ?(?:[hH]|[uU]hr)$/, '$1:00')
    .replace(/(?<=\d)(\.\d{2})\s*uhr$/i, (minutes) => `:${minutes.slice(1, 3)}`)
    .replace(CLOCK_WORD, '')
    .trim()
}

/** Splits off the time of day at the end of a text that begins with no date of numbers. */
export function splitClock(text: string): TimeText {
  const words = text.replaceAll(/,(?= |\p{L})/gu, ' ').replaceAll(/ +/g, ' ')
  const match = /^(?:(?<date>.*?)[ T])?(?<clock>\d{1,3}:\d{2}(?::\d{2})?(?: ?[ap]m)?|\d{1,2} ?[ap]m)$/i.exec(
    words,
  )
  if (match?.groups !== undefined) return { date: match.groups.date ?? '', clock: match.groups.clock ?? '' }
  // Without a colon only after a whole date: the year of `24 Nov 2026` is no time.
  const bare = /^(?<date>.*\d{4}) (?<clock>\d{3,4})$/.exec(words)
  if (bare?.groups !== undefined) return { date: bare.groups.date ?? '', clock: bare.groups.clock ?? '' }
  return { date: words, clock: '' }
}

/** `20261124`, `20261124T0555`, `20261124055500` with marks between its parts; `null` for any other text. */
export function spacedCompactTime(text: string): string | null {
  const match = /^(20\d{2})(\d{2})(\d{2})(?:[T _-]?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '00', offset = ''] = match
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null
  if (hour === undefined) return `${year}-${month}-${day}`
  return `${year}-${month}-${day} ${hour}:${minute}:${second}${offset}`
}

/** The hours and the rest of a time of day whose hours go past 23; `null` for any other. */
export function hoursPast(clock: string): { days: number; clock: string } | null {
  const match = /^(\d{1,3})(:[0-5]\d(?::[0-5]\d)?)$/.exec(clock)
  const hours = Number(match?.[1] ?? 0)
  if (match === null || hours < 24 || hours >= 240) return null
  return { days: Math.floor(hours / 24), clock: `${String(hours % 24).padStart(2, '0')}${match[2]}` }
}

/** What a spreadsheet shows instead of a time when the cell has lost its format: days and parts of a day since `epochDays`. */
export function serialText(serial: number, epochDays: number): string {
  const wallMs = (serial - epochDays) * 86_400_000
  const wall = new Date(Math.round(wallMs / 60_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ')
  return Number.isInteger(serial) ? wall.slice(0, 10) : wall
}

/** A part of a day, or several days, as a time of day with its days: `06:10`, `+1 01:30`. */
export function dayPartText(part: number): string {
  const minutes = Math.round(part * 1440)
  const [days, minute] = [Math.floor(minutes / 1440), minutes % 1440]
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return days === 0 ? clock : `+${days} ${clock}`
}
