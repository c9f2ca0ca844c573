import type { SandboxCharacter } from './character.ts'

/** What an odd list puts among its items: nothing that can be read. */
const UNREADABLE = [null, 'not an item', { status: 'an item without an id' }] as const

/** The items of a page, by the character. */
export function shownItems(items: readonly unknown[], { listItems }: SandboxCharacter): readonly unknown[] {
  return listItems === 'readable' ? items : [...UNREADABLE, ...items]
}

/** The end mark of a page, by the character: `{}` leaves it out. */
export function shownEnd(
  next: string | null,
  { pageEnd }: SandboxCharacter,
): { readonly next_page?: string | null } {
  if (pageEnd === 'missingAlways' || (pageEnd === 'missingAtEnd' && next === null)) return {}
  return { next_page: next }
}
