import { isOverloaded } from '@chaperone/contracts'
import { HttpError } from './http-error'

const BUSY_SECONDS = 5

/** What went wrong, as far as the client may know. All else goes to the log. */
export function errorResponse(error: unknown): Response {
  const shown = error instanceof HttpError ? error : hidden(error)
  const { status, code, message } = shown
  const headers = { 'Cache-Control': 'no-store', ...adviceOf(shown) }
  return Response.json({ error: code, message }, { status, headers })
}

function hidden(error: unknown): HttpError {
  console.error('a request failed', error)
  return isOverloaded(error)
    ? new HttpError(503, 'overloaded', 'The app is busy. Try again in a few seconds.', BUSY_SECONDS)
    : new HttpError(500, 'internal_error', 'Something went wrong. The log of the web app has the reason.')
}

/** @see RFC 6750 §3, RFC 6585 §4, RFC 9110 §10.2.3 */
function adviceOf({ status, retryAfterSeconds }: HttpError): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer' }
  return status === 429 || status === 503 ? { 'Retry-After': String(retryAfterSeconds) } : {}
}
