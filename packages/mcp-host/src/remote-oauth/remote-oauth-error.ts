export type RemoteOAuthErrorCode =
  /** Nothing usable came back; may be tried again. */
  | 'unreachable'
  /** The server says of no authorization server that it issues its tokens. */
  | 'no_metadata'
  /** A document or answer that is not what its RFC says. */
  | 'invalid_answer'
  | 'insecure_address'
  /** The metadata speaks for another resource than the one connected to. */
  | 'resource_mismatch'
  /** The metadata, the answer or the credential belongs to another authorization server. */
  | 'issuer_mismatch'
  | 'pkce_unsupported'
  /** The authorization server knows no client of ours, and takes none unasked. */
  | 'client_unknown'
  | 'state_mismatch'
  /** The person, or the authorization server for them, said no. */
  | 'access_denied'
  /** The authorization server refused our request. */
  | 'refused'
  /** What was granted is over: the person has to connect again. */
  | 'reconnect_required'

/**
 * A third-party server or its authorization server did not pass a check, and nothing was sent to it after that. The
 * message is ours, for the administrator or the person. Neither it nor anything else of the error holds text of the
 * other side, which could be markup, or a token on its way into a log.
 */
export class RemoteOAuthError extends Error {
  readonly code: RemoteOAuthErrorCode

  constructor(code: RemoteOAuthErrorCode, message: string) {
    super(message)
    this.name = 'RemoteOAuthError'
    this.code = code
  }
}
