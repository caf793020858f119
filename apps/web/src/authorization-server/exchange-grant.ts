import { ACCESS_TOKEN_SECONDS, ACCESS_TOKEN_URN, HOST_CLIENT_ID, TOKEN_EXCHANGE_GRANT } from '@chaperone/contracts'
import { errors, type Provider, type TokenEndpointGrantContext } from 'oidc-provider'
import { buildTokenResponse, checkDpopReplay, validateDpop } from 'oidc-provider/lib/helpers/grants.js'
import { recordEvent } from '../audit/record-event'
import { env } from '../env'
import { EXCHANGE_PARAMETERS, type ExchangeRequest, readExchangeRequest } from './exchange-request'
import { type ExchangeSubject, verifySubject } from './exchange-subject'
import { mintToken } from './mint-token'
import { scopesOf } from './scopes-of'

/**
 * Lets the host exchange a person's token for the host for one at exactly one server, where the host runs apart from this
 * server. Off unless a key of the host is configured. What comes of it is what the broker gets within the web app: five
 * minutes, one audience, `act` naming the host, bound to the key that was proven, ending with the person's session.
 *
 * @see RFC 8693
 */
export function allowTokenExchange(provider: Provider): void {
  if (env().HOST_CLIENT_JWKS)
    provider.registerGrantType(TOKEN_EXCHANGE_GRANT, exchange, EXCHANGE_PARAMETERS, 'resource')
}

async function exchange(ctx: TokenEndpointGrantContext): Promise<void> {
  const { client, params, provider } = ctx.oidc
  const isHost = client.clientId === HOST_CLIENT_ID
  const event = { server: 'authorization-server', isStranger: !isHost, clientId: client.clientId } as const
  try {
    // Whatever grants a client says of itself that it uses: one alone has been given this one.
    if (!isHost) throw new errors.UnauthorizedClient('only the host exchanges tokens')
    const request = readExchangeRequest(params)
    const subject = await verifySubject(request.subjectToken)
    const scopes = await allowedScopes(subject, request)
    const thumbprint = await provenKey(ctx)
    const minted = await mintToken({ ...subject, identifier: request.identifier, scopes, thumbprint })
    recordEvent({ ...event, subject: subject.userId, verdict: 'allowed', reason: `exchanged for ${request.server}` })
    ctx.body = buildTokenResponse(provider, {
      accessToken: minted.token,
      issuedTokenType: ACCESS_TOKEN_URN,
      tokenType: 'DPoP',
      expiresIn: ACCESS_TOKEN_SECONDS,
      scope: minted.scopes.join(' '),
    })
  } catch (error) {
    if (error instanceof errors.OIDCProviderError) {
      recordEvent({ ...event, subject: null, verdict: 'refused', reason: `exchange: ${error.error}` })
    }
    throw error
  }
}

/** @throws InvalidScope for more than the person has there, and where they have nothing */
async function allowedScopes({ userId }: ExchangeSubject, { server, scopes }: ExchangeRequest): Promise<string[]> {
  const owned = await scopesOf(userId, server)
  const asked = scopes ?? owned
  if (asked.length > 0 && asked.every((scope) => owned.includes(scope))) return asked
  throw new errors.InvalidScope('the person does not have this there', asked.join(' '))
}

/** Nothing leaves here that whoever sees it could use. @throws InvalidDpopProof, InvalidGrant for one used before */
async function provenKey(ctx: TokenEndpointGrantContext): Promise<string> {
  const { client, provider } = ctx.oidc
  const proof = await validateDpop(provider, ctx)
  if (!proof) throw new errors.InvalidDpopProof('send a proof of the key that the token is to be bound to')
  await checkDpopReplay(provider, ctx, proof, client.clientId)
  return proof.thumbprint
}
