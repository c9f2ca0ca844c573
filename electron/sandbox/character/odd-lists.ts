import type { SandboxCharacter } from './character.ts'

/** Items that cannot be read. */
const UNREADABLE = [null, 'not an item', { status: 'an item without an id' }] as const

/** The items of a page, as the character shows them. */
export function shownItems(items: readonly unknown[], { listItems }: SandboxCharacter): readonly unknown[] {
  return listItems === 'readable' ? items : [...UNREADABLE, ...items]
}

/** The end mark of a page, as the character shows it; `{}` leaves it out. */
export function shownEnd(
  next: string | null,
  { pageEnd }: SandboxCharacter,
): { readonly next_page?: string | null } {
  if (pageEnd === 'missingAlways' || (pageEnd === 'missingAtEnd' && next === null)) return {}
  return { next_page: next }
}
