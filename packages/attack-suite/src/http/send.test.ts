import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { send } from './send.ts'

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serve(handler: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const created = createServer(handler)
  server = created
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(created.address() as AddressInfo).port}/`
}

describe('send', () => {
  test('forges Host and repeats headers', async () => {
    const url = await serve((request, response) => response.end(JSON.stringify(request.rawHeaders)))
    const { body } = await send({ url, headers: { Host: 'evil.example', Authorization: ['Bearer a', 'Bearer b'] } })
    const raw = JSON.parse(body) as string[]
    expect(raw.slice(0, 6)).toEqual(['Host', 'evil.example', 'Authorization', 'Bearer a', 'Authorization', 'Bearer b'])
  })

  test('takes the answer of a server that stops reading', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(413, { 'Content-Type': 'application/json', Connection: 'close' })
      response.end('{"error":"body_too_large"}')
    })
    const answer = await send({ method: 'POST', url, body: 'x'.repeat(2_000_000), framing: 'chunked' })
    expect(answer).toMatchObject({ status: 413, json: { error: 'body_too_large' } })
  })

  test('reads the first message of an event stream', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.end('event: message\ndata: {"id":1}\n\n')
    })
    expect((await send({ url })).json).toEqual({ id: 1 })
  })

  test('does not follow redirects', async () => {
    const url = await serve((_request, response) => response.writeHead(303, { Location: 'http://127.0.0.1:9/' }).end())
    expect((await send({ url })).status).toBe(303)
  })

  test('fails when nobody answers', async () => {
    await expect(send({ url: 'http://127.0.0.1:9/' })).rejects.toThrow('ECONNREFUSED')
  })
})
