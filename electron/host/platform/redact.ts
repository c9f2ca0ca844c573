/** The replacement for a secret. */
export const REDACTED = '[redacted]'

/**
 * The one redactor (security rule E11) for every log line and every diagnostic export. It finds secrets by their form,
 * also in percent-encoded text, and the secrets of this run by their value.
 */
export type Redactor = (text: string) => string

/** Names whose value is always secret, in any spelling (`access_token`, `accessToken`, `X-Api-Key`). */
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

/** Names whose value is secret in a query or in JSON, but not in prose. */
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

/** A quoted string, possibly cut off. In JSON inside JSON its quotes have backslashes. */
const QUOTED = String.raw`(?:\\+"[^"]*|\\+'[^']*|"(?:[^"\\]|\\.)*|'(?:[^'\\]|\\.)*|${'`'}[^${'`'}]*)`
/** A list of quoted strings, as `Headers` and `rawHeaders` are printed. */
const QUOTED_LIST = String.raw`(?:\[\s*${QUOTED}\\*["']?(?:\s*,\s*${QUOTED}\\*["']?)*)`
/** Between a name and its value: `=`, `:`, `=>`, `>` (XML) or a comma between quotes; a quote may close the name. */
const BETWEEN = String.raw`(?:\\*["'${'`'}]\s*,(?=\s*\\*["'])|\\*["'${'`'}]?\s*(?:=>|[:=>]))\s*`
/** Not an absent value in JSON. */
const NOTHING = String.raw`(?!(?:null|undefined|true|false)\b)`
/** `status code=404`, `"code":"ECONNREFUSED"`, `"code":"sync.mayExist"`: an error code, not an authorization code. */
const ERROR_CODE = String.raw`(?!(?:\d{1,3}|[A-Z][A-Z_]{2,39}|[a-z]{2,20}\.[a-zA-Z]{2,40})(?![\w.~+/-]))`
const STRONG = `(?:${STRONG_NAMES.join('|')})`
const WEAK = String.raw`(?<![\w-])(?:${WEAK_NAMES.join('|')})`
const LINE_HEADERS = '(?:(?:proxy-|x-)?authorization|set-cookie2?|cookie2?)'

/** The first group of each stays in the text. */
const SHAPES: readonly RegExp[] = [
  // Headers: the whole value, up to its closing quote or the end of the line.
  new RegExp(`(${LINE_HEADERS}${BETWEEN})(?:${QUOTED_LIST}|${QUOTED}|[^\\r\\n]+)`, 'gi'),
  // `scheme://user:password@host`, also with a password that should have been encoded.
  /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s"'<>/?#]{1,512}@|[^\s"'<>/?#:@]{1,128}:(?!\d{1,5}[/?#])[^\s"'<>]{1,512}@)/gi,
  // The same without a scheme, as addresses of proxies are often written.
  /(?<![\w@.%+/-])()[\w.%+~!$*-]{1,128}:[^\s"'<>/@]{1,256}@(?=[\w.-]{1,253}:\d{2,5}\b)/g,
  // `Bearer` and other schemes with a token. A short lower-case word after it is prose.
  /\b((?:bearer|basic|dpop|digest|negotiate|ntlm)(?:\s|\+)+)(?![a-z]{1,15}(?!\.?[\w+/=~-]))[\w+/=.~-]+/gi,
  // A JSON Web Token, or other base64url parts that begin with an encoded `{"`.
  /(?<![A-Za-z0-9])()eyJ[\w-]*=*(?:\.[\w-]*=*){0,4}/g,
  new RegExp(`(${STRONG}${BETWEEN})${NOTHING}(?:${QUOTED_LIST}|${QUOTED}|[^\\s&"'\`#<>]+)`, 'gi'),
  new RegExp(`(${WEAK}=)${ERROR_CODE}(?:${QUOTED}|[^\\s&"'\`#<>]+)`, 'g'),
  // Quoted names: JSON, and JSON inside JSON.
  new RegExp(`(["']?${WEAK}\\\\*["']\\s*:\\s*\\\\*["'])${ERROR_CODE}(?:[^"'\\\\]|\\\\[^"'])+`, 'g'),
]

/**
 * @param secrets values that must never appear, in any form (a client secret from the environment), also encoded for
 * addresses, forms and JSON.
 */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = spellings(secrets)

  function redactPlain(text: string): string {
    const byValue = known.reduce((line, secret) => line.replaceAll(secret, REDACTED), text)
    return SHAPES.reduce((line, shape) => line.replace(shape, `$1${REDACTED}`), byValue)
  }

  /** An encoded part that holds a secret is returned decoded and redacted; any other part is returned unchanged. */
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

/** The spellings of the secrets, longest first: one secret may be part of another. */
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

/** How often a text is decoded: an address may hold another encoded address. */
const MAX_ENCODINGS = 3

/** Decodes ASCII characters only. A damaged sequence stays unchanged. Never throws. */
function decoded(part: string): string {
  let plain = part
  for (let round = 0; round < MAX_ENCODINGS && plain.includes('%'); round += 1) {
    plain = plain.replace(/%([0-7][0-9a-f])/gi, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
  }
  return plain
}
