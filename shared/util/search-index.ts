/** Full-text search over prepared strings in memory. */
export interface SearchIndex<Row> {
  /** The rows in which every word occurs, in order; the same array when the query is empty. */
  readonly search: (rows: readonly Row[], query: string) => readonly Row[]
}

/** Separates fields, so that no match spans two of them. Nobody types this character. */
const BETWEEN = '\u0001'
const BETWEEN_ROWS = '\u0002'

/**
 * Latin letters with accents → without. A table, because the result of `normalize` takes two bytes for each character.
 */
const PLAIN_LETTERS = new Map(
  [
    ['a', 'àáâãäå'],
    ['c', 'ç'],
    ['e', 'èéêë'],
    ['i', 'ìíîï'],
    ['n', 'ñ'],
    ['o', 'òóôõö'],
    ['u', 'ùúûü'],
    ['y', 'ýÿ'],
  ].flatMap(([plain = '', accented = '']) => [...accented].map((each) => [each, plain] as const)),
)

/** Lower case, accents off: `Müller` is found by `muller`. */
export function foldText(text: string): string {
  const lower = text.toLowerCase().replaceAll(/[à-ÿ]/g, (each) => PLAIN_LETTERS.get(each) ?? each)
  // Characters beyond Latin-1 are rare.
  return /[\u0100-\uffff]/.test(lower) ? lower.normalize('NFD').replaceAll(/\p{M}/gu, '') : lower
}

/** The text that a search looks at, from its parts: folded, without empty ones. */
export function searchTextOf(parts: readonly (string | null)[]): string {
  return foldText(parts.filter((each) => each !== null && each !== '').join(BETWEEN))
}

/** Rows in a block. A change rebuilds one block; more and smaller blocks would slow the search down. */
const BLOCK_ROWS = 512

/** Consecutive rows with their texts in one string: scanning one long string is much faster than many short ones. */
interface Block<Row> {
  readonly rows: readonly Row[]
  readonly text: string
  /** The offset of each row's text, and after them the end of the last text. */
  readonly starts: Int32Array
}

/**
 * Texts are prepared once for each block and kept while its rows are unchanged. A search scans them.
 * @param textOf everything of a row that search looks at, from {@link searchTextOf}.
 */
export function createSearchIndex<Row>(textOf: (row: Row) => string): SearchIndex<Row> {
  let rows: readonly Row[] | null = null
  let blocks: readonly Block<Row>[] = []
  return {
    search(nextRows, query) {
      const words = [...wordsOf(query)].sort((a, b) => b.length - a.length)
      const [longest, ...others] = words
      if (longest === undefined) return nextRows
      if (rows !== nextRows) {
        blocks = blocksOf(nextRows, blocks, textOf)
        rows = nextRows
      }
      const found: Row[] = []
      for (const block of blocks) scanBlock(block, longest, others, found)
      return found
    },
  }
}

/** The blocks of `rows`; blocks of `before` whose rows are unchanged are reused. */
function blocksOf<Row>(
  rows: readonly Row[],
  before: readonly Block<Row>[],
  textOf: (row: Row) => string,
): readonly Block<Row>[] {
  const byFirst = new Map(before.map((each) => [each.rows[0], each]))
  const blocks: Block<Row>[] = []
  let fresh: Row[] = []
  function endFresh(): void {
    if (fresh.length > 0) blocks.push(prepare(fresh, textOf))
    fresh = []
  }
  for (let at = 0; at < rows.length; ) {
    const row = rows[at]
    if (row === undefined) break
    const known = byFirst.get(row)
    if (known?.rows.every((each, offset) => each === rows[at + offset]) === true) {
      endFresh()
      blocks.push(known)
      at += known.rows.length
      continue
    }
    fresh.push(row)
    at += 1
    if (fresh.length === BLOCK_ROWS) endFresh()
  }
  endFresh()
  return blocks
}

function prepare<Row>(rows: readonly Row[], textOf: (row: Row) => string): Block<Row> {
  const texts = rows.map(textOf)
  const starts = new Int32Array(rows.length + 1)
  for (const [at, text] of texts.entries()) starts[at + 1] = (starts[at] ?? 0) + text.length + 1
  return { rows, text: `${texts.join(BETWEEN_ROWS)}${BETWEEN_ROWS}`, starts }
}

function scanBlock<Row>(block: Block<Row>, word: string, others: readonly string[], found: Row[]): void {
  const { rows, text, starts } = block
  let row = 0
  for (let hit = text.indexOf(word); hit !== -1; hit = text.indexOf(word, starts[row] ?? text.length)) {
    while ((starts[row + 1] ?? text.length) <= hit) row += 1
    const record = rows[row]
    if (record === undefined) return
    if (others.length === 0 || isWhole(text.slice(starts[row], starts[row + 1]), others)) found.push(record)
    row += 1
  }
}
function isWhole(text: string, words: readonly string[]): boolean {
  return words.every((each) => text.includes(each))
}

/** The words of a query, folded as the texts are. */
export function wordsOf(query: string): readonly string[] {
  return foldText(query)
    .split(/\s+/u)
    .filter((each) => each !== '')
}
