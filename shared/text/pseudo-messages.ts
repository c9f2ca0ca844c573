import type { Messages } from './messages.ts'

const ACCENTED: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  n: 'ñ',
  c: 'ç',
  y: 'ý',
}
/** The brackets around every message of {@link pseudoMessages}. */
export const PSEUDO_OPEN = '⟦'
export const PSEUDO_CLOSE = '⟧'

/** The catalog with brackets around every message and accents on its letters; placeholders and tags stay. */
export function pseudoMessages(english: Messages): Messages {
  return mapTree(english, pseudo) as Messages
}

function mapTree(node: unknown, change: (message: string) => string): unknown {
  if (typeof node === 'string') return change(node)
  return Object.fromEntries(Object.entries(node as object).map(([key, part]) => [key, mapTree(part, change)]))
}

/** `{count, plural, one {# row} other {# rows}}` keeps its words unchanged: inside braces, words can be syntax. */
function pseudo(message: string): string {
  let depth = 0
  let isInTag = false
  let accented = ''
  for (const letter of message) {
    if (letter === '{') depth += 1
    if (letter === '}') depth -= 1
    if (letter === '<') isInTag = true
    accented += depth === 0 && !isInTag ? (ACCENTED[letter] ?? letter) : letter
    if (letter === '>') isInTag = false
  }
  return `${PSEUDO_OPEN}${accented}${PSEUDO_CLOSE}`
}
