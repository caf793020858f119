import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Guard } from '@chaperone/mcp-auth'
import { expect, test } from 'vitest'
import { sendError } from './send-error.ts'

test.each([
  ['that waits is told to try again, and the log what happened', false],
  ['that has gone is no error', true],
])('a client %s', (_what, isGone) => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  if (isGone) response.destroy()
  const logged: unknown[] = []
  const error = new Error('aborted')
  sendError(error, response, { guard: {} as Guard, onError: (one) => logged.push(one) })
  expect(logged).toEqual(isGone ? [] : [error])
  expect(response.statusCode).toBe(isGone ? 200 : 503)
})
