import { messageRef, type StoredText } from '../../../../../shared/text/stored-text.ts'
import { ask, type CellContext, type CellReading, problem, value } from './cell-reading.ts'

/** A position, in degrees. */
export interface Position {
  readonly latitude: number
  readonly longitude: number
}

/** One half of a position, such as `41.88`, `−87,63°` or `41.88 N`. */
export function readDegrees(text: string, limit: number, outOfRange: StoredText): CellReading {
  const number = degreesOf(text)
  if (number === null) return problem(messageRef('exchange.cell.notDegrees', { text }))
  if (Math.abs(number) > limit) return problem(outOfRange)
  return value(number)
}

function degreesOf(text: string): number | null {
  const bare = text.replaceAll(/[−–]/g, '-').trim()
  const parts = /^([NSEWO])?\s*([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*°?\s*([NSEWO])?$/i.exec(bare)
  if (parts === null) return sexagesimal(bare)
  const [, before = '', digits = '', after = ''] = parts
  if (before !== '' && after !== '') return null
  const number = Number(digits.replace(',', '.'))
  if (!Number.isFinite(number)) return null
  return /[SW]/i.test(before + after) ? -Math.abs(number) : number
}

/** `41° 52' 41" N`; only with seconds, or with a side of the world in front. */
function sexagesimal(text: string): number | null {
  const parts = /^(\d{1,3})°\s*(\d{1,2})['′’]\s*(\d{1,2}(?:[.,]\d+)?)["″”]\s*([NSEWO])$/i.exec(text)
  if (parts === null) return null
  const [, degrees, minutes, seconds = '', side = ''] = parts
  const number = Number(degrees) + Number(minutes) / 60 + Number(seconds.replace(',', '.')) / 3600
  return /[SW]/i.test(side) ? -number : number
}

const NUMBER = String.raw`[+\-−]?\d{1,3}(?:\.\d+)?`
const COMMA_NUMBER = String.raw`[+\-−]?\d{1,3},\d+`

/** Both halves in one text, in its order; `null` when it holds none. */
export function pairOf(text: string): readonly [number, number] | null {
  const wkt = /^(?:SRID=\d+;)?POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)$/i.exec(text)
  if (wkt !== null) return numbersOf(wkt[2], wkt[1]) // longitude comes first there
  const bare = text
    .replace(/^geo:/i, '')
    .replace(/^https?:\/\/\S*?(?:@|[?&](?:q|ll|query|destination)=)(?=[+\-\d])/i, '')
    .replace(/^[([{]\s*(.*?)\s*[)\]}]$/, '$1')
    .replace(/^lat(?:itude)?\s*[:=]\s*/i, '')
    .replace(/[,;\s]+(?:lng|lon|long|longitude)\s*[:=]\s*/i, ',')
    .trim()
  const link = /^https?:/i.test(text)
  if (/^[+\-−]?\d+,[+\-−]?\d+$/.test(bare) && !/^[+\-−]?\d+,[+\-−]/.test(bare)) return null // `52,5` is one number
  const pair =
    new RegExp(`^(${NUMBER})°?\\s*(?:[,;/|]\\s*|\\s+|%2C)(${NUMBER})°?${link ? '' : '$'}`, 'i').exec(bare) ??
    new RegExp(`^(${COMMA_NUMBER})°?\\s*(?:[;/|,]\\s*|\\s+)(${COMMA_NUMBER})°?$`).exec(bare)
  if (pair !== null) return numbersOf(pair[1], pair[2])
  const halves = /^(.+?[NSEWO])[\s,;/]+(.+[NSEWO])$/i.exec(bare)
  const sides = halves?.slice(1).map((each) => degreesOf(each))
  const [first, second] = sides ?? []
  return first == null || second == null ? null : [first, second]
}

function numbersOf(first = '', second = ''): readonly [number, number] | null {
  const numbers = [first, second].map((each) => Number(each.replaceAll('−', '-').replace(',', '.')))
  const [a = Number.NaN, b = Number.NaN] = numbers
  return Number.isFinite(a) && Number.isFinite(b) ? [a, b] : null
}

/** A position in one cell: latitude, then longitude, unless the heading or the numbers say the other order. */
export function readCoordinates(text: string, context: CellContext): CellReading {
  const pair = pairOf(text)
  if (pair === null) return problem(messageRef('exchange.cell.notCoordinates', { text }))
  const [first, second] = pair
  const heading = context.column?.heading.toLowerCase().replaceAll(/[^a-z]/g, '') ?? ''
  if (/^lo?ng?(?:itude)?(?:and|et|y|und)?lat/.test(heading)) return position(second, first)
  if (Math.abs(first) <= 90) return position(first, second)
  const message = messageRef('exchange.question.longitudeFirst', {
    heading: context.column?.heading ?? '',
    text,
  })
  const reading = `${second} / ${first}`
  const options = [{ label: messageRef('exchange.option.asPosition', { position: reading }), answer: 'yes' }]
  const key = `longitudeFirst|${context.column?.index ?? ''}`
  return ask(context, { key, message, options }, () => position(second, first))
}

function position(latitude: number, longitude: number): CellReading {
  if (Math.abs(latitude) > 90) return problem(messageRef('exchange.cell.latitudeOutOfRange'))
  if (Math.abs(longitude) > 180) return problem(messageRef('exchange.cell.longitudeOutOfRange'))
  const found: Position = { latitude, longitude }
  return value(found)
}
