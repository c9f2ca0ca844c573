import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../../electron/host/platform/redact.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtYXJ0YSJ9.c2lnbmF0dXJl'
const redact = createRedactor(['s3cr3t/+=', 'two words"'])

test.each([
  [`authorization: Bearer abcDEF123._~+/=`, 'abcDEF123'],
  [`Authorization: Basic dXNlcjpwYXNz`, 'dXNlcjpwYXNz'],
  [`Authorization: Digest username="marta", response="6629fae49393a053"`, '6629fae49393a053'],
  [`proxy-authorization: Basic dXNlcjpwYXNz`, 'dXNlcjpwYXNz'],
  [`{"Proxy-Authorization":"Basic dXNlcjpwYXNz","host":"x"}`, 'dXNlcjpwYXNz'],
  [`['authorization', 'opaque-token-1']`, 'opaque-token-1'],
  [`sent Bearer 0paque`, '0paque'],
  [`sent Bearer abc.def`, 'abc'],
  [`sent DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU`, 'Kz~8mXK1EalYznwH'],
  [`token is ${JWT}`, 'eyJ'],
  [`id_${JWT}`, 'eyJ'],
  [`${JWT.split('.')[0]}..part.part.part`, 'eyJ'],
  ['http://127.0.0.1:4711/callback?code=abc-123&state=xyz', 'abc-123'],
  ['http://127.0.0.1:4711/callback?state=xyz9', 'xyz9'],
  ['redirect=http%3A%2F%2F127.0.0.1%3A4711%2Fcallback%3Fcode%3Dabc-123%26state%3Dxyz', 'abc-123'],
  ['next=%252Fcallback%253Fcode%253Dabc-123', 'abc-123'],
  ['body %7B%22access_token%22%3A%22opaque-1%22%7D', 'opaque-1'],
  ['access_token%22%3A%22opaque-1', 'opaque-1'],
  ['grant_type=refresh_token&refresh_token=0.AXoA-xyz', '0.AXoA-xyz'],
  ['{"access_token":"opaque","refresh_token":"also \\"opaque}', 'opaque'],
  [`{"refresh_token":'opaque-1'}`, 'opaque-1'],
  [`{ access_token: 'opaque-1', expires_in: 300 }`, 'opaque-1'],
  [`URLSearchParams { 'refresh_token' => 'opaque-1' }`, 'opaque-1'],
  [String.raw`{"body":"{\"access_token\":\"opaque-1\",\"expires_in\":300}"}`, 'opaque-1'],
  ['{"access_token": ["opaque-1"]}', 'opaque-1'],
  ['<access_token>opaque-1</access_token>', 'opaque-1'],
  ['{"clientSecret": "hush"}', 'hush'],
  ['{"code":"SplxlOBeZQQYbYS6WxSbIA"}', 'SplxlOBeZQQYbYS6WxSbIA'],
  ['{"key":"u2S9-session"}', 'u2S9-session'],
  ['client_secret=hush&x=1', 'hush'],
  ['client_secret="hush hush"', 'hush'],
  ['CATENA_CLIENT_SECRET=hush npm start', 'hush'],
  ['client-secret: hush', 'hush'],
  ['code_verifier=dBjftJeZ4CVP', 'dBjftJeZ4CVP'],
  ['http://127.0.0.1:47821/#launch=e7eMopqT', 'e7eMopqT'],
  ['proxy http://marta:pa55@proxy.example:3128 refused', 'pa55'],
  ['proxy http://marta:p@55@proxy.example:3128 refused', '55@'],
  ['proxy http://marta:pa/55?#@proxy.example:3128 refused', '55'],
  ['proxy http://opaque-1@proxy.example refused', 'opaque-1'],
  ['HTTPS_PROXY=marta:pa55@proxy.example:3128', 'pa55'],
  ['proxy=http%3A%2F%2Fmarta%3Apa55%40proxy.example', 'pa55'],
  ['Cookie: theme=dark; KEYCLOAK_SESSION=opaque-1', 'opaque-1'],
  ['set-cookie: AUTH_SESSION_ID=opaque-1; Path=/; HttpOnly', 'opaque-1'],
  [`'set-cookie': [ 'a=b; Path=/', 'AUTH=opaque-1; Path=/' ]`, 'opaque-1'],
  ['{"cookie":"AUTH=opaque-1","host":"x"}', 'opaque-1'],
  ['a known one: s3cr3t/+= in the middle', 's3cr3t'],
  ['a known one in a form: a=s3cr3t%2F%2B%3D&b', 's3cr3t'],
  ['a known one in a form: a=two+words%22&b', 'words'],
  [String.raw`a known one in JSON: "two words\""`, 'words'],
])('[E11] %s loses its secret', (line, secret) => {
  const safe = redact(line)
  expect(safe).not.toContain(secret)
  expect(safe).toContain('[redacted]')
})

