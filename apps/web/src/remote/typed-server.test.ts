import { expect, test } from 'vitest'
import { keepTyped, recallTyped } from './typed-server'

test('what was typed of a server comes back, without its secret', () => {
  const typed = { title: 'Notes', kind: 'oauth', url: 'https://notes.example/mcp', clientId: 'chaperone' }
  const kept = keepTyped(new URLSearchParams({ ...typed, clientSecret: 'a secret' }))
  expect(kept).not.toContain('a secret')
  expect(recallTyped(kept)).toEqual(typed)
})

test.each([undefined, '', 'gone', '[]', '{"title":1}', 'null'])('a cookie with %j fills in nothing', (about) => {
  expect(recallTyped(about)).toEqual({})
})
