import { ACCESS_TOKEN_SECONDS, ACCESS_TOKEN_URN, accessTokenClaimsSchema } from '@chaperone/contracts'
import { decodeJwt } from 'jose'
import { z } from 'zod'
import { CallRefused } from '../call/refused.ts'
import { ServerRefusal } from '../capped-fetch.ts'
import type { MintedToken, MintOrder } from '../storage.ts'

const answerSchema = z.object({
  access_token: z.string().min(1),
  issued_token_type: z.literal(ACCESS_TOKEN_URN),
  // RFC 6749 §7.1: a client that does not understand the type does not use the token. Here it must not be a bearer's.
  token_type: z.string().regex(/^dpop$/i),
  expires_in: z.number().int().positive(),
})

const refusalSchema = z.object({ error: z.string() })

/** The error code of an answer that is a refusal; undefined for any other. The answer can still be read. */
export async function refusalFrom(response: Response): Promise<string | undefined> {
  if (response.ok) return undefined
  return refusalSchema.safeParse(await jsonOf(response.clone())).data?.error
}

/**
 * The token of a token endpoint's answer, when it is the one that was asked for: for that server alone, of that person,
 * and of no use without the session's key. What the server will verify is only looked at here, so that no other token is
 * ever shown to it.
 *
 * @throws CallRefused `unauthorized`, `insufficient_scope`, `rate_limited`; ServerRefusal for an answer that is none;
 * Error for what only the operator can mend
 * @see RFC 8693 §2.2
 */
export async function readExchanged(response: Response, order: MintOrder): Promise<MintedToken> {
  if (!response.ok) throw whyRefused(response.status, await refusalFrom(response))
  const answer = answerSchema.safeParse(await jsonOf(response))
  if (!answer.success) throw new Error('the token endpoint answered with something else than a bound access token')
  const { access_token: token, expires_in: seconds } = answer.data
  const claims = accessTokenClaimsSchema.safeParse(claimsIn(token))
  const { aud, sub, cnf } = claims.data ?? {}
  if (aud !== order.resource || sub !== order.principal.userId || cnf?.jkt !== order.thumbprint) {
    throw new Error('the token endpoint answered with another token than was asked for')
  }
  return { token, expiresAtSeconds: Math.floor(Date.now() / 1_000) + Math.min(seconds, ACCESS_TOKEN_SECONDS) }
}

function whyRefused(status: number, error: string | undefined): Error {
  if (status === 429)
    return new CallRefused('rate_limited', 'The host asked for too many tokens. Try again in a minute.')
  if (status >= 500) return new ServerRefusal(status, 'the token endpoint failed')
  switch (error) {
    // RFC 8693 §2.2.2: whatever is wrong with the token that was shown. The rest of the request is always the same.
    case 'invalid_request':
      return new CallRefused('unauthorized', 'Your session is not accepted any more. Sign in again.')
    case 'invalid_scope':
      return new CallRefused('insufficient_scope', 'You do not have the right that this needs there.')
    default:
      return new Error(`the token exchange was refused: ${status} ${error?.slice(0, 64)}`)
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  return response.json().catch(() => null)
}

function claimsIn(token: string): unknown {
  try {
    return decodeJwt(token)
  } catch {
    return null
  }
}
