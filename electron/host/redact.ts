/** What stands in place of something secret. */
export const REDACTED = '[redacted]'

/**
 * The one redactor (security rule E11): every log line and every diagnostic export goes through it. It knows secrets by
 * shape, and by value those that this run was given.
 */
export type Redactor = (text: string) => string

/** Each keeps its first group, so that a reader sees that something was there. */
const SHAPES: readonly RegExp[] = [
  /\b((?:bearer|basic|dpop)\s+)[A-Za-z0-9+/=._~-]+/gi,
  // A JSON Web Token, or any other three base64url parts that begin like `{"`.
  /()\beyJ[\w-]*(?:\.[\w-]*){0,4}/g,
  /(\b(?:code|state|access_token|refresh_token|id_token|id_token_hint|client_secret|client_assertion|code_verifier|password|launch)=)[^&\s"'#]+/gi,
  /("(?:code|access_token|refresh_token|id_token|client_secret|clientSecret|accessToken|refreshToken|code_verifier|password|key|token|secret)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
  /(\bauthorization\s*[:=]\s*)[^\r\n,;]+/gi,
]

/** `secrets`: values that must never appear whatever their shape (a client secret from the environment). */
export function createRedactor(secrets: readonly string[] = []): Redactor {
  const known = secrets.filter((secret) => secret.length > 0)
  return (text) => {
    const byValue = known.reduce((line, secret) => line.replaceAll(secret, REDACTED), text)
    return SHAPES.reduce((line, shape) => line.replace(shape, `$1${REDACTED}`), byValue)
  }
}
