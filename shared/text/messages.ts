import type { en } from './en/en.ts'

/** The English catalog: its keys and placeholders are the type that every call is checked against. */
export type EnglishMessages = typeof en

/** The shape of a catalog: the keys of English, each with a message in ICU MessageFormat. A missing key does not compile. */
export type Messages = MessagesLike<EnglishMessages>

type MessagesLike<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : MessagesLike<Tree[Key]>
}
