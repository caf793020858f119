import type { Resource, TokenOrigin } from '@chaperone/contracts'

declare const verified: unique symbol

interface CallerFields {
  /** `user`: a person, by JWT. `service`: a program's own account, by API key or by a JWT of its own. */
  readonly kind: 'user' | 'service'
  /** Whose rows this caller may touch. */
  readonly ownerId: string
  readonly clientId: string
  readonly scopes: ReadonlySet<string>
  /** What the token ends with when it is revoked; empty for a key. */
  readonly origins: readonly TokenOrigin[]
  /** Who presented the credential on the owner's behalf. @see RFC 8693 §4.1 */
  readonly actor?: string
  /** Verified email address, lower case. */
  readonly email?: string
  readonly via: 'api_key' | 'access_token'
  /** `jti` of the token or id of the key: names the credential in the audit without containing it. */
  readonly credentialId: string
}

/** Who is calling, established from a verified credential. Only the guard can make one. */
export type Caller = CallerFields & { readonly [verified]: Resource }

/** For the guard's credential checks only; not exported from the package. */
export function verifiedCaller(fields: CallerFields): Caller {
  return Object.freeze(fields) as Caller
}
