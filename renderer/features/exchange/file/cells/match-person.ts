import type { Driver, Vehicle } from '../../../../../shared/model/reference.ts'

/** How surely a text names a driver or a vehicle. */
export interface NameMatch {
  readonly known: Driver | Vehicle
  /** `reordered`: the same words in another order. */
  readonly kind: 'reordered' | 'id' | 'part' | 'initials' | 'spelling'
}

/** The most matches that are offered. */
const MAX_MATCHES = 4
const RANK: Readonly<Record<NameMatch['kind'], number>> = {
  reordered: 0,
  id: 1,
  part: 2,
  initials: 3,
  spelling: 4,
}

/** The words of a name: lower case, accents folded. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((each) => each !== '')
}

/** Those whose name or id a text may mean, the likeliest first. One text stands for one person at a time. */
export function findNamed(text: string, known: readonly (Driver | Vehicle)[]): readonly NameMatch[] {
  const words = wordsOf(text).filter((each) => !TITLES.has(each))
  if (words.length === 0) return []
  const found: NameMatch[] = []
  const seen = new Set<string>()
  for (const each of known) {
    if (seen.has(each.sourceId)) continue
    const kind = matchOf(words, each)
    if (kind === null) continue
    seen.add(each.sourceId)
    found.push({ known: each, kind })
  }
  return found.toSorted((a, b) => RANK[a.kind] - RANK[b.kind]).slice(0, MAX_MATCHES)
}

/** Words before a name that are no part of it. */
const TITLES = new Set([
  'mr',
  'mrs',
  'ms',
  'dr',
  'herr',
  'frau',
  'hr',
  'fr',
  'sr',
  'sra',
  'srta',
  'don',
  'm',
  'mme',
  'mlle',
])

function matchOf(words: readonly string[], known: Driver | Vehicle): NameMatch['kind'] | null {
  const name = wordsOf(known.name)
  const ids = [known.sourceId, ...otherIdsOf(known)].map((each) => wordsOf(each).join(''))
  const hasId = words.some((each) => each.length > 1 && ids.includes(each)) || ids.includes(words.join(''))
  if (hasId) return 'id'
  if (name.length === 0) return null
  const names = new Set(name)
  const isWithin = words.every((each) => names.has(each))
  if (isWithin && words.length === name.length) return 'reordered'
  if (isWithin && words.some((each) => each.length > 1)) return 'part'
  if (name.length > 1 && name.every((each) => words.includes(each))) return 'part'
  if (words.length > 1 && hasInitials(words, name)) return 'initials'
  const [a, b] = [words.join(' '), name.join(' ')]
  const tolerated = Math.min(a.length, b.length) >= 8 ? 2 : Math.min(a.length, b.length) >= 5 ? 1 : 0
  if (isNear(a, b, tolerated)) return 'spelling'
  if (tolerated > 0 && isNear(words.toSorted().join(' '), name.toSorted().join(' '), tolerated))
    return 'spelling'
  const isOneWord = words.length === 1 && a.length >= 5
  return isOneWord && name.some((each) => each.length >= 5 && isNear(a, each, 1)) ? 'spelling' : null
}

function otherIdsOf(known: Driver | Vehicle): readonly string[] {
  const ids =
    'employeeNumber' in known ? [known.employeeNumber, known.phoneNumber] : [known.licensePlate, known.vin]
  return ids.filter((each) => each !== null)
}

/** `a moreno` and `moreno a` for Ana Moreno: one word at least in full, the others by their first letter. */
function hasInitials(words: readonly string[], name: readonly string[]): boolean {
  const left = [...name]
  let isFull = false
  for (const word of words) {
    const index = left.findIndex((each) => (word.length === 1 ? each.startsWith(word) : fits(word, each)))
    if (index === -1) return false
    if (word.length > 1) isFull = true
    left.splice(index, 1)
  }
  return isFull
}

function fits(word: string, name: string): boolean {
  return word === name || (name.length === 1 && word.startsWith(name))
}

/** True when two texts differ by at most so many letters. */
function isNear(a: string, b: string, most: number): boolean {
  if (most === 0 || Math.abs(a.length - b.length) > most) return false
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const now = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1
      now.push(Math.min((before[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + swap))
    }
    before = now
  }
  return (before[b.length] ?? 0) <= most
}
