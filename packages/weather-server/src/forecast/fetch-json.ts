const allowedOrigins: readonly string[] = ['https://api.open-meteo.com', 'https://geocoding-api.open-meteo.com']
const MAX_RESPONSE_BYTES = 512 * 1024

/** The service was reached and does not like this question; asking again later is no use. */
export class QuestionRefused extends Error {
  override name = 'QuestionRefused'
}

/** No answer, or one that the service itself calls a failure: the same question may be answered a moment later. */
export class ServiceUnreachable extends Error {
  override name = 'ServiceUnreachable'
}

/**
 * The parsed JSON behind an address of the two allowed origins, of at most 512 KiB. A redirect is an error, so an
 * answer cannot send this server elsewhere.
 *
 * @throws QuestionRefused for a 4xx answer, ServiceUnreachable without an answer and for a 5xx. Any other error means
 * that the service is ill.
 */
export async function fetchJson(url: URL, options: { fetch: typeof fetch; signal: AbortSignal }): Promise<unknown> {
  if (!allowedOrigins.includes(url.origin)) throw new Error(`${url.origin} is not one of the allowed origins`)
  const request: RequestInit = { redirect: 'error', headers: { Accept: 'application/json' }, signal: options.signal }
  const response = await options.fetch(url, request).catch((cause: unknown) => {
    throw new ServiceUnreachable('no answer', { cause })
  })
  const text = await readText(response)
  if (response.ok) return JSON.parse(text)
  throw errorOf(response.status)
}

/** 429 asks for patience: neither this question nor any other is asked again at once. */
function errorOf(status: number): Error {
  const message = `status ${status}`
  if (status === 429) return new Error(message)
  return status < 500 ? new QuestionRefused(message) : new ServiceUnreachable(message)
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_RESPONSE_BYTES) throw new Error('the answer is too large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
