/** A text with the terms of a search marked. `terms` are lower case; an empty list marks nothing. */
export function Highlight(props: { text: string; terms: readonly string[] }) {
  const parts = highlightParts(props.text, props.terms)
  if (parts.length <= 1) return props.text
  return parts.map((part) => (part.isHit ? <mark key={part.at}>{part.text}</mark> : part.text))
}

/** Splits a text into marked and unmarked parts. `at` is the index at which a part begins. */
export function highlightParts(
  text: string,
  terms: readonly string[],
): readonly { readonly text: string; readonly isHit: boolean; readonly at: number }[] {
  const lower = text.toLowerCase()
  const parts: { text: string; isHit: boolean; at: number }[] = []
  let at = 0
  // Where the lower case has another length (İ), indexes in it are wrong for the text: nothing is marked.
  while (lower.length === text.length && at < text.length) {
    const next = nextHit(lower, terms, at)
    if (next === null) break
    if (next.from > at) parts.push({ text: text.slice(at, next.from), isHit: false, at })
    parts.push({ text: text.slice(next.from, next.to), isHit: true, at: next.from })
    at = next.to
  }
  if (at < text.length) parts.push({ text: text.slice(at), isHit: false, at })
  return parts
}

function nextHit(lower: string, terms: readonly string[], at: number): { from: number; to: number } | null {
  let best: { from: number; to: number } | null = null
  for (const term of terms) {
    const from = term === '' ? -1 : lower.indexOf(term, at)
    if (from === -1) continue
    if (best === null || from < best.from || (from === best.from && from + term.length > best.to)) {
      best = { from, to: from + term.length }
    }
  }
  return best
}
