import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose'

const FETCH_TIMEOUT_MILLISECONDS = 2_000
const REFETCH_AT_MOST_EVERY_MILLISECONDS = 30_000
const CACHE_MILLISECONDS = 600_000

/**
 * The issuer's public keys, fetched when first needed and cached. An unknown `kid` causes one new fetch, at most
 * every 30 s, so random `kid`s cannot make this server storm the issuer. The address comes from configuration,
 * never from a token: `jku` and `x5u` headers are ignored.
 *
 * @see RFC 8725 §3.10
 */
export function remoteKeys(jwksUrl: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: FETCH_TIMEOUT_MILLISECONDS,
    cooldownDuration: REFETCH_AT_MOST_EVERY_MILLISECONDS,
    cacheMaxAge: CACHE_MILLISECONDS,
  })
}
