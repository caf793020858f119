import { describe, expect, test } from 'vitest'
import { badCredential, missingScope, noCredential, notFound } from './expectations.ts'
import type { Exchange } from './http/exchange.ts'
import { unmetExpectations } from './unmet-expectations.ts'

const METADATA = 'resource_metadata="http://localhost:4003/.well-known/oauth-protected-resource/mcp"'

function answer(status: number, json: unknown, challenge?: string): Exchange {
  return {
    request: { method: 'POST', url: 'http://localhost:4003/mcp', headers: [], body: '' },
    status,
    headers: challenge ? { 'www-authenticate': challenge } : {},
    body: JSON.stringify(json),
    json,
  }
}

describe('unmetExpectations', () => {
  test('finds nothing wrong with the refusal of a bad credential', () => {
    const challenge = `Bearer error="invalid_token", error_description="x", scope="tasks:read", ${METADATA}`
    expect(unmetExpectations(answer(401, { error: 'invalid_token' }, challenge), badCredential)).toEqual([])
  })

  test('wants no error in the challenge when no credential was sent', () => {
    const challenge = `Bearer scope="tasks:read", ${METADATA}`
    expect(unmetExpectations(answer(401, { error: 'invalid_token' }, challenge), noCredential)).toEqual([])
    const withError = `Bearer error="invalid_token", scope="tasks:read", ${METADATA}`
    expect(unmetExpectations(answer(401, { error: 'invalid_token' }, withError), noCredential)).toHaveLength(1)
  })

  test('wants the missing scope named', () => {
    const challenge = `Bearer error="insufficient_scope", scope="tasks:read", ${METADATA}`
    const unmet = unmetExpectations(
      answer(403, { error: 'insufficient_scope' }, challenge),
      missingScope('tasks:write'),
    )
    expect(unmet).toEqual(['the challenge does not name tasks:write'])
  })

  test('reads the code of a failed tool from its text', () => {
    const failed = { result: { isError: true, content: [{ type: 'text', text: '{"error":"not_found"}' }] } }
    expect(unmetExpectations(answer(200, failed), notFound)).toEqual([])
    expect(unmetExpectations(answer(200, { result: { content: [] } }), notFound)).toEqual([
      'expected error not_found, got none',
    ])
  })

  test('finds a cookie among several', () => {
    const told = answer(303, {})
    told.headers['set-cookie'] = 'theme=dark\noutcome=wrong; Path=/account'
    expect(unmetExpectations(told, { status: 303, cookie: 'outcome=wrong;' })).toEqual([])
    expect(unmetExpectations(told, { status: 303, cookie: 'outcome=short;' })).toEqual([
      'expected the cookie outcome=short;',
    ])
  })

  test('an attack that got through meets nothing', () => {
    expect(unmetExpectations(answer(200, { result: {} }), badCredential).length).toBeGreaterThan(2)
  })
})
