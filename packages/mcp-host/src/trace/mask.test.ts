import { expect, test } from 'vitest'
import { maskCredential, maskExchange } from './mask.ts'

const token = `${'h'.repeat(40)}.${'p'.repeat(200)}.${'s'.repeat(86)}`
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
