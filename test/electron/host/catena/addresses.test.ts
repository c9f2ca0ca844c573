import { describe, expect, it } from 'vitest'
import { parseBaseUrl } from '../../../../electron/host/catena/base-url.ts'
import { proxyFor } from '../../../../electron/host/catena/proxy-settings.ts'

describe('the address of the API', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com', 443, ''],
    ['https://api.example.com/', 'https://api.example.com', 443, ''],
    ['https://api.example.com:8443/catena//', 'https://api.example.com:8443', 8443, '/catena'],
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010', 4010, ''],
    ['http://localhost', 'http://localhost', 80, ''],
    ['http://[::1]:4010', 'http://[::1]:4010', 4010, ''],
  ])('%s is taken', (text, origin, port, pathPrefix) => {
    expect(parseBaseUrl(text)).toMatchObject({ origin, port, pathPrefix })
  })

  it.each([
    '',
    'api.example.com',
    'ftp://api.example.com',
    'http://api.example.com',
    'http://127.evil.example',
    'http://127.0.0.1.evil.example',
    'https://user:pass@api.example.com',
    'https://api.example.com/?a=b',
    'https://api.example.com/#a',
  ])('"%s" is refused: a token would go astray', (text) => {
    expect(() => parseBaseUrl(text)).toThrow(expect.objectContaining({ code: 'catena.badAddress' }))
  })
})

describe('the proxy', () => {
  const secure = parseBaseUrl('https://api.example.com')
  const local = parseBaseUrl('http://127.0.0.1:4010')

  it('is the one for the kind of address, the lower-case name first', () => {
    const env = { HTTPS_PROXY: 'http://upper:1', https_proxy: 'http://lower:2', HTTP_PROXY: 'plain:3' }
    expect(proxyFor(secure, env)).toMatchObject({ hostname: 'lower', port: 2, isSecure: false })
    expect(proxyFor(local, env)).toMatchObject({ hostname: 'plain', port: 3 })
    expect(proxyFor(secure, { HTTP_PROXY: 'plain:3' })).toBeNull()
    expect(proxyFor(secure, { HTTPS_PROXY: '' })).toBeNull()
  })

  it('may speak TLS, want a sign-in, or be none that we can use', () => {
    expect(proxyFor(secure, { HTTPS_PROXY: 'https://a%3Ab:c@proxy' })).toEqual({
      hostname: 'proxy',
      port: 443,
      isSecure: true,
      authorization: `Basic ${Buffer.from('a:b:c').toString('base64')}`,
    })
    expect(proxyFor(secure, { HTTPS_PROXY: 'socks5://proxy' })).toBeNull()
    expect(proxyFor(secure, { HTTPS_PROXY: 'http://' })).toBeNull()
  })

  it.each([
    ['*', true],
    ['api.example.com', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['API.Example.com:443', true],
    ['other.org, example.com', true],
    ['other.org example.com', true],
    ['api.example.com:8443', false],
    ['ample.com', false],
    ['example.org', false],
    ['', false],
  ])('is gone around when no_proxy is "%s": %s', (list, isAround) => {
    expect(proxyFor(secure, { HTTPS_PROXY: 'http://proxy:1', NO_PROXY: list }) === null).toBe(isAround)
  })
})
