import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  method: string
  /** With its query. */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Answer {
  status?: number
  headers?: Record<string, string>
  /** Sent as JSON, unless it is a string. */
  body?: unknown
  /** The connection ends before the answer does. */
  breaksOff?: boolean
}

export interface OddOrigin {
  origin: string
  /** Every request that reached it. */
  received: Received[]
  /** What this path answers from now on; any other path answers 404. */
  answer(path: string, answer: (received: Received) => Answer): void
  stop(): Promise<void>
}

/** An origin on loopback that answers whatever a test wants it to. */
export async function startOddOrigin(): Promise<OddOrigin> {
  const received: Received[] = []
  const answers = new Map<string, (received: Received) => Answer>()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method = '', url: path = '', headers } = request
    const one = { method, path, headers, body }
    received.push(one)
    const answer = answers.get(new URL(path, 'http://any').pathname)?.(one) ?? { status: 404 }
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {})
    response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json', ...answer.headers })
    if (answer.breaksOff) response.write(text, () => response.destroy())
    else response.end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answer: (path, answer) => void answers.set(path, answer),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
