/** What every server of the comparison is told by the process that starts it. */
export const settings = {
  port: Number(process.env.PORT),
  /** Resource identifier, and the audience of the tokens. */
  resource: process.env.RESOURCE_URL ?? '',
  issuer: process.env.AUTH_ISSUER ?? '',
  jwksUrl: process.env.JWKS_URL ?? '',
  /** Database without row-level security. */
  unprotectedUrl: process.env.UNPROTECTED_DATABASE_URL ?? '',
  /** The same rows, with it. */
  protectedUrl: process.env.PROTECTED_DATABASE_URL ?? '',
  /** Signs what the SDK's requests for input carry; nothing here asks for any. */
  requestStateSecret: 'for-the-benchmark-only-and-nowhere-else',
  /** Which layers `servers/layered.ts` switches on, comma-separated. */
  layers: new Set((process.env.LAYERS ?? '').split(',')),
}
