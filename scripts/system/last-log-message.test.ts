import { expect, test } from 'vitest'
import { lastLogMessage } from './last-log-message.ts'

test('an uncaught error is told by its message, not by its stack', () => {
  const log = `file:///app/main.js:5
    throw new Error('x')
          ^

Error: listen EADDRINUSE: address already in use 127.0.0.1:4003
    at Server.setupListenHandle (node:net:1940:16) {
  code: 'EADDRINUSE'
}

Node.js v24.21.0
`
  expect(lastLogMessage(log)).toBe('Error: listen EADDRINUSE: address already in use 127.0.0.1:4003')
})

test('of JSON lines, only errors count, by their text', () => {
  const log = `{"level":50,"msg":"cannot start","err":{"message":"no database"}}\n{"level":30,"msg":"answered"}\n`
  expect(lastLogMessage(log)).toBe('cannot start: no database')
  expect(lastLogMessage('{"level":30,"msg":"answered"}\n')).toBe('')
  expect(lastLogMessage('')).toBe('')
})
