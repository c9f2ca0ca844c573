import type { en } from './en/en.ts'

/** The English catalog: its keys and placeholders are the type that every call is checked against. */
export type EnglishMessages = typeof en

/** The shape of a catalog: the keys of English, each with a message in ICU MessageFormat. A missing key does not compile. */
export type Messages = MessagesLike<EnglishMessages>

type MessagesLike<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : MessagesLike<Tree[Key]>
}

/** Key of a message: `board.none.planFirst`. */
export type MessageKey = KeysOf<EnglishMessages>

type KeysOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${KeysOf<Tree[Key]>}`
}[keyof Tree & string]

/** The English text of a key. */
export type MessageAt<Key extends MessageKey> = At<EnglishMessages, Key>

type At<Tree, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Tree
    ? At<Tree[Head], Rest>
    : never
  : Path extends keyof Tree
    ? Tree[Path] extends string
      ? Tree[Path]
      : never
    : never
