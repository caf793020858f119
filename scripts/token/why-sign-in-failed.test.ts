import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { whySignInFailed } from './why-sign-in-failed.ts'

test.each([
  [200, 'dave@example.com is not a demo user here'],
  [503, 'cannot serve now: is its database there?'],
])('when the web app’s health is %i, a failed sign-in means: %s', async (status, sentence) => {
  const server = createServer((_request, response) => response.writeHead(status).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(await whySignInFailed(web, 'dave@example.com')).toContain(sentence)
  await new Promise((resolve) => server.close(resolve))
  expect(await whySignInFailed(web, 'dave@example.com')).toContain('cannot serve now')
})
