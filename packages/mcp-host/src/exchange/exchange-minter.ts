import { ACCESS_TOKEN_URN, TOKEN_EXCHANGE_GRANT } from '@chaperone/contracts'
import { CallRefused } from '../call/refused.ts'
import { ServerUnreachable } from '../call/server-unreachable.ts'
import { cappedFetch, ServerRefusal } from '../capped-fetch.ts'
import type { MintOrder, TokenMinter } from '../storage.ts'
import { type ClientKey, clientProof } from './client-proof.ts'
import { readExchanged, refusalFrom } from './exchange-answer.ts'

export interface ExchangeOptions {
  /** The authorization server, as it names itself: for whom the host proves who it is. @see RFC 7523 §3 */
  issuer: string
  /** Its token endpoint, as its metadata names it: what proofs of the session's key are made for. @see RFC 9449 §4.2 */
  endpoint: string
  /** Where to connect; differs from `endpoint` only behind a private network. */
  address?: string | undefined
  /** The host's own private key, for ES256, whose public half the authorization server knows. */
  key: ClientKey
}

/**
 * Mints where the host runs apart from the authorization server: it shows the person's token for the host, proves who it
 * is itself and that it holds the session's key, and gets a token for one server in exchange. One request, ten seconds, no
 * redirect, and nothing else than what was asked for is taken.
 *
 * @see RFC 8693 §2, RFC 7523 §2.2, RFC 9449 §5
 */
export function exchangeMinter(options: ExchangeOptions): TokenMinter {
  /** The nonce that the endpoint gave out last. It says nothing about anybody. */
  let nonce: string | undefined

  async function ask(order: MintOrder, subjectToken: string): Promise<Response> {
    const { issuer, endpoint, address = endpoint, key } = options
    const { response } = await cappedFetch(address, {
      method: 'POST',
      headers: { DPoP: await order.prove({ method: 'POST', url: endpoint, nonce }) },
      body: new URLSearchParams({
        grant_type: TOKEN_EXCHANGE_GRANT,
        subject_token: subjectToken,
        subject_token_type: ACCESS_TOKEN_URN,
        resource: order.resource,
        ...(order.scopes ? { scope: order.scopes.join(' ') } : {}),
        ...(await clientProof(key, issuer)),
      }),
    })
    nonce = response.headers.get('dpop-nonce') ?? nonce
    return response
  }

  return {
    async mint(order) {
      const hostToken = await order.principal.hostToken?.()
      if (!hostToken)
        throw new CallRefused('unauthorized', 'The host has no token of yours to exchange. Sign in again.')
      try {
        const first = await ask(order, hostToken)
        const again = await refusalFrom(first)
        // RFC 9449 §8: the endpoint has not looked at the request yet, so it is repeated with the nonce, once.
        const response = again === 'use_dpop_nonce' ? await ask(order, hostToken) : first
        return await readExchanged(response, order)
      } catch (error) {
        if (!(error instanceof ServerUnreachable || error instanceof ServerRefusal)) throw error
        throw new CallRefused(
          'issuer_unavailable',
          'The authorization server gave the host no token for this call. Try again in a moment.',
        )
      }
    },
  }
}
