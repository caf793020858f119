import { decodeJwt } from 'jose'
import type { Expectation } from './attack.ts'
import { errorOf } from './error-of.ts'
import { type Exchange, masked } from './http/exchange.ts'

/** What of the expectation this answer does not meet, one sentence each. */
export function unmetExpectations(answer: Exchange, expectation: Expectation): string[] {
  const unmet: string[] = []
  if (!isOneOf(answer.status, expectation.status)) {
    unmet.push(`expected HTTP ${expectation.status}, got ${answer.status}: ${masked(answer).body.slice(0, 200)}`)
  }
  const error = errorOf(answer)
  if (expectation.error !== undefined && !isOneOf(error, expectation.error)) {
    unmet.push(`expected error ${expectation.error}, got ${error ?? 'none'}`)
  }
  if (expectation.location && !answer.headers.location?.startsWith(expectation.location)) {
    unmet.push(`expected a redirect to ${expectation.location}, got ${answer.headers.location ?? 'none'}`)
  }
  const cookies = answer.headers['set-cookie']?.split('\n') ?? []
  if (expectation.cookie && !cookies.some((cookie) => cookie.startsWith(expectation.cookie ?? ''))) {
    unmet.push(`expected the cookie ${expectation.cookie}`)
  }
  if (expectation.scope !== undefined && scopeOf(answer) !== expectation.scope) {
    unmet.push(`expected a token with scope ${expectation.scope}, got ${scopeOf(answer)}`)
  }
  const { includes, excludes } = expectation
  if (includes && !answer.body.includes(includes)) unmet.push(`the answer does not say "${includes}"`)
  if (excludes && `${JSON.stringify(answer.headers)}${answer.body}`.includes(excludes)) {
    unmet.push(`the answer shows ${excludes}`)
  }
  return [...unmet, ...unmetChallenge(answer, expectation.challenge)]
}

function scopeOf({ json }: Exchange): unknown {
  const { access_token: token } = (json ?? {}) as { access_token?: string }
  return token ? decodeJwt(token).scope : undefined
}

function isOneOf<T>(value: T, allowed: T | readonly T[]): boolean {
  return Array.isArray(allowed) ? allowed.includes(value) : value === allowed
}

function unmetChallenge(answer: Exchange, expected: Expectation['challenge']): string[] {
  if (!expected) return []
  const header = answer.headers['www-authenticate'] ?? ''
  if (!/^Bearer /i.test(header)) return ['the answer carries no Bearer challenge']

  const unmet: string[] = []
  const error = parameter(header, 'error')
  if (error !== expected.error) unmet.push(`the challenge's error is ${error ?? 'missing'}, not ${expected.error}`)
  // RFC 9728 §5.1: how a client finds out where to get a token.
  const metadata = parameter(header, 'resource_metadata')
  if (!metadata?.includes('/.well-known/oauth-protected-resource')) unmet.push('the challenge leads to no metadata')
  const scopes = parameter(header, 'scope')?.split(' ') ?? []
  if (scopes.length === 0) unmet.push('the challenge names no scope')
  if (expected.scope && !scopes.includes(expected.scope)) unmet.push(`the challenge does not name ${expected.scope}`)
  return unmet
}

function parameter(challenge: string, name: string): string | null {
  return new RegExp(`[ ,]${name}="([^"]*)"`).exec(challenge)?.[1] ?? null
}
