import { expect, test } from 'vitest'
import { setTestEnvironment } from '../testing/test-environment.ts'
import { keepTyped, recallTyped } from './typed-server.ts'

setTestEnvironment('postgresql://nobody@127.0.0.1:1/none')

const [carol, mallory] = [{ id: 'usr_carol' }, { id: 'usr_mallory' }]
const typed = { title: 'Notes', kind: 'oauth', url: 'https://notes.example/mcp', clientId: 'chaperone' }
const kept = keepTyped(carol, new URLSearchParams({ ...typed, clientSecret: 'a secret' }))

test('what was typed of a server comes back, without its secret', () => {
  expect(recallTyped(carol, kept)).toEqual(typed)
})

test.each([
  undefined,
  '',
  'gone',
  JSON.stringify(typed),
  kept.slice(1),
  keepTyped(mallory, new URLSearchParams(typed)),
])('RMS-39: what somebody else put into the cookie fills in nothing: %s', (cookie) => {
  expect(recallTyped(carol, cookie)).toEqual({})
})
