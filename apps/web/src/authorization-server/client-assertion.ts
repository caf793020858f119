import {
  CLIENT_ASSERTION_END_SECONDS,
  CLIENT_ASSERTION_SECONDS,
  CLIENT_ASSERTIONS_PER_NETWORK,
  CLOCK_TOLERANCE_SECONDS,
} from '@chaperone/contracts'
import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { z } from 'zod'
import { addressOf } from '../session/address-of'
import { networkLimit } from '../session/network-limit'

const assertionSchema = z.object({
  jti: z.string().min(1).max(128),
  exp: z.number().int(),
  iat: z.number().int().optional(),
})

const perNetwork = networkLimit('client-assertions', CLIENT_ASSERTIONS_PER_NETWORK)

/**
 * A client proves who it is for one request that follows at once. Each proof is remembered until it ends, so that it
 * is used once: one network gets only so many remembered.
 *
 * @throws InvalidClientAuth for one that was made too long ago, or lives too long
 * @throws CustomOIDCProviderError 429 `rate_limited`
 * @see RFC 7523 §3 (4): "The authorization server MAY reject JWTs with an unreasonable expiration time", (6): `iat`
 */
export async function checkAssertion(ctx: KoaContextWithOIDC, claims: unknown): Promise<void> {
  const parsed = assertionSchema.safeParse(claims)
  if (!parsed.success) throw new errors.InvalidClientAuth('a claim of the assertion has the wrong shape')
  const now = Date.now() / 1_000
  const { iat, exp } = parsed.data
  const latest = now + CLIENT_ASSERTION_END_SECONDS + CLOCK_TOLERANCE_SECONDS
  // One that does not say when it was made says so by its end.
  const madeAt = iat ?? exp - CLIENT_ASSERTION_SECONDS
  const age = Math.abs(now - madeAt)
  if (exp > latest || age > CLIENT_ASSERTION_SECONDS + CLOCK_TOLERANCE_SECONDS) {
    throw new errors.InvalidClientAuth('the assertion is not of this moment')
  }
  if (!(await perNetwork().take(addressOf(ctx.req)))) throw tooMany(ctx)
}

/** @see RFC 6585 §4 */
function tooMany(ctx: KoaContextWithOIDC): Error {
  ctx.set('Retry-After', '60')
  const error = new errors.CustomOIDCProviderError('rate_limited', 'Too many requests. Try again in a minute.')
  return Object.assign(error, { status: 429, statusCode: 429 })
}
