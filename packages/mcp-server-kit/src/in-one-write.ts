import type { ServerResponse } from 'node:http'
import type { FetchLikeMcpHandler } from '@modelcontextprotocol/node'

/** An answer in JSON is complete when it begins: head, body and end leave in one network write. A stream is not held back. */
export function inOneWrite(handler: FetchLikeMcpHandler, response: ServerResponse): FetchLikeMcpHandler {
  return {
    async fetch(request, options) {
      const answer = await handler.fetch(request, options)
      if (answer.headers.get('content-type')?.startsWith('application/json')) response.cork()
      return answer
    },
  }
}
