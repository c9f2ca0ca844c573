/** More rows than these are not named. */
const MAX_NAMED = 10

/** "Row 4", "Rows 4, 7 and 12 more". @param rowNumbers the file's own number of each row of the table. */
export function rowText(rows: readonly number[], rowNumbers: readonly number[]): string {
  const named = rows.slice(0, MAX_NAMED).map((each) => String(rowNumbers[each]))
  const rest = rows.length - named.length
  return `${rows.length === 1 ? 'Row' : 'Rows'} ${named.join(', ')}${rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''}`
}
