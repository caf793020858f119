/** The host API said no before it began: 401, 403, 404, 409 or 429. `message` is safe to show. */
export class HostApiError extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'HostApiError'
    this.status = status
  }
}

/** Whether a question can be decided no more: it was, in another tab, or its time is up. */
export function isClosed(error: unknown): boolean {
  return error instanceof HostApiError && error.status === 409
}

/** The error an answer carries, with a sentence of our own where it carries none. */
export async function hostApiError(response: Response): Promise<HostApiError> {
  const retryAfter = response.headers.get('retry-after')
  const body: unknown = await response.json().catch(() => null)
  const said = body && typeof body === 'object' && 'message' in body ? String(body.message) : ''
  if (response.status === 401) return new HostApiError(401, 'Your session has ended. Sign in again to go on.')
  if (response.status === 429 && retryAfter) {
    return new HostApiError(429, `Too many requests. Try again in ${retryAfter} seconds.`)
  }
  return new HostApiError(response.status, said || 'The host could not answer. Try again in a moment.')
}
