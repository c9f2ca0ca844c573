/** The encodings that can be chosen by hand: what a browser decodes. The common ones come first. */
export const ENCODINGS = [
  'utf-8',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-10',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
  'macintosh',
  'x-mac-cyrillic',
  'ibm866',
  'koi8-r',
  'koi8-u',
  'shift_jis',
  'euc-jp',
  'iso-2022-jp',
  'gb18030',
  'gbk',
  'big5',
  'euc-kr',
] as const
export type Encoding = (typeof ENCODINGS)[number]

/** Encodings of one byte or more that are tried by content, the likeliest first. */
const BY_CONTENT = [
  'windows-1252',
  'windows-1251',
  'windows-1250',
  'koi8-r',
  'ibm866',
  'windows-1253',
  'windows-1254',
  'macintosh',
  'shift_jis',
  'gb18030',
  'euc-kr',
  'big5',
  'windows-1255',
  'windows-1256',
] as const satisfies readonly Encoding[]

/** Bytes that are looked at. */
const SAMPLE_BYTES = 64 * 1024
/** Characters of text that show how an encoding reads a file. */
const SHOWN_CHARACTERS = 60

/** An encoding that a file may have, and how a part of the file reads in it. */
export interface EncodingReading {
  readonly encoding: Encoding
  readonly sample: string
}

/**
 * The encodings that a file may have, the likeliest first: one where its bytes say which (a byte-order mark, the NULs of
 * UTF-16, valid UTF-8), else those that give the likeliest words.
 */
export function guessEncodings(bytes: Uint8Array): readonly [EncodingReading, ...EncodingReading[]] {
  const certain = certainEncoding(bytes)
  if (certain !== null) return [{ encoding: certain, sample: '' }]
  const sample = bytes.subarray(0, SAMPLE_BYTES)
  const scored = BY_CONTENT.filter((encoding) => canDecode(encoding)).map((encoding, index) => {
    const text = new TextDecoder(encoding).decode(sample)
    return { encoding, text, score: oddness(text) + index * 0.01 }
  })
  scored.sort((a, b) => a.score - b.score)
  const [first, ...rest] = scored.map(({ encoding, text }) => ({ encoding, sample: sampleOf(text) }))
  if (first === undefined) return [{ encoding: 'windows-1252', sample: '' }]
  const seen = new Set([first.sample])
  const others = rest.filter((each) => !seen.has(each.sample) && seen.add(each.sample)).slice(0, 3)
  return [first, ...others]
}

/** The likeliest encoding of a file. */
export function guessEncoding(bytes: Uint8Array): Encoding {
  return guessEncodings(bytes)[0].encoding
}

function certainEncoding(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const sample = bytes.subarray(0, 4096)
  const nuls = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1
  const [evenNuls = 0, oddNuls = 0] = nuls
  if (oddNuls > sample.length / 4 && evenNuls < oddNuls / 8) return 'utf-16le'
  if (evenNuls > sample.length / 4 && oddNuls < evenNuls / 8) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function canDecode(encoding: Encoding): boolean {
  try {
    return new TextDecoder(encoding).encoding !== ''
  } catch (error) {
    if (error instanceof RangeError) return false // this platform has a part of the encodings only
    throw error
  }
}

/** How little the words that are not plain ASCII look like words: 0 = all of them do. */
function oddness(text: string): number {
  const words = text.match(/[^\s,;|"\t]*\P{ASCII}[^\s,;|"\t]*/gu) ?? []
  const counted = words.slice(0, 500)
  if (counted.length === 0) return 0
  return counted.reduce((sum, word) => sum + wordOddness(word), 0) / counted.length
}

function wordOddness(word: string): number {
  const characters = [...word]
  const odd = (pattern: RegExp, weight: number): number =>
    characters.filter((each) => pattern.test(each)).length * weight
  let score =
    odd(/[\u0080-\u009f\ufffd\ue000-\uf8ff]/u, 6) +
    // Symbols, box drawing and spacing accents within a word.
    odd(
      /[\u2500-\u25ff\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u02c6-\u02dd\u2020-\u2022\u2030\u2044\u221e-\u22ff\uff61-\uff9f]/u,
      3,
    ) +
    odd(/[\u00d7\u00f7\u0192]/u, 3)
  const scripts = [
    /\p{Script=Latin}/u,
    /\p{Script=Cyrillic}/u,
    /\p{Script=Greek}/u,
    /\p{Script=Hebrew}/u,
    /\p{Script=Arabic}/u,
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u,
    /\p{Script=Hangul}/u,
  ]
  const used = scripts.filter((script) => characters.some((each) => script.test(each)))
  if (used.length > 1) score += 3
  // A capital within a word.
  score += (word.match(/\p{Ll}\p{Lu}/gu) ?? []).length * 2
  const latin = odd(/\p{Script=Latin}/u, 1)
  const accented = odd(/(?![a-zA-Z])\p{Script=Latin}/u, 1)
  // Words of the languages written in Latin letters have few accented ones, and seldom two side by side.
  if (accented > 2 && accented > latin / 2) score += accented
  score += (word.match(/(?:(?![a-zA-Z])\p{Script=Latin}){2}/gu) ?? []).length
  score += rareLetters(characters)
  return score
}

/** Letters that few languages have: where they stand in words, another encoding is likelier. */
function rareLetters(characters: readonly string[]): number {
  const cyrillic = characters.filter((each) => /\p{Script=Cyrillic}/u.test(each))
  const rare = cyrillic.filter((each) =>
    /[\u0402\u0403\u0409\u040a\u040b\u040c\u040f\u0452\u0453\u0459-\u045c\u045f]/u.test(each),
  ).length
  const uncommonLatin = characters.filter((each) =>
    /[\u0100-\u0103\u0110-\u0113\u0139-\u013e\u0154-\u0157þÞðÐýÝ¥]/u.test(each),
  ).length
  const hanRare = characters.filter((each) => /\p{Script=Han}/u.test(each)).length * 0.5
  return rare * 2 + uncommonLatin * 0.6 + hanRare
}

/** The beginning of the words that are not plain ASCII. */
function sampleOf(text: string): string {
  const words = text.match(/[^\s,;|"\t]*\P{ASCII}[^\s,;|"\t]*/gu) ?? []
  return [...new Set(words)].join(' ').slice(0, SHOWN_CHARACTERS)
}
