import { type Agent, type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http'
import type { Exchange } from './exchange.ts'

const ANSWER_MILLISECONDS = 60_000

export interface HttpRequest {
  method?: string
  url: string
  /** An array sends the header once for each value. */
  headers?: Record<string, string | readonly string[]>
  body?: string
  /** `chunked` sends no `Content-Length`, so that a limit cannot be judged by the header alone. */
  framing?: 'declared' | 'chunked'
  /** Connections to reuse; by default each request has its own. */
  connection?: Agent
}

/**
 * Sends exactly this request, whatever a well-behaved client would do: `Host` and `Origin` may be forged and headers
 * repeated. Redirects are answers here, not instructions.
 *
 * @throws Error when there is no answer at all within 60 s
 */
export function send(request: HttpRequest): Promise<Exchange> {
  const url = new URL(request.url)
  const headers = flatten(request.headers ?? {})
  const body = request.body ?? ''
  if (!headers.some(([name]) => name.toLowerCase() === 'host')) headers.unshift(['Host', url.host])
  if (request.framing === 'chunked') headers.push(['Transfer-Encoding', 'chunked'])
  else if (request.body !== undefined) headers.push(['Content-Length', String(Buffer.byteLength(body))])

  const method = request.method ?? 'GET'
  const sent = { method, url: request.url, headers, body }
  return new Promise((resolve, reject) => {
    const outgoing = openRequest(url, {
      method,
      setHost: false,
      headers: headers.flat(),
      agent: request.connection ?? false,
      timeout: ANSWER_MILLISECONDS,
    })
    outgoing.on('response', (answer) => {
      readAnswer(answer).then((received) => {
        if (!request.connection) outgoing.destroy()
        resolve({ request: sent, ...received })
      }, reject)
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`No answer from ${url.origin} within 60 s`)))
    // A server that refuses a body early closes while it is still being sent; then the answer counts, not the error.
    outgoing.on('error', (error) => setImmediate(() => reject(error)))
    write(outgoing, body, request.framing)
  })
}

function flatten(headers: Record<string, string | readonly string[]>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one): [string, string] => [name, one]),
  )
}

function write(outgoing: ClientRequest, body: string, framing: HttpRequest['framing']): void {
  if (framing !== 'chunked') {
    outgoing.end(body)
    return
  }
  for (let start = 0; start < body.length; start += 16_384) outgoing.write(body.slice(start, start + 16_384))
  outgoing.end()
}

async function readAnswer(answer: IncomingMessage): Promise<Omit<Exchange, 'request'>> {
  const chunks: Buffer[] = []
  // An early refusal may cut the connection after its body; what arrived is the answer.
  try {
    for await (const chunk of answer) chunks.push(chunk as Buffer)
  } catch (error) {
    if (chunks.length === 0) throw error
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers)) {
    headers[name] = Array.isArray(value) ? value.join('\n') : (value ?? '')
  }
  const body = Buffer.concat(chunks).toString('utf8')
  return { status: answer.statusCode ?? 0, headers, body, json: parseBody(headers['content-type'] ?? '', body) }
}

function parseBody(contentType: string, body: string): unknown {
  const isStream = contentType.startsWith('text/event-stream')
  const text = isStream ? /^data: (.*)$/m.exec(body)?.[1] : body
  if (!text || !(isStream || contentType.includes('json'))) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
