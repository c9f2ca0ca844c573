/**
 * The values that a message of ICU MessageFormat needs, worked out from its text by the compiler:
 * `'{count, plural, one {# row} other {# rows}} of {name}'` → `{ count: number; name: string | number }`.
 *
 * use-intl has such a type too, but with a thousand messages the compiler takes minutes for it.
 */
export type MessageValues<Message extends string> = Scan<Message, ['text'], Record<never, never>>

type Place = 'text' | 'argument'

/** Scans from brace to brace. In a text a brace opens an argument; in an argument it opens the text of a branch. */
type Scan<
  Rest extends string,
  Places extends readonly Place[],
  Found,
> = Rest extends `${infer Before}{${infer After}`
  ? Before extends `${infer Head}}${string}`
    ? Rest extends `${Head}}${infer Tail}`
      ? Scan<Tail, Closed<Places>, Found>
      : Found
    : Places[0] extends 'argument'
      ? Scan<After, ['text', ...Places], Found>
      : Argument<After, Places, Found>
  : Found

/** `name}` is a simple argument; `name, plural, …` extends to its own closing brace. */
type Argument<
  After extends string,
  Places extends readonly Place[],
  Found,
> = After extends `${infer Name}}${infer Tail}`
  ? Name extends `${infer Own},${infer Format}`
    ? After extends `${Own},${infer More}`
      ? Scan<More, ['argument', ...Places], Found & { readonly [Key in Own]: ValueOf<Format> }>
      : Found
    : Scan<Tail, Places, Found & { readonly [Key in Name]: string | number }>
  : Found

type ValueOf<Format extends string> = Format extends
  | ` plural${string}`
  | ` selectordinal${string}`
  | ` number${string}`
  ? number
  : string | number

type Closed<Places extends readonly Place[]> = Places extends readonly [
  Place,
  ...infer Rest extends readonly Place[],
]
  ? Rest
  : Places