test.each([
  'POST /v2/workflows answered 422 in 120 ms: status code of stop 3, W-2026-11-24',
  'the authorization server cannot be reached: ECONNREFUSED',
  'sign-in: refused (invalid_grant)',
  'exit code=1, then code: ECONNRESET',
  '{"code":"ECONNREFUSED","port":443}',
  '{"code":"sync.mayExist","message":"The change may exist."}',
  'Bearer token expected, basic settings saved. Expected: bearer token.',
  '{"token_type":"bearer","expires_in":300,"refresh_token":null}',
  'GET https://api.catenatelematics.com/v2/orders?page=2&size=50 from ana@example.com at 12:30',
  'progress 100%, file%20name.csv imported, 50%25 left',
  'no cookie was set; the password field is empty; the key is Enter',
  'state of W1 is open, session closed, nonce checked',
  'http://127.0.0.1:47821/assets/main.js:12:34 at send (file:///app/x.mjs:1:2)',
])('[E11] an ordinary line stays as it is: %s', (line) => {
  expect(redact(line)).toBe(line)
})

test('[E11] what stands around a secret stays readable', () => {
  expect(redact('{"access_token":"opaque-1","expires_in":300}')).toBe(
    '{"access_token":[redacted]","expires_in":300}',
  )
  expect(redact('http://127.0.0.1:4711/callback?code=abc-123&iss=https://own.example')).toBe(
    'http://127.0.0.1:4711/callback?code=[redacted]&iss=https://own.example',
  )
  expect(redact('proxy http://marta:pa55@proxy.example:3128 refused')).toBe(
    'proxy http://[redacted]proxy.example:3128 refused',
  )
})

/** Where a token may stand. Each is also tried encoded, quoted and inside of other text. */
const PLACES: readonly ((token: string) => string)[] = [
  (token) => `Authorization: Bearer ${token}`,
  (token) => `proxy-authorization: Basic ${token}`,
  (token) => `sent Bearer ${token}.`,
  (token) => `GET /callback?state=1&code=${token}`,
  (token) => `#launch=${token}`,
  (token) => `grant_type=x&refresh_token=${token}&scope=a`,
  (token) => `client_id=a&client_secret=${token}`,
  (token) => JSON.stringify({ access_token: token, expires_in: 300 }),
  (token) => JSON.stringify({ nested: { refreshToken: token } }, null, 2),
  (token) => JSON.stringify({ code: token }),
  (token) => `{ id_token: '${token}', a: 1 }`,
  (token) => `Cookie: a=b; SESSION=${token}`,
  (token) => JSON.stringify({ 'set-cookie': ['a=b', `SESSION=${token}; Path=/`] }),
  (token) => `http://marta:${token}@proxy.example:3128`,
  (token) => `marta:${token}@proxy.example:3128`,
  (token) => `CATENA_CLIENT_SECRET=${token}`,
  (token) => `eyJhbGciOiJSUzI1NiJ9.${token}.${token}`,
]

const WRAPS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(encodeURIComponent(text)),
  (text) => JSON.stringify(text),
  (text) => JSON.stringify({ body: text }),
  (text) => `request failed: ${text} ⏎ at send`,
  (text) => `"before" ${text}\nafter 'it'`,
]

/** As servers make them: base64url of random bytes, which always has a digit at this length in practice. */
const token = fc
  .stringMatching(/^[A-Za-z0-9_-]{20,60}$/)
  .filter((each) => /\d/.test(each) && /[A-Za-z]/.test(each))

describe('[E11] a token', () => {
  test('survives in none of the shapes', () => {
    fc.assert(
      fc.property(token, fc.constantFrom(...PLACES), fc.constantFrom(...WRAPS), (secret, place, wrap) => {
        const safe = redact(wrap(place(secret)))
        expect(safe).not.toContain(secret)
      }),
      { numRuns: 1000 },
    )
  })

  test('that is known by value survives in no text', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 4 }),
        fc.string(),
        fc.constantFrom(...WRAPS),
        (secret, around, wrap) => {
          fc.pre(!'[redacted]'.includes(secret))
          const safe = createRedactor([secret])(wrap(`${around}${secret}${around}`))
          expect(safe).not.toContain(secret)
        },
      ),
    )
  })
})

test('[E11] a long line without spaces takes no longer than a log line may', () => {
  const long = `${'a'.repeat(200_000)}%41${'://'.repeat(20_000)}${'"code":"'.repeat(5_000)}`
  expect(redact(long).length).toBeGreaterThan(0)
})
