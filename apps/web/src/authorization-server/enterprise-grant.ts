import { ACCESS_TOKEN_SECONDS, CLOCK_TOLERANCE_SECONDS, JWT_BEARER_GRANT, parseScope } from '@chaperone/contracts'
import { remoteKeys } from '@chaperone/mcp-auth'
import { decodeJwt, jwtVerify } from 'jose'
import { errors, type Provider, type TokenEndpointGrantContext } from 'oidc-provider'
import { z } from 'zod'
import { recordEvent } from '../audit/record-event'
import { database } from '../database'
import { env } from '../env'
import { once } from '../once'
import { getResourceServerInfo } from './resource-indicators'

/** @see Identity Assertion JWT Authorization Grant §3.1 */
const ID_JAG_TYPE = 'oauth-id-jag+jwt'

const claimsSchema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1),
  /** One string: an assertion for two authorization servers is for neither. */
  aud: z.string().min(1),
  client_id: z.string().min(1),
  jti: z.string().min(1).max(128),
  exp: z.number().int(),
  iat: z.number().int(),
  /** By which the person is found here. */
  email: z.email().toLowerCase(),
  email_verified: z.literal(true),
  resource: z.string().optional(),
  scope: z.string().default(''),
  // Bound to a key, and the token would not be.
  cnf: z.never().optional(),
})
type Claims = z.infer<typeof claimsSchema>

type Context = TokenEndpointGrantContext<{ assertion?: string; scope?: string; resource?: string | string[] }>

/** Longer-lived assertions are refused: they would have to be remembered for as long. */
const MAX_ASSERTION_SECONDS = 300

const providers = once('enterprise-identity-providers', () =>
  env().IDENTITY_PROVIDERS.map((one) => ({ ...one, keys: remoteKeys(one.jwksUrl) })),
)

/**
 * Lets clients redeem what a company's identity provider says about its people, without a consent page: the company has
 * decided which client may act for whom. Off unless identity providers are configured.
 *
 * @see MCP Enterprise-Managed Authorization; RFC 7523 §3
 */
export function allowEnterpriseGrants(provider: Provider): void {
  if (providers().length > 0)
    provider.registerGrantType(JWT_BEARER_GRANT, redeemAssertion, ['assertion', 'scope', 'resource'])
}

async function redeemAssertion(ctx: Context): Promise<void> {
  const { client, params } = ctx.oidc
  // RFC 7523 §3.1 lets it be open; here nobody redeems for another client, so the client must have shown who it is.
  if (client.clientAuthMethod === 'none') throw new errors.UnauthorizedClient('this client cannot prove who it is')
  // Better none than one that is not bound to the key that was shown.
  if (ctx.get('DPoP')) throw new errors.InvalidRequest('an assertion gives no token that is bound to a key')
  const claims = await verifiedClaims(String(params.assertion ?? ''))
  if (claims.client_id !== client.clientId) throw refused('issued for another client')
  const { ReplayDetection } = ctx.oidc.provider as Provider & { ReplayDetection: { unique: UseOnce } }
  if (!(await ReplayDetection.unique(claims.iss, claims.jti, claims.exp + CLOCK_TOLERANCE_SECONDS)))
    throw refused('used before')

  const user = await database().unowned.user.findUnique({ where: { email: claims.email } })
  if (!user) throw refused('of nobody here')
  ctx.oidc.entity('Account', { accountId: user.id, claims: () => ({ sub: user.id }) } as never)
  await issueToken(ctx, user.id, claims)
  const event = { server: 'authorization-server', subject: user.id, isStranger: false } as const
  recordEvent({ ...event, clientId: client.clientId, verdict: 'allowed', reason: `assertion of ${claims.iss}` })
}

type UseOnce = (iss: string, jti: string, exp: number) => Promise<boolean>

/** @throws InvalidGrant for anything but an assertion of a trusted provider, for this server, about one of its people */
async function verifiedClaims(assertion: string): Promise<Claims> {
  const provider = providers().find(({ issuer }) => issuer === issuerNamedIn(assertion))
  if (!provider) throw refused('of nobody who is trusted')
  const { payload } = await jwtVerify(assertion, provider.keys, {
    issuer: provider.issuer,
    algorithms: [provider.algorithm],
    typ: ID_JAG_TYPE,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    maxTokenAge: MAX_ASSERTION_SECONDS,
  }).catch((error: unknown) => {
    throw refused(`not verified: ${error}`)
  })
  const claims = claimsSchema.safeParse(payload)
  if (!claims.success) throw refused('a claim is missing or has the wrong shape')
  if (claims.data.aud !== env().WEB_ORIGIN) throw refused('made for another authorization server')
  const [, domain = ''] = claims.data.email.split('@')
  // A provider speaks for its own people, not for those of another company.
  if (!provider.domains.includes(domain)) throw refused('about somebody whom its provider does not speak for')
  return claims.data
}

function issuerNamedIn(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).iss
  } catch {
    return undefined
  }
}

/** Why is for the log; the client learns only that it is refused. */
function refused(reason: string): Error {
  return new errors.InvalidGrant(`the assertion is ${reason}`)
}

async function issueToken(ctx: Context, accountId: string, claims: Claims): Promise<void> {
  const { client, params, provider } = ctx.oidc
  const [identifier, ...others] = [params.resource ?? []].flat()
  if (!identifier || others.length > 0) throw new errors.InvalidTarget('exactly one resource is required')
  if (claims.resource !== undefined && claims.resource !== identifier) {
    throw new errors.InvalidTarget('the assertion is for another resource')
  }
  const server = await getResourceServerInfo(ctx, identifier, client)
  // What the company allows, and the client asks for, and the person has.
  const asked = params.scope ? parseScope(params.scope) : parseScope(claims.scope)
  const allowed = parseScope(claims.scope)
  const scope = parseScope(server.scope).filter((one) => asked.includes(one) && allowed.includes(one))
  if (scope.length === 0) throw new errors.InvalidScope('nothing of it is allowed', String(params.scope ?? ''))

  const grant = new provider.Grant({ accountId, clientId: client.clientId, expiresIn: ACCESS_TOKEN_SECONDS } as never)
  grant.addResourceScope(identifier, scope.join(' '))
  const grantId = await grant.save()
  const token = new provider.AccessToken({
    accountId,
    client,
    grantId,
    gty: 'jwt_bearer',
    scope: scope.join(' '),
  } as never)
  token.resourceServer = new provider.ResourceServer(identifier, server)
  ctx.oidc.entity('AccessToken', token)
  ctx.body = {
    access_token: await token.save(),
    expires_in: token.expiration,
    token_type: token.tokenType,
    scope: scope.join(' '),
  }
}
