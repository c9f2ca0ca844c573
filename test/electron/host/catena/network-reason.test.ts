import { describe, expect, it } from 'vitest'
import type { HttpAnswer } from '../../../../electron/catena/http-answer.ts'
import { networkReason } from '../../../../electron/host/catena/network-reason.ts'
import { networkTroubleOf } from '../../../../electron/host/catena/open-connection.ts'
import { classifyRead } from '../../../../electron/host/catena/read-answer.ts'
import { inEnglish } from '../../../doubles/english.ts'

function coded(code: string): Error {
  return Object.assign(new Error('some text of the system'), { code })
}

describe('the reason of a connection that was not opened', () => {
  it.each([
    ['ENOTFOUND', 'offline', 'its name is not found'],
    ['EAI_AGAIN', 'offline', 'names cannot be looked up'],
    ['ECONNREFUSED', 'offline', 'the connection is refused'],
    ['ENETUNREACH', 'offline', 'there is no route'],
    ['EHOSTUNREACH', 'offline', 'there is no route'],
    ['ENETDOWN', 'offline', 'the network is down'],
    ['CERT_HAS_EXPIRED', 'untrusted', 'its certificate has expired. Check the clock'],
    ['CERT_NOT_YET_VALID', 'untrusted', 'its certificate is not valid yet. Check the clock'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted', 'Ask IT for the certificate authority'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted', 'NODE_EXTRA_CA_CERTS'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted', 'NODE_EXTRA_CA_CERTS'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted', 'its certificate is for another address'],
    ['CERT_REVOKED', 'untrusted', 'its certificate was revoked'],
    ['INVALID_CA', 'untrusted', 'its certificate was turned down'],
    ['EPROTO', 'unreachable', 'no secure connection can be made'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'unreachable', 'no secure connection can be made'],
    ['ECONNRESET', 'unreachable', 'the connection was cut off'],
    ['ETIMEDOUT', 'unreachable', 'no answer in time'],
    ['SOMETHING_NEW', 'unreachable', 'the connection failed'],
  ] as const)('%s is one state, %s, with one text', (code, trouble, text) => {
    const reason = networkReason(new Error('outer', { cause: coded(code) }))
    expect(networkTroubleOf({ trouble: reason.kind })).toBe(trouble)
    expect(inEnglish(reason.text)).toContain(text)
    expect(inEnglish(reason.text).endsWith(`(${code})`)).toBe(true)
  })

  it.each([
    ['timeout', 'offline'],
    ['proxySignIn', 'portal'],
    ['proxyRefusal', 'unreachable'],
  ] as const)('%s is %s', (trouble, expected) => {
    expect(networkTroubleOf({ trouble })).toBe(expected)
  })
})

describe('what an answer says of the network', () => {
  const json = 'application/json'
  const shape = (code: number) => JSON.stringify({ code, message: 'm', detail: null })
  function answerOf(status: number, body: string, type: string): HttpAnswer {
    return { status, headers: { 'content-type': type, 'retry-after': '7' }, body, isTruncated: false }
  }

  it.each([
    [200, '<html>', 'text/html', 'portal', 'the network answered instead of Catena (200)'],
    [302, '', 'text/plain', 'portal', 'the network answered instead of Catena (302)'],
    [407, '', 'text/plain', 'portal', 'the network answered instead of Catena (407)'],
    [511, '<html>', 'text/html', 'portal', 'the network answered instead of Catena (511)'],
    [502, '<html>', 'text/html', 'unreachable', 'answer 502: the answer is not JSON but text/html'],
    [500, '{}', json, 'unreachable', 'answer 500 is none of Catena'],
    [401, '{"error":"x"}', json, 'unreachable', 'answer 401 is none of Catena'],
  ] as const)('%i %s is %s', (status, body, type, kind, detail) => {
    expect(inEnglish(classifyRead(answerOf(status, body, type)))).toMatchObject({
      kind,
      detail: expect.stringContaining(detail),
    })
  })

  it.each([
    [500, '{"message":"x"}'],
    [500, shape(500)],
    [502, shape(502)],
    [504, shape(504)],
  ])('%i %s is an error of Catena’s own', (status, body) => {
    expect(classifyRead(answerOf(status, body, json))).toEqual({ kind: 'serverError', status })
  })

  it.each([
    [503, '{"message":"x"}', 'unreachable'],
    [504, shape(500), 'unreachable'],
    [501, shape(501), 'refused'],
  ])('%i %s is none', (status, body, kind) => {
    expect(classifyRead(answerOf(status, body, json)).kind).toBe(kind)
  })

  it.each([
    ['in Catena’s shape', shape(429), json, false],
    ['as a web page', '<html>slow down</html>', 'text/html', true],
    ['as foreign JSON', '{"error":"slow"}', json, true],
    ['as nothing', '', 'text/plain', true],
  ])('a 429 %s asks to wait, and is no portal', (_name, body, type, isOfGateway) => {
    expect(classifyRead(answerOf(429, body, type))).toMatchObject({
      kind: 'rateLimited',
      retryAfterMs: 7_000,
      isOfGateway,
    })
  })
})
