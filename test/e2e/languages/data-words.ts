import { ENCODINGS } from '../../../renderer/features/exchange/file/table/encodings.ts'
import { DISTANCE_UNITS } from '../../../shared/model/plan/workflow.ts'

/** Parts of a text that are no words of a language: dates of `Intl`, time zones, addresses, ids, units, encodings. */
const NO_WORDS = [
  /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b/g,
  /\b[A-Z][\w+-]+(?:\/[A-Z][\w+-]+)+\b/g,
  /\bhttps?:\/\/\S+/g,
  /\b[0-9A-HJKMNP-TV-Z]{26}\b/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
  new RegExp(`\\b(?:${[...DISTANCE_UNITS, ...ENCODINGS].join('|')})\\b`, 'g'),
]

/** True when a text has a word of two letters or more that is none of the data. @param data the longest first. */
export function hasOwnWords(text: string, data: readonly string[]): boolean {
  const withoutData = data.reduce((rest, each) => rest.replaceAll(each, ' '), text)
  const words = NO_WORDS.reduce((rest, pattern) => rest.replace(pattern, ' '), withoutData)
  return /[A-Za-z]{2,}/.test(words)
}
