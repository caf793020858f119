import { describe, expect, test } from 'vitest'
import { callbackPath } from './callback-path.ts'

describe('callbackPath', () => {
  test('keeps a path of this origin with its query', () => {
    expect(callbackPath('/consent/abc?x=1')).toBe('/consent/abc?x=1')
  })

  test.each([
    'https://evil.test/',
    '//evil.test/',
    '/\\evil.test/',
    '\\\\evil.test',
    '/\t/evil.test/',
    '/\n/evil.test',
    'javascript:alert(1)',
    'evil.test',
    '',
    undefined,
    ['/tasks', '//evil.test'],
  ])('does not lead away: %j', (asked) => {
    expect(callbackPath(asked)).toBe('/chat')
  })

  test('never yields what a browser reads as another origin', () => {
    for (const asked of ['/..//evil.test', '/.//evil.test', '/%2F/evil.test', '/x/..//evil.test']) {
      expect(new URL(callbackPath(asked), 'http://localhost:3000').origin).toBe('http://localhost:3000')
    }
  })
})
