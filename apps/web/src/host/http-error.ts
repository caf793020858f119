/** A refusal of the host API: what the client may know. */
export class HttpError extends Error {
  readonly status: number
  readonly code: string
  /** What a 429 or 503 asks the client to wait. @see RFC 9110 §10.2.3 */
  readonly retryAfterSeconds: number

  constructor(status: number, code: string, message: string, retryAfterSeconds = 1) {
    super(message)
    this.name = 'HttpError'
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}
