import { expect, test } from 'vitest'
import { maskCredential, maskExchange } from './mask.ts'

const token = `${'h'.repeat(40)}.${'p'.repeat(200)}.${'s'.repeat(86)}`
const proof = `${'h'.repeat(40)}.${'p'.repeat(90)}.${'s'.repeat(87)}`
const key = 'chap_0123456789abcdef_abcdefghjkmnpqrstvwxyz0123456789_abcdef'

test('LOG-01: a trace shows no part of a signature or of a key’s secret', () => {
  expect(maskCredential(`Bearer ${token}`)).not.toContain('sss')
  expect(maskCredential(`Bearer ${key}`)).not.toContain('abcdefghjkmn')
  const { request } = maskExchange({
    url: 'http://localhost:4003/mcp',
    requestHeaders: [
      ['authorization', `Bearer ${token}`],
      ['x-secret', 'never shown'],
    ],
    requestBody: '{}',
    status: 200,
    statusText: 'OK',
    responseHeaders: [['set-cookie', 'never shown']],
    responseBody: '{}',
  })
  expect(JSON.stringify(request)).not.toContain('never shown')
  expect(JSON.stringify(request)).not.toContain('sss')
})

test('LOG-02: a server that repeats what it was sent puts no credential into the trace', () => {
  const shown = maskExchange({
    url: 'http://localhost:4003/mcp',
    requestHeaders: [
      ['authorization', `DPoP ${token}`],
      ['dpop', proof],
    ],
    requestBody: '{}',
    status: 200,
    statusText: 'OK',
    responseHeaders: [['www-authenticate', `Bearer error_description="${token}"`]],
    responseBody: JSON.stringify({ youSent: `DPoP ${token}`, twice: token, proof }),
  })
  expect(JSON.stringify(shown)).not.toContain('sss')
  expect(shown.response.body).toContain('youSent')
})

test.each<[string, (secret: string) => string]>([
  ['JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
  ['JSON with escaped slashes', (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['a query', (secret) => new URLSearchParams({ secret }).toString()],
  ['base64', (secret) => Buffer.from(secret).toString('base64')],
  ['base64url with its scheme', (secret) => Buffer.from(`Bearer ${secret}`).toString('base64url')],
  ['base64 inside of more', (secret) => Buffer.from(`me:${secret}@there`).toString('base64')],
])('LOG-03: a credential that a server repeats in %s is masked as well', (_form, written) => {
  const secret = 'abc/def/ghi+jkl"mno=SECRET-0123456789'
  const { response } = maskExchange({
    url: 'http://localhost:4003/mcp',
    requestHeaders: [['authorization', `Bearer ${secret}`]],
    requestBody: '{}',
    status: 200,
    statusText: 'OK',
    responseHeaders: [],
    responseBody: `before ${written(secret)} after`,
  })
  const inTheMiddle = written(secret).slice(written(secret).length / 2, -8)
  expect(response.body).toMatch(/^before .*…/)
  expect(response.body).not.toContain(inTheMiddle)
})
