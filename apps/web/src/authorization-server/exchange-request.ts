import { ACCESS_TOKEN_URN, parseScope, type Resource } from '@chaperone/contracts'
import { errors } from 'oidc-provider'
import { z } from 'zod'
import { resourceByIdentifier } from './resources'

const accessTokenUrn = z.literal(ACCESS_TOKEN_URN)

/** What may stand in such a request. The library hands over nothing else. */
const requestSchema = z.object({
  subject_token: z.string().min(1),
  subject_token_type: accessTokenUrn,
  requested_token_type: accessTokenUrn.optional(),
  scope: z.string().optional(),
  resource: z.union([z.string(), z.array(z.string())]).optional(),
  audience: z.unknown(),
  actor_token: z.unknown(),
  actor_token_type: z.unknown(),
})

export const EXCHANGE_PARAMETERS = Object.keys(requestSchema.shape)

export interface ExchangeRequest {
  subjectToken: string
  /** Resource identifier. */
  identifier: string
  server: Exclude<Resource, 'host'>
  /** Undefined: all that the person has there. */
  scopes: string[] | undefined
}

/**
 * The request of a token exchange, in the one form that is served: an access token, for one at exactly one server of this
 * system. Who acts is the client, which has proven a key, so there is no token of an actor.
 *
 * @throws InvalidRequest, InvalidTarget
 * @see RFC 8693 §2.1, RFC 8707 §2
 */
export function readExchangeRequest(params: object): ExchangeRequest {
  const parsed = requestSchema.safeParse(params)
  if (!parsed.success) throw new errors.InvalidRequest('only an access token is exchanged, for an access token')
  const { subject_token: subjectToken, scope, resource, audience, ...actor } = parsed.data
  if (actor.actor_token !== undefined || actor.actor_token_type !== undefined) {
    throw new errors.InvalidRequest('the client acts, and nobody else')
  }
  const [identifier, ...others] = [resource ?? []].flat()
  // RFC 8693 §2.1: `audience` would be one more target.
  if (!identifier || others.length > 0 || audience !== undefined) {
    throw new errors.InvalidTarget('exactly one resource is required')
  }
  const server = resourceByIdentifier(identifier)
  if (!server || server === 'host') throw new errors.InvalidTarget('unknown resource')
  return { subjectToken, identifier, server, scopes: scope === undefined ? undefined : parseScope(scope) }
}
