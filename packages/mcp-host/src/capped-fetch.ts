import { MAX_RESULT_BYTES, TOOL_CALL_MILLISECONDS } from '@chaperone/contracts'
import { isNotConnected, ServerUnreachable } from './call/server-unreachable.ts'
import type { RemoteFetch } from './remote-oauth/remote-authorization.ts'

/** What went over the wire in the last request, for the trace. Credentials are still in it: mask before showing. */
export interface Exchange {
  url: string
  requestHeaders: [string, string][]
  requestBody: string
  status: number
  statusText: string
  responseHeaders: [string, string][]
  responseBody: string
}

/** The server answered, but with a refusal or something that is not an answer. */
export class ServerRefusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'ServerRefusal'
    this.status = status
  }
}

/** What all requests of one session have together: a server that answers in many small pieces gets no more than others. */
export interface SessionBudget {
  deadline: AbortSignal
  requestsLeft: number
  bytesLeft: number
}

/** A gateway's word for a server that is not there. @see RFC 9110 §15.6 */
const GATEWAY_ERRORS = [502, 503, 504]

/** For one request alone. */
const oneRequest = (): SessionBudget => ({
  deadline: AbortSignal.timeout(TOOL_CALL_MILLISECONDS),
  requestsLeft: 1,
  bytesLeft: MAX_RESULT_BYTES,
})

/**
 * One request whose answer is capped in size and time, by itself and with the others of its session, and that follows no
 * redirect.
 *
 * @throws ServerRefusal, or ServerUnreachable when nothing usable came back
 */
export async function cappedFetch(
  url: string | URL,
  init: RequestInit | undefined,
  fetchWith: RemoteFetch = fetch,
  budget: SessionBudget = oneRequest(),
): Promise<{ exchange: Exchange; response: Response }> {
  budget.requestsLeft -= 1
  if (budget.requestsLeft < 0) throw new Error('more requests than one session takes')
  const timeout = AbortSignal.any([budget.deadline, AbortSignal.timeout(TOOL_CALL_MILLISECONDS)])
  const unreachable = (cause: unknown): never => {
    // Whoever called may have left, which says nothing about the server.
    if (cause instanceof ServerRefusal || init?.signal?.aborted) throw cause
    throw new ServerUnreachable({ wasSent: !isNotConnected(cause), cause })
  }
  const response = await fetchWith(String(url), {
    ...init,
    // A server that redirects could have the credential sent elsewhere.
    redirect: 'manual',
    signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout,
  }).catch(unreachable)
  const body = await readCapped(response, budget).catch(unreachable)
  if (GATEWAY_ERRORS.includes(response.status)) throw new ServerUnreachable({ wasSent: true })
  const exchange: Exchange = {
    url: String(url),
    requestHeaders: [...new Headers(init?.headers).entries()],
    requestBody: typeof init?.body === 'string' ? init.body : '',
    status: response.status,
    statusText: response.statusText,
    responseHeaders: [...response.headers.entries()],
    responseBody: body,
  }
  if (response.status >= 300 && response.status < 400) {
    throw new ServerRefusal(response.status, 'The server tried to redirect the call elsewhere.')
  }
  const isEmpty = response.status === 202 || response.status === 204
  const { status, statusText, headers } = response
  return { exchange, response: new Response(isEmpty ? null : body, { status, statusText, headers }) }
}

async function readCapped(response: Response, budget: SessionBudget): Promise<string> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.length
    budget.bytesLeft -= chunk.length
    if (bytes > MAX_RESULT_BYTES || budget.bytesLeft < 0)
      throw new ServerRefusal(response.status, 'The answer is larger than the host accepts.')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
