/** What stands in place of something secret. */
export const REDACTED = '[redacted]'

/**
 * The one redactor (security rule E11): every log line and every diagnostic export goes through it. It knows secrets by
 * shape, also in percent-encoded text, and by value those that this run was given.
 */
export type Redactor = (text: string) => string

/** Names that only ever stand before something secret, in any spelling (`access_token`, `accessToken`, `X-Api-Key`). */
const STRONG_NAMES = [
  '(?:access|refresh|id|launch|subject|actor|logout|csrf|xsrf)[_-]?token',
  'id_token_hint',
  'client[_-]?secret',
  'client[_-]?assertion',
  'code[_-]?verifier',
  'device[_-]?code',
  'session[_-]?key',
  'api[_-]?key',
  'password',
  'passwd',
  'passphrase',
]

/** Names that stand before something secret in a query or in JSON, and before anything at all in prose. */
const WEAK_NAMES = [
  'code',
  'state',
  'token',
  'secret',
  'nonce',
  'key',
  'assertion',
  'session_state',
  'launch',
]

/** A string in quotes, perhaps cut off; in JSON inside of JSON the quotes have backslashes before them. */
const QUOTED = String.raw`(?:\\+"[^"]*|\\+'[^']*|"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|${'`'}[^${'`'}]*)`
/** A list of them, as `Headers` and `rawHeaders` are printed. */
const QUOTED_LIST = String.raw`(?:\[\s*${QUOTED}\\*["']?(?:\s*,\s*${QUOTED}\\*["']?)*)`
/** Between a name and its value: `=`, `:`, `=>`, `>` (XML) or a comma between quotes; a quote may close the name. */
const BETWEEN = String.raw`(?:\\*["'${'`'}]\s*,(?=\s*\\*["'])|\\*["'${'`'}]?\s*(?:=>|[:=>]))\s*`
/** JSON's way to say that there is none. */
const NOTHING = String.raw`(?!(?:null|undefined|true|false)\b)`
/** `status code=404`, `"code":"ECONNREFUSED"`, `"code":"sync.mayExist"`: what went wrong, and no authorization code. */
const ERROR_CODE = String.raw`(?!(?:\d{1,3}|[A-Z][A-Z_]{2,39}|[a-z]{2,20}\.[a-zA-Z]{2,40})(?![\w.~+/-]))`
const STRONG = `(?:${STRONG_NAMES.join('|')})`
const WEAK = String.raw`(?<![\w-])(?:${WEAK_NAMES.join('|')})`
const LINE_HEADERS = '(?:(?:proxy-|x-)?authorization|set-cookie2?|cookie2?)'

/** Each keeps its first group, so that a reader sees that something was there. */
const SHAPES: readonly RegExp[] = [
  // Headers: the whole value, which ends with its quotes or with its line.
  new RegExp(`(${LINE_HEADERS}${BETWEEN})(?:${QUOTED_LIST}|${QUOTED}|[^\\r\\n]+)`, 'gi'),
  // `scheme://user:password@host`, also with a password that should have been encoded.
  /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s"'<>/?#]{1,512}@|[^\s"'<>/?#:@]{1,128}:(?!\d{1,5}[/?#])[^\s"'<>]{1,512}@)/gi,
  // The same without a scheme, as proxies are often written.
  /(?<![\w@.%+/-])()[\w.%+~!$*-]{1,128}:[^\s"'<>/@]{1,256}@(?=[\w.-]{1,253}:\d{2,5}\b)/g,
  // `Bearer` and its kind with a token; a short word of small letters after it is prose.
  /\b((?:bearer|basic|dpop|digest|negotiate|ntlm)(?:\s|\+)+)(?![a-z]{1,15}(?!\.?[\w+/=~-]))[\w+/=.~-]+/gi,
  // A JSON Web Token, or any other base64url parts that begin like `{"`.
  /(?<![A-Za-z0-9])()eyJ[\w-]*=*(?:\.[\w-]*=*){0,4}/g,
  new RegExp(`(${STRONG}${BETWEEN})${NOTHING}(?:${QUOTED_LIST}|${QUOTED}|[^\\s&"'\`#<>]+)`, 'gi'),
  new RegExp(`(${WEAK}=)${ERROR_CODE}(?:${QUOTED}|[^\\s&"'\`#<>]+)`, 'g'),
  // Quoted names: JSON, and JSON inside of JSON.
  new RegExp(`(["']?${WEAK}\\\\*["']\\s*:\\s*\\\\*["'])${ERROR_CODE}(?:[^"'\\\\]|\\\\[^"'])+`, 'g'),
]

/**
 * @param secrets values that must never appear whatever their shape (a client secret from the environment), also in the
 * encodings of addresses, forms and JSON.
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = spellings(secrets)

  function redactPlain(text: string): string {
    const byValue = known.reduce((line, secret) => line.replaceAll(secret, REDACTED), text)
    return SHAPES.reduce((line, shape) => line.replace(shape, `$1${REDACTED}`), byValue)
  }

  /** An encoded part is shown decoded when it holds a secret, and else as it was. */
  function redactEncoded(part: string): string {
    const plain = decoded(part)
    if (plain === part) return part
    const safe = redactPlain(plain)
    return safe === plain ? part : safe
  }

  return (text) => {
    const safe = redactPlain(text)
    if (!safe.includes('%')) return safe
    return redactPlain(safe.split(/(\s+)/).map(redactEncoded).join(''))
  }
}

/** The longest first: one secret may be part of another. */
function spellings(secrets: readonly string[]): string[] {
  const all = secrets
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams([['', secret]]).toString().slice(1),
      JSON.stringify(secret).slice(1, -1),
    ])
  return [...new Set(all)].sort((a, b) => b.length - a.length)
}

/** An address may carry another, encoded once more. */
const MAX_ENCODINGS = 3

/** Decodes the ASCII characters only: a damaged sequence stays as it is, and nothing throws. */
function decoded(part: string): string {
  let plain = part
  for (let round = 0; round < MAX_ENCODINGS && plain.includes('%'); round += 1) {
    plain = plain.replace(/%([0-7][0-9a-f])/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }
  return plain
}
