import { z } from 'zod'

/** Control characters are in no honest name, and PostgreSQL stores no NUL. */
const nameSchema = z.string().regex(/^\P{Cc}+$/u)

/** Who acts on behalf of the subject. @see RFC 8693 §4.1 */
export const actorSchema = z.object({ sub: nameSchema }).readonly()

/**
 * The claims of an access token of ours. `aud` is one string, never an array: a token is good at exactly one server.
 * Parsed ones are frozen: a verified token's are handed to every request that shows it.
 *
 * @see RFC 9068 §2.2
 */
export const accessTokenClaimsSchema = z
  .object({
    iss: z.string().min(1),
    aud: z.string().min(1),
    sub: nameSchema,
    client_id: nameSchema,
    scope: z.string().default(''),
    iat: z.number().int(),
    exp: z.number().int(),
    nbf: z.number().int().optional(),
    jti: nameSchema,
    act: actorSchema.optional(),
    email: nameSchema.optional(),
    /** Web session for which the host got the token. @see OpenID Connect Front-Channel Logout 1.0 §3 */
    sid: z.string().min(1).optional(),
    /** SHA-256, hex, of the id of the grant a program redeemed a code of. The id itself never leaves the issuer. */
    grant_hash: z.string().min(1).optional(),
    /** Thumbprint of the key to which the token is bound; other bindings are not known here. @see RFC 9449 §6.1 */
    cnf: z
      .strictObject({ jkt: z.string().min(1) })
      .readonly()
      .optional(),
  })
  .readonly()
export type AccessTokenClaims = z.infer<typeof accessTokenClaimsSchema>

/** What a token comes from, and ends with: somebody signed in, or a grant that a program holds. */
export interface TokenOrigin {
  kind: 'session' | 'grant'
  /** `sid` or `grant_hash`. */
  id: string
}

/** All that a token ends with. Empty for one of an issuer that names neither. */
export function originsOf(claims: Pick<AccessTokenClaims, 'sid' | 'grant_hash'>): TokenOrigin[] {
  return [
    ...(claims.sid ? [{ kind: 'session' as const, id: claims.sid }] : []),
    ...(claims.grant_hash ? [{ kind: 'grant' as const, id: claims.grant_hash }] : []),
  ]
}

/** `typ` of a JWT access token. @see RFC 9068 §2.1 */
export const ACCESS_TOKEN_TYPE = 'at+jwt'
/** `typ` of a DPoP proof. @see RFC 9449 §4.2 */
export const DPOP_PROOF_TYPE = 'dpop+jwt'
/** The one signature algorithm in use. @see RFC 8725 §3.1 */
export const SIGNATURE_ALGORITHM = 'ES256'
/** Grant type by which an assertion is redeemed. @see RFC 7523 §2.1 */
export const JWT_BEARER_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
/** Grant type by which the host gets one token for another, where it runs apart from the issuer. @see RFC 8693 §2.1 */
export const TOKEN_EXCHANGE_GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange'
/** The one kind of token that is exchanged, and that comes of it. @see RFC 8693 §3 */
export const ACCESS_TOKEN_URN = 'urn:ietf:params:oauth:token-type:access_token'
/** `client_assertion_type` of a client that proves its key. @see RFC 7523 §2.2 */
export const CLIENT_ASSERTION_URN = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** The OAuth client id under which the host itself acts. */
export const HOST_CLIENT_ID = 'mcp-host'
/** The pre-registered public client behind `npm run token`. */
export const COMMAND_LINE_CLIENT_ID = 'chaperone-cli'

/** What the tokens of a client that acts for itself name in the place of a grant: removing the client revokes it. */
export function grantOfClient(clientId: string): string {
  return `client:${clientId}`
}
