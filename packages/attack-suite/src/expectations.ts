import type { Expectation } from './attack.ts'

/** A credential was sent and is not accepted; the answer does not say why. @see RFC 6750 §3.1 */
export const badCredential: Expectation = {
  status: 401,
  error: 'invalid_token',
  challenge: { error: 'invalid_token' },
}

/** No credential was sent at all: the challenge carries no error. @see RFC 6750 §3.1 */
export const noCredential: Expectation = { status: 401, error: 'invalid_token', challenge: { error: null } }

/** The credential is good but does not reach this far. @see RFC 6750 §3.1 */
export function missingScope(scope: string): Expectation {
  return { status: 403, error: 'insufficient_scope', challenge: { error: 'insufficient_scope', scope } }
}

/** "Not yours" and "not there" answer the same. */
export const notFound: Expectation = { status: 200, error: 'not_found' }

/** The arguments do not match the tool's strict schema, so the tool does not run. */
export const invalidArguments: Expectation = { status: [200, 400], error: [-32602, 'tool_error', 'invalid_arguments'] }
