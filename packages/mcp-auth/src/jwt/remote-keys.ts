import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose'

const FETCH_TIMEOUT_MILLISECONDS = 2_000
/** Between two fetches because of an unknown `kid`, or because the last one failed. */
const REFETCH_AT_MOST_EVERY_MILLISECONDS = 30_000
/** Older keys are fetched anew: for so long at most a key is accepted that the issuer has withdrawn. */
const FRESH_MILLISECONDS = 600_000
/** For so long the last known keys are good while the issuer cannot be reached. */
const USABLE_MILLISECONDS = 3_600_000
/** Between two attempts to get the first keys of an issuer that may still be starting. */
const FIRST_FETCH_AT_MOST_EVERY_MILLISECONDS = 1_000

/**
 * The issuer's public keys, fetched when first needed and cached. An unknown `kid` causes one new fetch, at most every
 * 30 s, so random `kid`s cannot make this server storm the issuer; requests that arrive meanwhile wait for the same
 * answer. An issuer that is down for less than an hour is not noticed. The address comes from configuration, never
 * from a token: `jku` and `x5u` headers are ignored.
 *
 * @throws Error, from the function it returns, when there are no usable keys: that says nothing about the token
 * @see RFC 8725 §3.10
 */
export function remoteKeys(jwksUrl: string): JWTVerifyGetKey {
  // When to fetch is decided here; the library's own rule forgets a failed attempt, and keys while the issuer is down.
  const library = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: FETCH_TIMEOUT_MILLISECONDS,
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
  })
  let fetchedAt = Number.NEGATIVE_INFINITY
  let attemptedAt = Number.NEGATIVE_INFINITY
  let lastFailure: unknown

  /** Joins a fetch under way, or begins one unless that was done less than `interval` ago. Never rejects: what is known stays known. */
  async function refresh(interval: number): Promise<void> {
    if (!library.reloading && performance.now() - attemptedAt < interval) return
    attemptedAt = performance.now()
    try {
      await library.reload()
      fetchedAt = performance.now()
    } catch (error) {
      lastFailure = error
    }
  }

  return async (header, token) => {
    if (fetchedAt === Number.NEGATIVE_INFINITY) await refresh(FIRST_FETCH_AT_MOST_EVERY_MILLISECONDS)
    else if (performance.now() - fetchedAt > FRESH_MILLISECONDS) await refresh(REFETCH_AT_MOST_EVERY_MILLISECONDS)
    if (performance.now() - fetchedAt > USABLE_MILLISECONDS) throw lastFailure
    try {
      return await library(header, token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
      await refresh(REFETCH_AT_MOST_EVERY_MILLISECONDS)
      return library(header, token)
    }
  }
}
