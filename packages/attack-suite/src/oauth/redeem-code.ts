import { COMMAND_LINE_CLIENT_ID } from '@chaperone/contracts'
import type { Exchange } from '../http/exchange.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import { postForm } from './post-form.ts'

export interface TokenAnswer {
  access_token: string
  token_type: string
  expires_in: number
  scope?: string
  refresh_token?: string
}

/**
 * The code in an authorization response that answers this request.
 *
 * @throws Error when the response is an error, or its `state` or `iss` is not ours
 * @see RFC 9207 §2.4
 */
export function readCode(request: AuthorizationRequest, callbackUrl: string): string {
  const answer = new URL(callbackUrl).searchParams
  if (answer.get('state') !== request.state) throw new Error('The authorization response carries another state')
  if (answer.get('iss') !== request.metadata.issuer) throw new Error('The authorization response names another issuer')
  const code = answer.get('code')
  if (!code) throw new Error(`Authorization refused: ${answer.get('error')} ${answer.get('error_description') ?? ''}`)
  return code
}

/** Presents a code at the token endpoint. Fields of the form can be replaced, or left out with undefined. */
export function redeemCode(
  request: AuthorizationRequest,
  code: string,
  changes: Record<string, string | undefined> = {},
  headers: Record<string, string> = {},
): Promise<Exchange> {
  const fields = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: request.redirectUri,
    client_id: COMMAND_LINE_CLIENT_ID,
    code_verifier: request.codeVerifier,
    resource: request.resource,
    ...changes,
  }
  return postForm(request.metadata.token_endpoint, fields, headers)
}

/** @throws Error with the authorization server's error code */
export function readToken(exchange: Exchange): TokenAnswer {
  const answer = exchange.json as (TokenAnswer & { error?: string; error_description?: string }) | null
  if (exchange.status === 200 && answer?.access_token) return answer
  throw new Error(`No token: ${answer?.error ?? `HTTP ${exchange.status}`} ${answer?.error_description ?? ''}`)
}
