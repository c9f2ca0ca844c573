import { expect, test } from 'vitest'
import { createRedactor } from '../../../electron/host/redact.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtYXJ0YSJ9.c2lnbmF0dXJl'
const redact = createRedactor(['s3cr3t/+='])

test.each([
  [`authorization: Bearer abcDEF123._~+/=`, 'abcDEF123'],
  [`Authorization: Basic dXNlcjpwYXNz`, 'dXNlcjpwYXNz'],
  [`token is ${JWT}`, 'eyJ'],
  [`${JWT.split('.')[0]}..part.part.part`, 'eyJ'],
  ['http://127.0.0.1:4711/callback?code=abc-123&state=xyz', 'abc-123'],
  ['http://127.0.0.1:4711/callback?state=xyz9', 'xyz9'],
  ['grant_type=refresh_token&refresh_token=0.AXoA-xyz', '0.AXoA-xyz'],
  ['{"access_token":"opaque","refresh_token":"also \\"opaque"}', 'opaque'],
  ['{"clientSecret": "hush"}', 'hush'],
  ['client_secret=hush&x=1', 'hush'],
  ['code_verifier=dBjftJeZ4CVP', 'dBjftJeZ4CVP'],
  ['http://127.0.0.1:47821/#launch=e7eMopqT', 'e7eMopqT'],
  ['a known one: s3cr3t/+= in the middle', 's3cr3t'],
])('[E11] %s loses its secret', (line, secret) => {
  const safe = redact(line)
  expect(safe).not.toContain(secret)
  expect(safe).toContain('[redacted]')
})

test('[E11] an ordinary line stays as it is', () => {
  const line = 'POST /v2/workflows answered 422 in 120 ms: status code of stop 3, W-2026-11-24'
  expect(redact(line)).toBe(line)
})
