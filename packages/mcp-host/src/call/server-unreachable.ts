/** Nothing usable came back. */
export class ServerUnreachable extends Error {
  /** Whether the server may have received the request, and done it. */
  readonly wasSent: boolean
  /** Whether it was not asked, because it failed several times just now. */
  readonly isPaused: boolean

  constructor({ wasSent, isPaused = false, cause }: { wasSent: boolean; isPaused?: boolean; cause?: unknown }) {
    super('the server does not answer', { cause })
    this.name = 'ServerUnreachable'
    this.wasSent = wasSent
    this.isPaused = isPaused
  }
}

/** Of the system, when no connection came about: then nothing was sent. */
const NOT_CONNECTED = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]

/** Whether an error, or what caused it, says that no connection came about. */
export function isNotConnected(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as Error & { code?: unknown }
  return NOT_CONNECTED.includes(String(code)) || isNotConnected(error.cause)
}

/** What the client library may have wrapped in errors of its own. */
export function unreachableIn(error: unknown): ServerUnreachable | null {
  if (error instanceof ServerUnreachable) return error
  return error instanceof Error && error.cause !== undefined ? unreachableIn(error.cause) : null
}
