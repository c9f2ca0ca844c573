import type { Translate } from '../../../../shared/text/texts.ts'

/** The most rows that are named. */
const MAX_NAMED = 10

/** "Row 4", "Rows 4, 7 and 12 more". @param rowNumbers the file's own number of each row of the table. */
export function rowText(t: Translate, rows: readonly number[], rowNumbers: readonly number[]): string {
  const named = rows.slice(0, MAX_NAMED).map((each) => String(rowNumbers[each]))
  const rest = rows.length - named.length
  const list = named.join(', ')
  return rest > 0
    ? t('exchange.rows.andMore', { rows: list, count: rest })
    : t('exchange.rows.all', { rows: list, count: rows.length })
}
