/** An apostrophe that an export puts before what a spreadsheet would run as a formula, in each line. */
const EXPORTED_MARKS = /^'(?=[=+\-@＝＋－＠\t\r\n'])|(?<=[\r\n])'(?=[=+\-@＝＋－＠'])/g

/** Takes off the apostrophes that an export has put before lines. */
export function withoutApostrophe(raw: string): string {
  return raw.includes("'") ? raw.replaceAll(EXPORTED_MARKS, '') : raw
}

/** Quotation marks that stand around a whole text. */
const QUOTED = /^(?:"([^"]*)"|“([^”]*)”|„([^“”]*)[“”]|«\s*([^»]*?)\s*»|‘([^’]*)’|`([^`]*)`)$/

/**
 * The text of an id, number, time or word: without characters that nobody sees, blanks of all widths made plain, ends trimmed,
 * and without what a spreadsheet or a program wraps around it: `="0017"`, `'0017`, `"0017"`.
 */
export function cleanText(raw: string): string {
  const plain = withoutApostrophe(raw)
  const seen = plain.replaceAll(/\p{Cf}|\p{Cc}|\p{Variation_Selector}/gu, (each) =>
    /\s/.test(each) ? ' ' : '',
  )
  const text = seen
    .replaceAll(/[\u2010\u2011]/g, '-')
    .replaceAll(/\p{Zs}/gu, ' ')
    .trim()
  const formula = /^="((?:[^"]|"")*)"$/.exec(text)
  if (formula !== null) return (formula[1] ?? '').replaceAll('""', '"').trim()
  const wrapped = QUOTED.exec(text)
  if (wrapped !== null) return (wrapped.slice(1).find((each) => each !== undefined) ?? '').trim()
  // An apostrophe in front says to a spreadsheet that a text follows. An export doubles one that belongs to the text.
  return plain === raw && /^'[^']+$/.test(text) ? text.slice(1).trim() : text
}

/** A text as it is compared where a person may have typed it: lower case, blanks as one. */
export function foldedText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}
