const allowedOrigins: readonly string[] = ['https://api.open-meteo.com', 'https://geocoding-api.open-meteo.com']
const TIMEOUT_MILLISECONDS = 2_500
const MAX_RESPONSE_BYTES = 512 * 1024

/** The service was reached and does not like this question; asking again later is no use. */
export class QuestionRefused extends Error {
  override name = 'QuestionRefused'
}

/**
 * The parsed JSON behind an address of the two allowed origins, within 2.5 s and 512 KiB. A redirect is an error, so
 * an answer cannot send this server elsewhere.
 *
 * @throws QuestionRefused for a 4xx answer. Any other error means that the service is out of reach or ill.
 */
export async function fetchJson(url: URL, options: { fetch: typeof fetch; signal: AbortSignal }): Promise<unknown> {
  if (!allowedOrigins.includes(url.origin)) throw new Error(`${url.origin} is not one of the allowed origins`)
  const response = await options.fetch(url, {
    redirect: 'error',
    headers: { Accept: 'application/json' },
    signal: AbortSignal.any([options.signal, AbortSignal.timeout(TIMEOUT_MILLISECONDS)]),
  })
  const text = await readText(response)
  if (response.ok) return JSON.parse(text)
  const isRefused = response.status >= 400 && response.status < 500 && response.status !== 429
  throw isRefused ? new QuestionRefused(`status ${response.status}`) : new Error(`status ${response.status}`)
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
