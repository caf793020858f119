import type { IncomingMessage } from 'node:http'
import { looksLikeApiKey, oauthErrors } from '@chaperone/contracts'
import { Refusal } from '../refusal.ts'
import { timesSent } from './times-sent.ts'

export interface Credential {
  /** `bound_token`: to be shown together with a proof of its key. */
  kind: 'api_key' | 'access_token' | 'bound_token'
  value: string
}

const CREDENTIAL = /^(Bearer|DPoP) +([A-Za-z0-9\-._~+/]+=*)$/i

interface CredentialRules {
  /** What a first token should ask for. */
  initialScope: string
  /** Whether this server knows API keys at all. */
  takesKeys: boolean
}

/**
 * Takes the one credential from the `Authorization` header. A credential anywhere else is an error, because URLs
 * end up in logs and histories.
 *
 * @throws Refusal 400 `invalid_request` for a token in the query string or more than one header; 401 for none
 * @see RFC 6750 §2.1, §2.3; RFC 9449 §7.1
 */
export function readCredential(request: IncomingMessage, { initialScope, takesKeys }: CredentialRules): Credential {
  const address = request.url ?? ''
  const query = address.indexOf('?')
  if (query !== -1 && new URLSearchParams(address.slice(query)).has('access_token')) {
    throw new Refusal({
      status: 400,
      code: oauthErrors.invalidRequest,
      description: 'Send the token in the Authorization header, never in the URL.',
    })
  }

  if (timesSent(request, 'authorization') > 1) {
    throw new Refusal({
      status: 400,
      code: oauthErrors.invalidRequest,
      description: 'Send exactly one Authorization header.',
    })
  }
  const header = request.headers.authorization
  if (!header) {
    throw new Refusal({
      status: 401,
      code: oauthErrors.invalidToken,
      description: `Authentication is needed: send Authorization: Bearer with an access token${takesKeys ? ' or API key' : ''}.`,
      scope: initialScope,
      isMissingCredential: true,
    })
  }

  const [, scheme, value] = CREDENTIAL.exec(header) ?? []
  if (!scheme || !value) throw invalidToken(initialScope)
  if (scheme.toLowerCase() === 'dpop') return { kind: 'bound_token', value }
  return { kind: looksLikeApiKey(value) ? 'api_key' : 'access_token', value }
}

/** The one answer to every bad credential: it does not say what was wrong with it. */
export function invalidToken(initialScope: string, scheme: 'Bearer' | 'DPoP' = 'Bearer'): Refusal {
  return new Refusal({
    status: 401,
    code: oauthErrors.invalidToken,
    scheme,
    description: 'The credential is missing a property, expired, revoked, or not meant for this server.',
    scope: initialScope,
  })
}
