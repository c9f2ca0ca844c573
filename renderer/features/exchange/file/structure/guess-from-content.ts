import { cleanText } from '../cells/clean-text.ts'
import { pairOf } from '../cells/read-coordinates.ts'
import { zoneOfText } from '../cells/zone-of-text.ts'
import type { ColumnMapping } from '../columns.ts'
import type { ImportKey } from '../file-language.ts'
import type { SourceTable } from '../table/read-table.ts'

/** Rows that are looked at. */
const LOOKED_AT = 50

/** Corrects the mapping that the headings suggest where the cells of a column can only be something else. */
export function guessFromContent(guess: ColumnMapping, table: SourceTable): ColumnMapping {
  const mapping = [...guess]
  for (const [column, key] of guess.entries()) {
    const texts = table.rows
      .slice(0, LOOKED_AT)
      .map((row) => cleanText(row[column] ?? ''))
      .filter((each) => each !== '')
    if (texts.length === 0) continue
    const better = betterKey(key, texts)
    if (better !== null && !mapping.includes(better)) mapping[column] = better
  }
  return withSequence(mapping, table)
}

function betterKey(key: ImportKey | null, texts: readonly string[]): ImportKey | null {
  const isLoose = key === null || key === 'locationName' || key === 'address' || key === 'latitude'
  if (isLoose && texts.every((each) => /\d[.,]\d/.test(each) && pairOf(each) !== null)) return 'coordinates'
  // "Eastern" may be a territory; `America/New_York` and `UTC-6` are none.
  const isZone = (each: string): boolean => /\/|^(?:utc|gmt)/i.test(each) && zoneOfText(each) !== null
  if ((key === null || key === 'territory') && texts.every(isZone)) return 'zone'
  return null
}

/** A column "Order" of small numbers that begin anew is the order of stops, and no name of an order. */
function withSequence(mapping: (ImportKey | null)[], table: SourceTable): ColumnMapping {
  const column = mapping.indexOf('reference')
  const heading = cleanText(table.header[column] ?? '').toLowerCase()
  if (
    column === -1 ||
    mapping.includes('stopOrder') ||
    !/^(?:order|orden|ordre|no\.?|nr\.?|#|number|nummer)$/.test(heading)
  ) {
    return mapping
  }
  const texts = table.rows.map((row) => cleanText(row[column] ?? '')).filter((each) => each !== '')
  const isSmall = texts.length > 1 && texts.every((each) => /^\d{1,2}$/.test(each))
  const isRepeated = new Set(texts).size < texts.length
  if (isSmall && isRepeated && texts.some((each) => Number(each) <= 1)) mapping[column] = 'stopOrder'
  return mapping
}
