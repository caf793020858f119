import { remoteKeys, type TrustedIssuer } from '@chaperone/mcp-auth'
import type { z } from 'zod'
import type { serverEnvSchema } from './server-env.ts'

type IssuerEnv = Pick<z.output<typeof serverEnvSchema>, 'AUTH_ISSUER' | 'JWKS_URL' | 'AUTH_ALGORITHM' | 'AUTH_ISSUERS'>

/** Whose tokens a server accepts: the system's own issuer, and those that were added, each with its own keys. */
export function issuersFrom({ AUTH_ISSUER, JWKS_URL, AUTH_ALGORITHM, AUTH_ISSUERS }: IssuerEnv): TrustedIssuer[] {
  return [
    { issuer: AUTH_ISSUER, keys: remoteKeys(JWKS_URL), algorithm: AUTH_ALGORITHM },
    ...AUTH_ISSUERS.map(({ jwksUrl, ...issuer }) => ({ ...issuer, keys: remoteKeys(jwksUrl) })),
  ]
}
