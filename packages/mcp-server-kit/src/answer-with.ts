import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FetchLikeMcpHandler } from '@modelcontextprotocol/node'
import type { AuthInfo } from '@modelcontextprotocol/server'

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  /** The body, parsed. */
  message: unknown
  authInfo: AuthInfo
}

/**
 * Lets the SDK answer a request whose body has been read. All it asks of such a request is the method, the headers and
 * whether the client is still there; its own adapter builds a whole `Request` and reads every answer as a stream, which
 * is a quarter of the time of a call. An answer in JSON leaves in one network write, a stream as it comes. Ends when the
 * client has taken all of it or is gone: until then the answer is in memory, and the request is the caller's.
 *
 * @see MCP 2026-07-28 basic/authorization/security-considerations, Access Token Privilege Restriction: no token passthrough
 */
export async function answerWith(handler: FetchLikeMcpHandler, exchange: Exchange): Promise<void> {
  const { request, response, message, authInfo } = exchange
  const client = new AbortController()
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  response.once('close', () => {
    if (!response.writableFinished) client.abort()
    close()
  })
  // The credential has done its work. A tool that cannot see a token cannot pass it on.
  const { authorization: _used, dpop: _proven, cookie: _unused, ...others } = request.headers
  const headers = new Headers(others as Record<string, string>)
  const asked = { method: request.method, url: request.url, headers, signal: client.signal, body: null }
  const answer = await handler.fetch(asked as unknown as Request, { authInfo, parsedBody: message })

  const answered = Object.fromEntries(answer.headers)
  if (!answer.body) {
    response.writeHead(answer.status, answered).end()
  } else if (answered['content-type']?.startsWith('application/json')) {
    const body = await answer.text()
    response.writeHead(answer.status, { ...answered, 'Content-Length': Buffer.byteLength(body) }).end(body)
  } else {
    response.writeHead(answer.status, answered)
    await pipeline(Readable.fromWeb(answer.body as never), response).catch((error: unknown) => {
      if (!client.signal.aborted) throw error
    })
  }
  await closed
}
